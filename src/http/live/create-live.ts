import type { GraphQLSchema } from 'graphql'
import { type Database, installationId } from '../../db/index.js'
import type { Log } from '../../kernel/log.js'
import type { CacheCounts } from '../../telemetry/caches.js'
import type { LiveStatus } from '../../telemetry/live.js'
import { operationRunner, type RunOperation } from '../run-operation.js'
import type { Live } from '../sockets/live.js'
import { askedFrom, type Feeds, hashOf } from './asked.js'
import type { TopicsOf } from './feed.js'
import { Hub } from './hub.js'
import type { Source } from './hub-options.js'
import { Teller } from './telling.js'

export interface LiveOptions {
  readonly db: Database
  readonly log: Log
  /** By the name of the subscription field. */
  readonly feeds: Feeds
  readonly topicsOf: TopicsOf
  /** Listened to while anybody is subscribed. */
  readonly sources: readonly Source[]
  /** Has contexts be worked out anew, once anything about them may have changed. */
  readonly forgetContexts: () => void
  /** Of operations kept as compiled functions. */
  readonly compiled: CacheCounts
  /** Told how long after a change its events had been sent, in seconds. */
  readonly delivered: (seconds: number) => void
}

export interface RunningLive extends Live {
  status(): LiveStatus
  /** Nobody is told anything any more. */
  stop(): Promise<void>
}

/** Executes subscriptions for this process, out of the facts that any process commits. */
export async function createLive(options: LiveOptions): Promise<RunningLive> {
  const { db, feeds, topicsOf, compiled } = options
  const shop = hashOf(await installationId(db)).slice(0, 8)
  const counts = { executions: 0, events: 0 }
  const runners = new Map<GraphQLSchema, RunOperation>()
  const runnerOf = (schema: GraphQLSchema): RunOperation => {
    const runner = runners.get(schema) ?? operationRunner(schema, compiled)
    runners.set(schema, runner)
    return runner
  }
  const teller = new Teller({
    ...{ shop, topicsOf },
    runnerOf: ({ schema }) => runnerOf(schema),
    onExecution: () => counts.executions++,
  })
  return new Hub({ ...options, shop, counts, teller, asked: askedFrom(feeds) })
}
