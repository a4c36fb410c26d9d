import { and, asc, eq, sql } from 'drizzle-orm'
import {
  affectedRows,
  among,
  forUpdate,
  query,
  type ReadHandle,
  type Slots,
  type Tx,
} from '../../../db/index.js'
import { giftCard, storeCredit, tenderUse } from '../../../db/tables/tenders.js'
import type { TakenTender, TenderAmount, TenderKind } from '../types.js'

/** What a reference has taken from an account. */
export interface Use {
  readonly reference: string
  readonly kind: TenderKind
  readonly id: string
  readonly takenMinor: number
  readonly returnedMinor: number
}

type UseKey = Pick<Use, 'reference' | 'id'>
const ofKey = (p: Slots<UseKey>) => and(eq(tenderUse.reference, p.reference), eq(tenderUse.accountId, p.id))

const begun = query((on: Tx, p: Slots<UseKey & { kind: string; takenMinor: number }>) =>
  on
    .insert(tenderUse)
    .values({
      ...{ reference: p.reference, accountId: p.id, accountKind: p.kind },
      ...{ takenMinor: p.takenMinor, returnedMinor: 0 },
    })
    .onConflictDoNothing(),
)
const columns = {
  reference: tenderUse.reference,
  kind: tenderUse.accountKind,
  id: tenderUse.accountId,
  takenMinor: tenderUse.takenMinor,
  returnedMinor: tenderUse.returnedMinor,
}
const toUse = (row: Omit<Use, 'kind'> & { readonly kind: string }): Use => ({
  ...row,
  kind: row.kind as TenderKind,
})

const locked = query((on, p: Slots<UseKey>) => forUpdate(on.select(columns).from(tenderUse).where(ofKey(p))))
/** Others who want to change it wait until the job ends. */
export async function lockUse(tx: Tx, { reference, id }: UseKey): Promise<Use | null> {
  const [row] = await locked(tx, { reference, id })
  return row ? toUse(row) : null
}

/** Notes what is taken; false where the reference has taken from there already, and not all of that has gone back. */
export async function noteTaken(tx: Tx, reference: string, tender: TenderAmount): Promise<boolean> {
  const { kind, id, amountMinor: takenMinor } = tender
  if (affectedRows(await begun(tx, { reference, kind, id, takenMinor })) === 1) return true
  const known = await lockUse(tx, { reference, id })
  if (!known || known.takenMinor > known.returnedMinor) return false
  await growUse(tx, known, { takenMinor })
  return true
}

const ofReference = query((on, p: Slots<{ reference: string }>) =>
  forUpdate(
    on
      .select(columns)
      .from(tenderUse)
      .where(eq(tenderUse.reference, p.reference))
      .orderBy(asc(tenderUse.accountId)),
  ),
)
/** All of a reference, in the order of their accounts, so that jobs never wait for each other in a ring. */
export const lockUses = async (tx: Tx, reference: string): Promise<Use[]> =>
  (await ofReference(tx, { reference })).map(toUse)

const grown = query((on: Tx, p: Slots<UseKey & { takenMinor: number; returnedMinor: number }>) =>
  on
    .update(tenderUse)
    .set({
      takenMinor: sql`${tenderUse.takenMinor} + ${p.takenMinor}`,
      returnedMinor: sql`${tenderUse.returnedMinor} + ${p.returnedMinor}`,
    })
    .where(ofKey(p)),
)
/** More was taken, or has gone back. */
export async function growUse(
  tx: Tx,
  { reference, id }: UseKey,
  { takenMinor = 0, returnedMinor = 0 }: { readonly takenMinor?: number; readonly returnedMinor?: number },
): Promise<void> {
  await grown(tx, { reference, id, takenMinor, returnedMinor })
}

const taken = query((on, p: Slots<{ references: readonly string[] }>) =>
  on
    .select({
      ...columns,
      lastCharacters: giftCard.lastCharacters,
      cardCurrency: giftCard.currency,
      creditCurrency: storeCredit.currency,
    })
    .from(tenderUse)
    .leftJoin(giftCard, eq(giftCard.id, tenderUse.accountId))
    .leftJoin(storeCredit, eq(storeCredit.id, tenderUse.accountId))
    .where(among(tenderUse.reference, p.references))
    .orderBy(asc(tenderUse.reference), asc(tenderUse.accountKind), asc(tenderUse.accountId)),
)
/** By reference, of each gift cards first. */
export async function readTaken(
  on: ReadHandle,
  references: readonly string[],
): Promise<(TakenTender & { readonly reference: string })[]> {
  const rows = await taken(on, { references })
  return rows.map(
    ({ reference, kind, id, takenMinor, returnedMinor, lastCharacters, cardCurrency, creditCurrency }) => ({
      ...{ reference, kind: kind as TenderKind, id, amountMinor: takenMinor, returnedMinor },
      ...{ lastCharacters: lastCharacters ?? '', currency: cardCurrency ?? creditCurrency ?? '' },
    }),
  )
}
