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
   * A new pair of tokens for a refresh token, which with the access token beside it opens nothing from then on. Shown a
   * second time, it was copied: then the whole session ends.
   */
  refresh(refreshToken: string): Promise<Result<Session, Problem>>
  close(tx: Tx, id: string): Promise<void>
  /** All of somebody's, except one that stays. */
  closeAll(tx: Tx, holder: Holder, exceptId?: string): Promise<void>
  /** When each session began, the newest first. */
  startsOf(on: ReadHandle, holder: Holder): Promise<readonly Date[]>
}

const accessMs = 60 * 60_000
const refreshMs = 30 * 24 * 60 * 60_000
const mostSessions = 50

export function createSessions({ db, clock }: { readonly db: Database; readonly clock: Clock }): Sessions {
  function newPair() {
    const now = clock.now().getTime()
    const session = {
      accessToken: newToken('ats_'),
      expiresAt: new Date(now + accessMs),
      refreshToken: newToken('atr_'),
    }
    const row = {
      accessHash: hashOf(session.accessToken),
      accessExpiresAt: session.expiresAt,
      refreshHash: hashOf(session.refreshToken),
      refreshExpiresAt: new Date(now + refreshMs),
    }
    return { session, row }
  }

  return {
    async open(tx, holder) {
      const known = await selectSessions(tx, holder)
      if (known.length >= mostSessions)
        await deleteSessions(
          tx,
          known.slice(mostSessions - 1).map(({ id }) => id),
        )
      const { session, row } = newPair()
      const { kind: holderKind, id: holderId } = holder
      await insertSession(tx, { id: newId(), holderKind, holderId, ...row, createdAt: clock.now() })
      return session
    },
    async find(accessToken) {
      const row = await findSession(db.read, hashOf(accessToken))
      if (!row || row.accessExpiresAt <= clock.now()) return null
      return { id: row.id, holder: { kind: row.holderKind as Holder['kind'], id: row.holderId } }
    },
    refresh: (refreshToken) =>
      db.write(async (tx) => {
        const hash = hashOf(refreshToken)
        const known = await findSessionByRefresh(tx, hash)
        if (known && known.refreshExpiresAt <= clock.now()) return rejected([expired])
        const { session, row } = newPair()
        if (known && (await exchangeTokens(tx, hash, row))) {
          await insertSpent(tx, { hash, sessionId: known.id, expiresAt: known.refreshExpiresAt })
          return ok(session)
        }
        // Not undone with the rejection: the session ends for both of those who have the token.
        const spent = await findSpent(tx, hash)
        if (spent) await deleteSessions(tx, [spent.sessionId])
        return rejected([unknown])
      }),
    close: (tx, id) => deleteSessions(tx, [id]),
    closeAll: deleteSessionsOf,
    startsOf: async (on, holder) => (await selectSessions(on, holder)).map(({ createdAt }) => createdAt),
  }
}

const unknown = invalid('TOKEN_INVALID', ['refreshToken'], 'This refresh token opens nothing. Sign in again.')
const expired = invalid('TOKEN_EXPIRED', ['refreshToken'], 'This refresh token has expired. Sign in again.')
