import type { CreateContext, GatewayContext, Incoming } from '../context.js'
import { keyedContext } from '../keyed-context.js'
import type { Rates } from '../rate-limits/rates.js'
import { closeCodes } from './close-codes.js'
import { headersOf, ParamsError } from './connection-params.js'
import { closeForKey, type KeysInUse } from './keys-in-use.js'
import type { Session } from './session.js'

interface Options {
  readonly createContext: CreateContext<GatewayContext>
  readonly incomingOf: (session: Session) => Incoming
  readonly keys: KeysInUse
  readonly rates: Rates | null
}

/** Takes in a socket's first message, which says who it is. Answers whether it may stay; if not, it is closed. */
export function greeting({ createContext, incomingOf, keys, rates }: Options) {
  return async (
    session: Session,
    params: Readonly<Record<string, unknown>> | undefined,
  ): Promise<boolean> => {
    try {
      session.headers = headersOf(params, session.headers)
    } catch (error) {
      if (!(error instanceof ParamsError)) throw error
      session.close(closeCodes.badRequest, error.message)
      return false
    }
    if (session.headers.authorization === undefined) return true
    const incoming = incomingOf(session)
    try {
      const { viewerKey } = await keyedContext(createContext, incoming)
      keys.watch(session, viewerKey)
      return true
    } catch (thrown) {
      if (incoming.outcome.key === 'refused') closeForKey(session)
      else {
        incoming.log.warn({ err: thrown }, 'could not find out whose socket it is')
        session.close(closeCodes.tryAgainLater, 'Try again later')
      }
      return false
    } finally {
      rates?.note(session, incoming.outcome.key)
    }
  }
}
