import { type Database, onFactsAppended, type Signals } from '../db/index.js'
import type { Channels } from '../domains/channels/index.js'
import { createLive, type RunningLive } from '../http/live/create-live.js'
import type { Feed, LiveContext } from '../http/live/feed.js'
import type { Source } from '../http/live/hub-options.js'
import { factSources } from '../http/live/sources.js'
import type { Log } from '../kernel/log.js'
import { cartFeed } from '../resolvers/cart/events.js'
import type { RequestContext } from '../resolvers/context.js'
import type { Feed as FeedOfResolvers } from '../resolvers/occasion.js'
import { orderFeed } from '../resolvers/orders/events.js'
import { stockFeed, stockLevelsFeed } from '../resolvers/stock/feeds.js'
import type { CacheCounts } from '../telemetry/caches.js'
import type { Caching } from './build-cache.js'
import { topicsOf } from './concerned.js'

/** What each subscription field is told of. */
export const feeds = {
  stockChanged: stockFeed,
  stockLevelsChanged: stockLevelsFeed,
  cartChanged: cartFeed,
  orderChanged: orderFeed,
} satisfies Readonly<Record<string, FeedOfResolvers<RequestContext>>>

export interface LiveParts {
  readonly db: Database
  readonly log: Log
  readonly channels: Channels
  readonly caching: Pick<Caching, 'onCommit'>
  /** By which processes on PostgreSQL tell each other of commits. */
  readonly signals: Signals | null
  readonly compiled: CacheCounts
  readonly delivered: (seconds: number) => void
}

/** Subscriptions of this process, which hears of what any process commits, and tells others of what it commits itself. */
export async function buildLive(parts: LiveParts): Promise<RunningLive> {
  const { db, log, channels, caching, signals, compiled, delivered } = parts
  const acknowledged: Source = (wake) => caching.onCommit(wake)
  const live = await createLive({
    ...{ db, log, topicsOf, compiled, delivered },
    // Contexts are made by resolvers' own `createContext`.
    feeds: feeds as unknown as Readonly<Record<string, Feed<LiveContext>>>,
    sources: [...factSources(db, signals), acknowledged],
    forgetContexts: () => channels.forget(),
  })
  const stopTelling = signals ? tellOthers(signals, caching) : () => {}
  return {
    subscribe: (request, receiver) => live.subscribe(request, receiver),
    status: () => live.status(),
    stop() {
      stopTelling()
      return live.stop()
    },
  }
}

/** Facts are appended before the commit: what is told of them sooner is told in vain. */
const committedWithinMs = 15

/** At once after a commit that a client waits for, and soon after any other. */
function tellOthers(signals: Signals, { onCommit }: Pick<Caching, 'onCommit'>): () => void {
  let timer: NodeJS.Timeout | undefined
  const stops = [
    onCommit((isOurs) => isOurs && signals.send()),
    onFactsAppended(() => {
      timer ??= setTimeout(() => {
        timer = undefined
        signals.send()
      }, committedWithinMs).unref()
    }),
  ]
  return () => {
    for (const stop of stops) stop()
    clearTimeout(timer)
  }
}
