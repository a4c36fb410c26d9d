import type { Database, ReadHandle, Tx } from '../../db/index.js'
import type { Clock } from '../../kernel/clock.js'
import { newId } from '../../kernel/ids.js'
import { invalid, type Problem } from '../../kernel/problem.js'
import { ok, type Result, rejected } from '../../kernel/result.js'
import { hashOf, newToken } from './secrets.js'
import {
  deleteSessions,
  deleteSessionsOf,
  exchangeTokens,
  findSession,
  findSessionById,
  findSessionByRefresh,
  findSpent,
  insertSession,
  insertSpent,
  selectSessions,
} from './store.js'
import type { Holder, LiveSession, Session } from './types.js'

export interface Sessions {
  /** Signs somebody in. Whoever has fifty sessions already loses the oldest. */
  open(tx: Tx, holder: Holder): Promise<Session>
  /** Null for a token that is unknown, expired or revoked: it is looked up each time, so a revocation works at once. */
  find(accessToken: string): Promise<LiveSession | null>
  /**
   * A new pair of tokens for a refresh token, which with the access token beside it opens nothing from then on. Within 30
   * seconds it gets another pair once more, for the other tab that asks at the same time, and whoever has missed the answer.
   * Shown later than that, it was copied: then the session ends, with all of its pairs. It does 90 days after it began, too.
   */
  refresh(refreshToken: string): Promise<Result<Session, Problem>>
  /** Ends a session, with all of its pairs. */
  close(tx: Tx, id: string): Promise<void>
  /** All of somebody's, except one that stays. */
  closeAll(tx: Tx, holder: Holder, exceptId?: string): Promise<void>
  /** When each session began, the newest first. */
  startsOf(on: ReadHandle, holder: Holder): Promise<readonly Date[]>
}

const accessMs = 60 * 60_000
const refreshMs = 30 * 24 * 60 * 60_000
/** After signing in. */
const lastingMs = 90 * 24 * 60 * 60_000
const graceMs = 30_000
const mostSessions = 50

/** What the pairs of one session have in common; those that were got late have more behind it. */
const familyOf = (id: string): string => id.split('.', 1)[0] ?? id

export function createSessions({ db, clock }: { readonly db: Database; readonly clock: Clock }): Sessions {
  function newPair(startedAt: Date) {
    const now = clock.now().getTime()
    const inMs = (ms: number) => new Date(Math.min(now + ms, startedAt.getTime() + lastingMs))
    const session = {
      accessToken: newToken('ats_'),
      expiresAt: inMs(accessMs),
      refreshToken: newToken('atr_'),
    }
    const row = {
      accessHash: hashOf(session.accessToken),
      accessExpiresAt: session.expiresAt,
      refreshHash: hashOf(session.refreshToken),
      refreshExpiresAt: inMs(refreshMs),
    }
    return { session, row }
  }

  async function insert(tx: Tx, holder: Holder, id: string, startedAt: Date): Promise<Session> {
    const known = await selectSessions(tx, holder)
    if (known.length >= mostSessions)
      await deleteSessions(
        tx,
        known.slice(mostSessions - 1).map((row) => row.id),
      )
    const { session, row } = newPair(startedAt)
    const { kind: holderKind, id: holderId } = holder
    await insertSession(tx, { id, holderKind, holderId, ...row, createdAt: startedAt })
    return session
  }

  async function close(tx: Tx, id: string): Promise<void> {
    const family = familyOf(id)
    const known = await findSessionById(tx, id)
    if (!known) return
    const pairs = await selectSessions(tx, holderOf(known))
    await deleteSessions(
      tx,
      pairs.flatMap((row) => (familyOf(row.id) === family ? row.id : [])),
    )
  }

  return {
    open: (tx, holder) => insert(tx, holder, newId(), clock.now()),
    async find(accessToken) {
      const row = await findSession(db.read, hashOf(accessToken))
      if (!row || row.accessExpiresAt <= clock.now()) return null
      return { id: row.id, holder: holderOf(row) }
    },
    refresh: (refreshToken) =>
      db.write(async (tx) => {
        const hash = hashOf(refreshToken)
        const now = clock.now()
        const known = await findSessionByRefresh(tx, hash)
        if (known && known.refreshExpiresAt <= now) return rejected([expired])
        if (known) {
          const { session, row } = newPair(known.createdAt)
          if (await exchangeTokens(tx, hash, row)) {
            const expiresAt = new Date(now.getTime() + refreshMs)
            await insertSpent(tx, { hash, sessionId: known.id, expiresAt })
            return ok(session)
          }
        }
        const spent = await findSpent(tx, hash)
        const its = spent && (await findSessionById(tx, spent.sessionId))
        if (!its) return rejected([unknown])
        const spentMs = spent.expiresAt.getTime() - refreshMs
        if (now.getTime() < spentMs + graceMs)
          return ok(await insert(tx, holderOf(its), `${familyOf(its.id)}.${newId()}`, its.createdAt))
        // Not undone with the rejection: the session ends for all of those who have the token.
        await close(tx, its.id)
        return rejected([unknown])
      }),
    close,
    closeAll: deleteSessionsOf,
    startsOf: async (on, holder) => (await selectSessions(on, holder)).map(({ createdAt }) => createdAt),
  }
}

const holderOf = ({ holderKind, holderId }: { readonly holderKind: string; readonly holderId: string }) => ({
  kind: holderKind as Holder['kind'],
  id: holderId,
})

const unknown = invalid('TOKEN_INVALID', ['refreshToken'], 'This refresh token opens nothing. Sign in again.')
const expired = invalid('TOKEN_EXPIRED', ['refreshToken'], 'This refresh token has expired. Sign in again.')
