import { sql } from 'drizzle-orm'
import {
  big,
  check,
  id,
  index,
  instant,
  int,
  primaryKey,
  serial,
  table,
  text,
  uniqueIndex,
} from '../columns/index.js'

/** Money that whoever knows the code may spend. */
export const giftCard = table(
  'gift_card',
  {
    id: id(),
    /** SHA-256 in hex of the code without spaces and dashes. */
    codeHash: text().notNull(),
    lastCharacters: text().notNull(),
    currency: text().notNull(),
    /** What was on it at first. */
    issuedMinor: big().notNull(),
    /** The sum of its postings. */
    balanceMinor: big().notNull(),
    /** Exclusive; null: without an end. */
    endsAt: instant(),
    disabledAt: instant(),
    note: text(),
    externalReference: text(),
    /** Grows with each change by staff, and not with what is spent. */
    version: int().notNull(),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
  },
  (t) => [
    uniqueIndex('gift_card_code').on(t.codeHash),
    uniqueIndex('gift_card_reference').on(t.externalReference),
    index('gift_card_last_characters').on(t.lastCharacters, t.id),
    check('gift_card_balance', sql`${t.balanceMinor} >= 0`),
    check('gift_card_issued', sql`${t.issuedMinor} > 0`),
  ],
)

/** Money that a customer has with the shop, in one currency. */
export const storeCredit = table(
  'store_credit',
  {
    id: id(),
    customerId: text().notNull(),
    currency: text().notNull(),
    /** The sum of its postings. */
    balanceMinor: big().notNull(),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
  },
  (t) => [
    uniqueIndex('store_credit_customer').on(t.customerId, t.currency),
    check('store_credit_balance', sql`${t.balanceMinor} >= 0`),
  ],
)

/**
 * The ledger. A posting moves an amount between an account, which is a gift card or a store credit, and a counter-account of
 * the currency: one row is both entries, so that a posting cannot but sum to zero. Counter-accounts have no row of their own,
 * which all checkouts would wait for: their balance is the sum of their entries. Append-only: triggers refuse UPDATE and
 * DELETE.
 */
export const ledgerPosting = table(
  'ledger_posting',
  {
    id: serial(),
    /** ISSUE | TAKE | GIVE_BACK | REFUND | ADJUST */
    kind: text().notNull(),
    accountKind: text().notNull(),
    accountId: text().notNull(),
    /** ISSUED | SPENT | ADJUSTED */
    counterAccount: text().notNull(),
    currency: text().notNull(),
    /** What came onto the account, and so went off the counter-account; below zero the other way round. */
    amountMinor: big().notNull(),
    balanceAfterMinor: big().notNull(),
    /** What it was for, such as an order. */
    reference: text(),
    refundReference: text(),
    reason: text(),
    actor: text(),
    at: instant().notNull(),
  },
  (t) => [
    index('ledger_posting_account').on(t.accountId, t.id),
    uniqueIndex('ledger_posting_refund')
      .on(t.reference, t.accountId, t.refundReference)
      .where(sql`${t.refundReference} is not null`),
    check('ledger_posting_account_kind', sql`${t.accountKind} in ('GIFT_CARD', 'STORE_CREDIT')`),
    check('ledger_posting_counter_account', sql`${t.counterAccount} in ('ISSUED', 'SPENT', 'ADJUSTED')`),
    check('ledger_posting_amount', sql`${t.amountMinor} <> 0`),
    check('ledger_posting_balance', sql`${t.balanceAfterMinor} >= 0`),
  ],
)

/** What was taken from an account for an order or the like, and how much of that has gone back. */
export const tenderUse = table(
  'tender_use',
  {
    reference: text().notNull(),
    accountId: text().notNull(),
    /** GIFT_CARD | STORE_CREDIT */
    accountKind: text().notNull(),
    takenMinor: big().notNull(),
    returnedMinor: big().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.reference, t.accountId] }),
    check('tender_use_kind', sql`${t.accountKind} in ('GIFT_CARD', 'STORE_CREDIT')`),
    check('tender_use_returned', sql`${t.returnedMinor} between 0 and ${t.takenMinor}`),
  ],
)
