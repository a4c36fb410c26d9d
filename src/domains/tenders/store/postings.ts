import { and, asc, count, desc, eq, gt, isNotNull, lt } from 'drizzle-orm'
import { query, type ReadHandle, type Slots, type Tx } from '../../../db/index.js'
import { ledgerPosting } from '../../../db/tables/tenders.js'
import type { LedgerEntry, PostingKind, TenderKind } from '../types.js'

export interface NewPosting extends Omit<LedgerEntry, 'id'> {
  readonly accountKind: TenderKind
  readonly accountId: string
  readonly counterAccount: 'ISSUED' | 'SPENT' | 'ADJUSTED'
  readonly refundReference: string | null
}

const inserted = query((on: Tx, p: Slots<NewPosting>) =>
  on.insert(ledgerPosting).values({
    ...{ kind: p.kind, accountKind: p.accountKind, accountId: p.accountId, counterAccount: p.counterAccount },
    ...{ currency: p.currency, amountMinor: p.amountMinor, balanceAfterMinor: p.balanceAfterMinor },
    ...{ reference: p.reference, refundReference: p.refundReference, reason: p.reason },
    ...{ actor: p.actor, at: p.at },
  }),
)
export const insertPosting = async (tx: Tx, posting: NewPosting): Promise<void> =>
  void (await inserted(tx, posting))

const refunds = query((on, p: Slots<{ reference: string; accountId: string; refundReference: string }>) =>
  on
    .select({ id: ledgerPosting.id })
    .from(ledgerPosting)
    .where(
      and(
        eq(ledgerPosting.reference, p.reference),
        eq(ledgerPosting.accountId, p.accountId),
        eq(ledgerPosting.refundReference, p.refundReference),
        // In the words of the partial index, or it would not be used.
        isNotNull(ledgerPosting.refundReference),
      ),
    ),
)
export const isRefunded = async (
  tx: Tx,
  refund: { readonly reference: string; readonly accountId: string; readonly refundReference: string },
): Promise<boolean> => (await refunds(tx, refund)).length > 0

interface EntryWalk {
  readonly from: number | null
  readonly backward: boolean
  readonly limit: number
}

/** Of one account from the newest to the oldest, strictly older than `from`; backwards, those strictly newer. */
export async function selectEntries(
  on: ReadHandle,
  accountId: string,
  { from, backward, limit }: EntryWalk,
): Promise<LedgerEntry[]> {
  const rows = await on
    .select({
      id: ledgerPosting.id,
      kind: ledgerPosting.kind,
      currency: ledgerPosting.currency,
      amountMinor: ledgerPosting.amountMinor,
      balanceAfterMinor: ledgerPosting.balanceAfterMinor,
      reference: ledgerPosting.reference,
      reason: ledgerPosting.reason,
      actor: ledgerPosting.actor,
      at: ledgerPosting.at,
    })
    .from(ledgerPosting)
    .where(
      and(
        eq(ledgerPosting.accountId, accountId),
        from === null ? undefined : (backward ? gt : lt)(ledgerPosting.id, from),
      ),
    )
    .orderBy((backward ? asc : desc)(ledgerPosting.id))
    .limit(limit)
  return rows.map(({ kind, ...row }) => ({ ...row, kind: kind as PostingKind }))
}

export const countEntries = async (on: ReadHandle, accountId: string): Promise<number> =>
  (await on.select({ count: count() }).from(ledgerPosting).where(eq(ledgerPosting.accountId, accountId)))[0]
    ?.count ?? 0
