import { and, desc, eq, gt, gte, inArray, lte, ne, sql } from 'drizzle-orm'
import { affectedRows, insertRows, query, type ReadHandle, type Slots, type Tx } from '../../db/index.js'
import { session, singleUseToken, spentRefresh } from '../../db/tables/credentials.js'
import type { Holder, Purpose } from './types.js'

export type SessionRow = typeof session.$inferSelect
type TokenRow = typeof singleUseToken.$inferSelect

const sessionsByAccess = query((on, p: Slots<{ hash: string }>) =>
  on
    .select({
      id: session.id,
      holderKind: session.holderKind,
      holderId: session.holderId,
      accessExpiresAt: session.accessExpiresAt,
    })
    .from(session)
    .where(eq(session.accessHash, p.hash)),
)
export const findSession = async (on: ReadHandle, accessHash: string) =>
  (await sessionsByAccess(on, { hash: accessHash }))[0] ?? null

const sessionsByRefresh = query((on, p: Slots<{ hash: string }>) =>
  on
    .select({
      id: session.id,
      refreshExpiresAt: session.refreshExpiresAt,
      createdAt: session.createdAt,
    })
    .from(session)
    .where(eq(session.refreshHash, p.hash)),
)
export const findSessionByRefresh = async (on: ReadHandle, hash: string) =>
  (await sessionsByRefresh(on, { hash }))[0] ?? null

export async function findSessionById(on: ReadHandle, id: string): Promise<SessionRow | null> {
  const [row] = await on.select().from(session).where(eq(session.id, id))
  return row ?? null
}

export const insertSession = (tx: Tx, row: SessionRow): Promise<void> => insertRows(tx, session, [row])

/** The sessions of a holder, the newest first. */
export const selectSessions = (on: ReadHandle, { kind, id }: Holder): Promise<SessionRow[]> =>
  on
    .select()
    .from(session)
    .where(and(eq(session.holderKind, kind), eq(session.holderId, id)))
    .orderBy(desc(session.createdAt))

/** Puts new tokens behind a session, if it still has this refresh token: of several at once one wins. */
export async function exchangeTokens(
  tx: Tx,
  refreshHash: string,
  next: Pick<SessionRow, 'accessHash' | 'accessExpiresAt' | 'refreshHash' | 'refreshExpiresAt'>,
): Promise<boolean> {
  const changed = await tx.update(session).set(next).where(eq(session.refreshHash, refreshHash))
  return affectedRows(changed) === 1
}

export const insertSpent = (tx: Tx, row: typeof spentRefresh.$inferSelect): Promise<void> =>
  insertRows(tx, spentRefresh, [row], { onConflict: 'nothing' })

export async function findSpent(on: ReadHandle, hash: string) {
  const [row] = await on.select().from(spentRefresh).where(eq(spentRefresh.hash, hash))
  return row ?? null
}

export async function deleteSessions(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.delete(session).where(inArray(session.id, [...ids]))
}

export async function deleteSessionsOf(tx: Tx, { kind, id }: Holder, exceptId = ''): Promise<void> {
  const isOther = ne(session.id, exceptId)
  await tx.delete(session).where(and(eq(session.holderKind, kind), eq(session.holderId, id), isOther))
}

export const insertToken = (tx: Tx, row: TokenRow): Promise<void> => insertRows(tx, singleUseToken, [row])

export async function findToken(on: ReadHandle, hash: string): Promise<TokenRow | null> {
  const [row] = await on.select().from(singleUseToken).where(eq(singleUseToken.hash, hash))
  return row ?? null
}

const ofHolder = ({ kind, id }: Holder) =>
  and(eq(singleUseToken.holderKind, kind), eq(singleUseToken.holderId, id))

/** Those that have not expired. */
export const selectLiveTokens = (
  on: ReadHandle,
  holder: Holder,
  purpose: Purpose,
  now: Date,
): Promise<TokenRow[]> =>
  on
    .select()
    .from(singleUseToken)
    .where(and(ofHolder(holder), eq(singleUseToken.purpose, purpose), gt(singleUseToken.expiresAt, now)))

/** Whether it was there: of several at once one wins. */
export async function deleteToken(tx: Tx, hash: string): Promise<boolean> {
  return affectedRows(await tx.delete(singleUseToken).where(eq(singleUseToken.hash, hash))) === 1
}

/** Counts a wrong guess at a code; the code is gone with the last of `most`. */
export async function countTry(tx: Tx, hash: string, most: number): Promise<void> {
  await tx
    .update(singleUseToken)
    .set({ tries: sql`${singleUseToken.tries} + 1` })
    .where(eq(singleUseToken.hash, hash))
  await tx.delete(singleUseToken).where(and(eq(singleUseToken.hash, hash), gte(singleUseToken.tries, most)))
}

export async function deleteTokensOf(tx: Tx, holder: Holder, purposes?: readonly Purpose[]): Promise<void> {
  const wanted = purposes && inArray(singleUseToken.purpose, [...purposes])
  await tx.delete(singleUseToken).where(and(ofHolder(holder), wanted))
}

const deletedAtOnce = 500

/** Deletes up to 500 rows of each kind that ended before then; answers whether there may be more. */
export async function deleteEnded(tx: Tx, before: Date): Promise<boolean> {
  const sessions = await tx
    .select({ key: session.id })
    .from(session)
    .where(lte(session.refreshExpiresAt, before))
    .limit(deletedAtOnce)
  const spent = await tx
    .select({ key: spentRefresh.hash })
    .from(spentRefresh)
    .where(lte(spentRefresh.expiresAt, before))
    .limit(deletedAtOnce)
  const tokens = await tx
    .select({ key: singleUseToken.hash })
    .from(singleUseToken)
    .where(lte(singleUseToken.expiresAt, before))
    .limit(deletedAtOnce)
  if (sessions.length > 0) await tx.delete(session).where(inArray(session.id, keysOf(sessions)))
  if (spent.length > 0) await tx.delete(spentRefresh).where(inArray(spentRefresh.hash, keysOf(spent)))
  if (tokens.length > 0) await tx.delete(singleUseToken).where(inArray(singleUseToken.hash, keysOf(tokens)))
  return [sessions, spent, tokens].some(({ length }) => length === deletedAtOnce)
}

const keysOf = (rows: readonly { readonly key: string }[]): string[] => rows.map(({ key }) => key)
