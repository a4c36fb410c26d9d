import { sql } from 'drizzle-orm'
import {
  big,
  check,
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

export type StoredBenefit =
  | { kind: 'PERCENT'; on: 'CART'; rateMillionths: number }
  | { kind: 'AMOUNT'; on: 'CART'; amountsMinor: Record<string, number> }
  | { kind: 'FREE_SHIPPING' }

/** Ids are for the rules, and external references, which never change, for people. */
export interface StoredReference {
  id: number
  externalReference: string
}

/** A code that shoppers type in for a discount. */
export const discountCode = table(
  'discount_code',
  {
    id: serial(),
    /** As it is written. */
    code: text().notNull(),
    /** As it is compared: without case, nor spaces around it. */
    codeKey: text().notNull(),
    name: text().notNull(),
    benefit: json().$type<StoredBenefit>().notNull(),
    /** null: in every channel. */
    channelIds: json().$type<number[]>(),
    /** Of the lines that it takes off from: of any of these categories or below them, or these products; null: all. */
    categories: json().$type<StoredReference[]>(),
    products: json().$type<StoredReference[]>(),
    /** By currency; null: no minimum. */
    minimumSubtotalMinor: json().$type<Record<string, number>>(),
    startsAt: instant(),
    endsAt: instant(),
    /** null: without a limit. */
    usageLimit: int(),
    perCustomerLimit: int(),
    used: int().notNull().default(0),
    disabledAt: instant(),
    version: int().notNull().default(1),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
  },
  (t) => [
    uniqueIndex('discount_code_key').on(t.codeKey),
    check('discount_code_used', sql`${t.used} >= 0`),
    check('discount_code_limit', sql`${t.used} <= ${t.usageLimit}`),
    check('discount_code_time', sql`${t.endsAt} > ${t.startsAt}`),
  ],
)

/** How often a customer has used a code. */
export const discountCustomer = table(
  'discount_customer',
  { codeId: big().notNull(), customerKey: text().notNull(), used: int().notNull() },
  (t) => [
    primaryKey({ columns: [t.codeId, t.customerKey] }),
    index('discount_customer_customer').on(t.customerKey),
    check('discount_customer_used', sql`${t.used} >= 0`),
  ],
)

/** For what a use of a code was claimed, such as an order; a row goes when the use is given back. */
export const discountClaim = table(
  'discount_claim',
  {
    codeId: big().notNull(),
    reference: text().notNull(),
    customerKey: text(),
    at: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.codeId, t.reference] }),
    index('discount_claim_reference').on(t.reference),
  ],
)
