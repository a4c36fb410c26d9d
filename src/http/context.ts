import type { IncomingHttpHeaders } from 'node:http'
import type { GraphQLSchema, OperationDefinitionNode } from 'graphql'
import type { Log } from '../kernel/log.js'
import type { Attempts } from './rate-limits/attempts.js'

export type Variables = Readonly<Record<string, unknown>>

/** What becomes of a request, for its line in the log and the metrics. */
export interface Outcome {
  operationName: string | null
  /** The codes of its errors, each once. */
  readonly codes: Set<string>
  /** The rule that refused it before it ran: of few, as each is counted. */
  refusedBy: string | null
  /** Every field that was asked for is in the answer, none of them refused or failed. */
  isWhole: boolean
  isFromCache: boolean
  /** Of a change: up to where caches have taken notice of the shop's changes, for the client to carry elsewhere. */
  position: string | null
  /** What became of the API key that came along; null when none did, or nobody has looked at it. */
  key: 'valid' | 'refused' | null
}

/** A request as the layers behind HTTP see it. */
export interface Incoming {
  readonly id: string
  readonly headers: IncomingHttpHeaders
  readonly log: Log
  readonly outcome: Outcome
  readonly attempts: Attempts
}

/** An operation about to run, with its variables as the client sent them. */
export interface Execution {
  readonly schema: GraphQLSchema
  readonly operation: OperationDefinitionNode
  readonly variables: Variables
}

export type ViewerKind = 'anonymous' | 'customer' | 'staff'

/** What the gateway needs of the context that resolvers get. */
export interface GatewayContext {
  readonly incoming: Incoming
  readonly viewerKind: ViewerKind
  /** Who asks, with what they may do: another text once they may do more or less. */
  readonly viewerKey: string
  /** Runs once, before the operation; its answer, if any, is shown as `extensions`. */
  begin(execution: Execution): Promise<Readonly<Record<string, unknown>> | undefined>
  /** A text that is the same only for those who get the same public answers; null of requests that will be refused. */
  audienceKey(execution: Execution): Promise<string | null>
  /** What the answer was made of, once it is made; null of one that is nobody else's. */
  provenance(): Promise<Provenance | null>
}

/** What an answer was made of, and when it changes by itself. */
export interface Provenance {
  readonly tags: readonly string[]
  readonly expiresAtMs: number | null
}

export type CreateContext<Context extends GatewayContext> = (incoming: Incoming) => Promise<Context>
