import type { GraphQLError } from 'graphql'
import type { SubscribePayload } from 'graphql-ws'
import type { RequestMeter } from '../../telemetry/requests.js'
import type { Incoming } from '../context.js'
import { closeForKey } from './keys-in-use.js'
import type { Session } from './session.js'
import { type Begin, type Begun, refused } from './subscribing.js'
import type { Subscription } from './subscription.js'
import { tellOfSubscriptions } from './tell-of-subscriptions.js'

interface Options {
  readonly admit: (session: Session) => GraphQLError | null
  /** By the path that the socket was opened at. */
  readonly begins: ReadonlyMap<string, Begin>
  readonly incomingOf: (session: Session) => Incoming
  readonly meter: RequestMeter
}

export type Answer = (
  session: Session,
  payload: SubscribePayload,
  subscription: Subscription,
) => Promise<Begun>

/** Answers messages that ask for a subscription. Each is a request of its own to log and metrics. */
export function answering({ admit, begins, incomingOf, meter }: Options): Answer {
  const tell = tellOfSubscriptions(meter)
  return async (session, payload, subscription) => {
    const startMs = performance.now()
    const incoming = incomingOf(session)
    const excess = admit(session)
    const begin = begins.get(session.route)
    const begun =
      excess || !begin ? refused([excess], incoming) : await begin(payload, incoming, subscription)
    // Revoked since the socket was opened.
    if (incoming.outcome.key === 'refused') closeForKey(session)
    tell(incoming, session.route, startMs)
    return begun
  }
}
