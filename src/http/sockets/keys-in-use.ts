import type { CreateContext, GatewayContext, Incoming } from '../context.js'
import { keyedContext } from '../keyed-context.js'
import { closeCodes } from './close-codes.js'
import { Rounds } from './rounds.js'
import type { Session } from './session.js'

interface KeyInUse {
  readonly authorization: string
  /** With the `viewerKey` that each began with. */
  readonly sessions: Map<Session, string>
}

/** Closes sockets whose key opens nothing any more, or something else than before. */
export interface KeysInUse {
  watch(session: Session, viewerKey: string): void
  forget(session: Session): void
  stop(): void
}

/** Whom a key is of by now: null when it opens nothing, undefined when nobody can tell. */
type FindViewerKey = (authorization: string) => Promise<string | null | undefined>

/** It is asked for each key once in `everyMs`, however many sockets have it, and throws nothing. */
export function keysInUse(everyMs: number, find: FindViewerKey): KeysInUse {
  const keys = new Map<string, KeyInUse>()
  const rounds = new Rounds<KeyInUse>(everyMs, (key) => void check(key))

  async function check({ authorization, sessions }: KeyInUse): Promise<void> {
    const viewerKey = await find(authorization)
    if (viewerKey === undefined) return
    for (const [session, before] of sessions) {
      if (viewerKey === null) closeForKey(session)
      // Its subscriptions were let in for what the viewer might do then. The client comes back and is asked again.
      else if (viewerKey !== before) session.close(closeCodes.tryAgainLater, 'Your permissions have changed')
    }
  }

  return {
    watch(session, viewerKey) {
      const { authorization } = session.headers
      if (authorization === undefined || session.hasEnded) return
      const key = keys.get(authorization) ?? { authorization, sessions: new Map() }
      if (key.sessions.size === 0) {
        keys.set(authorization, key)
        rounds.add(key)
      }
      key.sessions.set(session, viewerKey)
    },
    forget(session) {
      const key = keys.get(session.headers.authorization ?? '')
      if (!key?.sessions.delete(session) || key.sessions.size > 0) return
      keys.delete(key.authorization)
      rounds.delete(key)
    },
    stop: () => rounds.stop(),
  }
}

export const closeForKey = (session: Session): void =>
  session.close(closeCodes.unauthorized, 'This key opens nothing')

/** Whom the key of a request is of; null when it opens nothing, undefined while nobody can tell. */
export async function viewerKeyOf(
  createContext: CreateContext<GatewayContext>,
  incoming: Incoming,
): Promise<string | null | undefined> {
  const context = await keyedContext(createContext, incoming).catch(() => undefined)
  return incoming.outcome.key === 'refused' ? null : context?.viewerKey
}
