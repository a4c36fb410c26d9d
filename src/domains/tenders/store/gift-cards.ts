import { and, asc, count, desc, eq, getTableColumns, gt, isNull, lt, or, sql } from 'drizzle-orm'
import {
  among,
  forUpdate,
  insertRows,
  query,
  type ReadHandle,
  type Slots,
  type Tx,
} from '../../../db/index.js'
import { giftCard } from '../../../db/tables/tenders.js'
import type { GiftCard } from '../types.js'

// Who reads a card has no need of what its code hashes to.
const { codeHash: _, ...columns } = getTableColumns(giftCard)

const byHash = query((on, p: Slots<{ codeHash: string }>) =>
  on.select(columns).from(giftCard).where(eq(giftCard.codeHash, p.codeHash)),
)
export const readCardByHash = async (on: ReadHandle, codeHash: string): Promise<GiftCard | null> =>
  (await byHash(on, { codeHash }))[0] ?? null

const byIds = query((on, p: Slots<{ ids: readonly string[] }>) =>
  on.select(columns).from(giftCard).where(among(giftCard.id, p.ids)),
)
export const readCards = (on: ReadHandle, ids: readonly string[]): Promise<GiftCard[]> => byIds(on, { ids })

const byIdAlone = query((on, p: Slots<{ id: string }>) =>
  forUpdate(on.select(columns).from(giftCard).where(eq(giftCard.id, p.id))),
)
/** To be changed: others who want to wait until the job ends. */
export const lockCard = async (tx: Tx, id: string): Promise<GiftCard | null> =>
  (await byIdAlone(tx, { id }))[0] ?? null

export const hasReference = async (on: ReadHandle, externalReference: string): Promise<boolean> =>
  (
    await on
      .select({ id: giftCard.id })
      .from(giftCard)
      .where(eq(giftCard.externalReference, externalReference))
  ).length > 0

export const insertCard = (tx: Tx, card: GiftCard & { readonly codeHash: string }): Promise<void> =>
  insertRows(tx, giftCard, [card])

export async function updateCard(
  tx: Tx,
  id: string,
  change: Pick<GiftCard, 'endsAt' | 'disabledAt' | 'note' | 'version' | 'updatedAt'>,
): Promise<void> {
  await tx.update(giftCard).set(change).where(eq(giftCard.id, id))
}

const changed = query((on: Tx, p: Slots<{ id: string; deltaMinor: number }>) =>
  on
    .update(giftCard)
    .set({ balanceMinor: sql`${giftCard.balanceMinor} + ${p.deltaMinor}` })
    .where(and(eq(giftCard.id, p.id), sql`${giftCard.balanceMinor} + ${p.deltaMinor} >= 0`))
    .returning({ balanceMinor: giftCard.balanceMinor, currency: giftCard.currency }),
)
/** What is on it then; null when there is not so much to take off. */
export const changeCard = async (tx: Tx, id: string, deltaMinor: number) =>
  (await changed(tx, { id, deltaMinor }))[0] ?? null

const spent = query((on: Tx, p: Slots<{ id: string; amountMinor: number; at: Date }>) =>
  on
    .update(giftCard)
    .set({ balanceMinor: sql`${giftCard.balanceMinor} - ${p.amountMinor}` })
    .where(
      and(
        eq(giftCard.id, p.id),
        sql`${giftCard.balanceMinor} >= ${p.amountMinor}`,
        isNull(giftCard.disabledAt),
        or(isNull(giftCard.endsAt), gt(giftCard.endsAt, p.at)),
      ),
    )
    .returning({ balanceMinor: giftCard.balanceMinor, currency: giftCard.currency }),
)
/** What is left on it; null when there is not so much, or it may not be spent. Of two who want the last of it, one gets it. */
export const spendCard = async (tx: Tx, id: string, amountMinor: number, at: Date) =>
  (await spent(tx, { id, amountMinor, at }))[0] ?? null

interface CardWalk {
  readonly from: string | null
  readonly backward: boolean
  readonly limit: number
}
const having = (lastCharacters: string | null) =>
  lastCharacters === null ? undefined : eq(giftCard.lastCharacters, lastCharacters)

/** From the newest to the oldest, strictly older than `from`; backwards, those strictly newer. */
export const selectCards = (
  on: ReadHandle,
  lastCharacters: string | null,
  { from, backward, limit }: CardWalk,
): Promise<GiftCard[]> =>
  on
    .select(columns)
    .from(giftCard)
    .where(and(having(lastCharacters), from === null ? undefined : (backward ? gt : lt)(giftCard.id, from)))
    .orderBy((backward ? asc : desc)(giftCard.id))
    .limit(limit)

export const countCards = async (on: ReadHandle, lastCharacters: string | null): Promise<number> =>
  (await on.select({ count: count() }).from(giftCard).where(having(lastCharacters)))[0]?.count ?? 0
