import type { Database } from '../../db/index.js'
import type { Log } from '../../kernel/log.js'
import type { LiveCounts } from '../../telemetry/live.js'
import type { SubscribeRequest } from '../sockets/live.js'
import type { Asked } from './asked.js'
import type { TopicsOf } from './feed.js'
import type { Teller } from './telling.js'

/** Calls `wake` when there may be something new; a call too many does no harm, one that is lost only takes time. */
export type Source = (wake: () => void) => () => void

export interface HubOptions {
  readonly db: Database
  readonly log: Log
  readonly counts: LiveCounts
  /** Told how long after a change its events had been sent. */
  readonly delivered: (seconds: number) => void
  readonly shop: string
  readonly asked: (request: SubscribeRequest) => Asked
  readonly topicsOf: TopicsOf
  readonly teller: Teller
  /** Listened to while anybody is subscribed. */
  readonly sources: readonly Source[]
  /** Has contexts be worked out anew, once anything about them may have changed. */
  readonly forgetContexts: () => void
}
