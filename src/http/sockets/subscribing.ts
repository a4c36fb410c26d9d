import type { ExecutionResult, GraphQLError, GraphQLSchema } from 'graphql'
import type { SubscribePayload } from 'graphql-ws'
import type { CreateContext, GatewayContext, Incoming } from '../context.js'
import { keyedContext } from '../keyed-context.js'
import { type CostLimits, chargeOperations } from '../limits/cost-limit.js'
import { limitOf } from '../limits/query-limits.js'
import type { PersistedOperations } from '../persisted-operations.js'
import { presentError } from '../present-error.js'
import { checkVariables } from '../text-safety.js'
import { type AskedSubscription, askedSubscriptions } from './asked-subscription.js'
import { DocumentError } from './documents.js'
import type { Live, Subscribed } from './live.js'
import type { Subscription } from './subscription.js'

/** One view of the schema, to subscribe to. */
export interface View {
  readonly schema: GraphQLSchema
  readonly persisted: PersistedOperations
  readonly costLimits: CostLimits
}

interface Options extends View {
  readonly live: Live
  readonly createContext: CreateContext<GatewayContext>
  readonly production: boolean
}

/** What a message asked for, once it has begun; or all that is wrong with it. */
export type Begun = AskedSubscription | readonly GraphQLError[]

export type Begin = (
  payload: SubscribePayload,
  incoming: Incoming,
  subscription: Subscription,
) => Promise<Begun>

/** Begins subscriptions as operations begin over HTTP: known, affordable, and by whom they are asked for. */
export function subscribing(options: Options): Begin {
  const { schema, live, createContext, costLimits } = options
  const find = askedSubscriptions(options)
  const charge = chargeOperations(schema)

  return async (payload, incoming, subscription) => {
    try {
      const asked = await find(payload)
      const { document, operation, variables } = asked
      incoming.outcome.operationName = operation.name?.value ?? null
      const context = await keyedContext(createContext, incoming)
      checkVariables(variables)
      charge(document, asked, costLimits[context.viewerKind])
      const answer = await live.subscribe({ ...asked, context }, subscription)
      if (!isSubscribed(answer)) return refused(answer.errors ?? [], incoming)
      subscription.begin(answer)
      return asked
    } catch (thrown) {
      return refused(thrown instanceof DocumentError ? thrown.errors : [thrown], incoming)
    }
  }
}

const isSubscribed = (answer: Subscribed | ExecutionResult): answer is Subscribed => 'end' in answer

/** As the client may see what is wrong. */
export function refused(thrown: readonly unknown[], incoming: Incoming): readonly GraphQLError[] {
  const { outcome } = incoming
  return thrown.map((one) => {
    outcome.refusedBy ??= limitOf(one)
    const error = presentError(one, incoming)
    outcome.codes.add(String(error.extensions.code))
    return error
  })
}
