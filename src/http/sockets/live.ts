import type { DocumentNode, ExecutionResult } from 'graphql'
import type { Execution, GatewayContext } from '../context.js'

/** Where the events of one subscription go. */
export interface Receiver {
  /** Takes the text of an execution result. Never called while `isBehind`. */
  next(result: string): void
  /** Whether its client takes events more slowly than they come: it gets none until `caughtUp`. */
  readonly isBehind: boolean
}

/** One subscription of one client. */
export interface Subscribed {
  /** To be called once its receiver is no longer behind: what it missed comes as one event, the newest state. */
  caughtUp(): void
  /** Nothing is sent any more. May be called twice. */
  end(): void
}

/** A subscription about to begin: parsed, validated, its context not yet begun. */
export interface SubscribeRequest extends Execution {
  readonly document: DocumentNode
  readonly context: GatewayContext
}

/** Executes subscriptions. What is refused is answered as a result with errors, and nothing is subscribed. */
export interface Live {
  subscribe(request: SubscribeRequest, receiver: Receiver): Promise<Subscribed | ExecutionResult>
}
