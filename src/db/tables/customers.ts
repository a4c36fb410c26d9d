import type { Address } from '../../kernel/address.js'
import {
  big,
  bool,
  index,
  instant,
  int,
  json,
  primaryKey,
  serial,
  table,
  text,
  uniqueIndex,
} from '../columns/index.js'

/** All that is here and below is personal, and gone once the customer is erased. */
export const customer = table(
  'customer',
  {
    id: text().primaryKey(),
    email: text().notNull(),
    /** The address as it is compared. */
    emailKey: text().notNull(),
    emailVerifiedAt: instant(),
    /** Asked for and not yet proved. */
    pendingEmail: text(),
    /** argon2id; null of who has never chosen a password. */
    passwordHash: text(),
    firstName: text(),
    lastName: text(),
    phone: text(),
    locale: text(),
    externalReference: text(),
    acceptsMarketing: bool().notNull(),
    shippingAddressId: text(),
    billingAddressId: text(),
    version: int().notNull(),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
  },
  (t) => [
    uniqueIndex('customer_email').on(t.emailKey),
    uniqueIndex('customer_external_reference').on(t.externalReference),
  ],
)

/** What a customer is found by, from its beginning on. */
export const customerWord = table(
  'customer_word',
  { word: text().notNull(), customerId: text().notNull() },
  (t) => [
    primaryKey({ columns: [t.word, t.customerId] }),
    index('customer_word_customer').on(t.customerId, t.word),
  ],
)

export const customerAddress = table(
  'customer_address',
  {
    id: text().primaryKey(),
    customerId: text().notNull(),
    content: json().$type<Address>().notNull(),
    createdAt: instant().notNull(),
  },
  (t) => [index('customer_address_customer').on(t.customerId, t.id)],
)

export const customerGroup = table(
  'customer_group',
  {
    id: serial(),
    key: text().notNull(),
    name: text().notNull(),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
  },
  (t) => [uniqueIndex('customer_group_key').on(t.key)],
)

export const customerGroupMember = table(
  'customer_group_member',
  { customerId: text().notNull(), groupId: big().notNull() },
  (t) => [
    primaryKey({ columns: [t.customerId, t.groupId] }),
    index('customer_group_member_group').on(t.groupId, t.customerId),
  ],
)

/** Each time that somebody agreed to advertising, or no longer did. */
export const marketingConsent = table(
  'marketing_consent',
  {
    id: serial(),
    customerId: text().notNull(),
    accepts: bool().notNull(),
    /** SIGN_UP | ACCOUNT | STAFF */
    source: text().notNull(),
    actor: text().notNull(),
    at: instant().notNull(),
  },
  (t) => [index('marketing_consent_customer').on(t.customerId, t.id)],
)
