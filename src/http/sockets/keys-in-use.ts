import type { CreateContext, GatewayContext, Incoming } from '../context.js'
import { keyedContext } from '../keyed-context.js'
import { closeCodes } from './close-codes.js'
import { Rounds } from './rounds.js'
import type { Session } from './session.js'

interface KeyInUse {
  readonly authorization: string
  readonly sessions: Set<Session>
}

/** Closes sockets whose key opens nothing any more. */
export interface KeysInUse {
  watch(session: Session): void
  forget(session: Session): void
  stop(): void
}

/** `isOpen` is asked for each key once in `everyMs`, however many sockets have it. It throws nothing. */
export function keysInUse(everyMs: number, isOpen: (authorization: string) => Promise<boolean>): KeysInUse {
  const keys = new Map<string, KeyInUse>()
  const rounds = new Rounds<KeyInUse>(everyMs, (key) => void check(key))

  async function check({ authorization, sessions }: KeyInUse): Promise<void> {
    if (await isOpen(authorization)) return
    for (const session of sessions) closeForKey(session)
  }

  return {
    watch(session) {
      const { authorization } = session.headers
      if (authorization === undefined || session.hasEnded) return
      const key = keys.get(authorization) ?? { authorization, sessions: new Set() }
      if (key.sessions.size === 0) {
        keys.set(authorization, key)
        rounds.add(key)
      }
      key.sessions.add(session)
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

/** Whether a key still opens something; while nobody can tell, it does. */
export async function opens(
  createContext: CreateContext<GatewayContext>,
  incoming: Incoming,
): Promise<boolean> {
  await keyedContext(createContext, incoming).catch(() => {})
  return incoming.outcome.key !== 'refused'
}
