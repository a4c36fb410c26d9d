import { type CacheCounts, cacheCounts, watchCaches } from './caches.js'
import type { Metrics } from './metrics.js'
import { type RequestMeter, requestMeter } from './requests.js'
import { type SocketCounts, socketCounts, watchSockets } from './sockets.js'

/** What the HTTP layer counts. */
export interface GatewayMeters {
  readonly requests: RequestMeter
  readonly caches: {
    /** Operations kept as compiled functions. */
    readonly compiled: CacheCounts
    /** Answers that were given before. */
    readonly responses: CacheCounts
    /** What was read of entities for earlier requests. */
    readonly entities: CacheCounts
  }
  readonly sockets: SocketCounts
}

export function gatewayMeters(metrics: Metrics): GatewayMeters {
  const caches = { compiled: cacheCounts(), responses: cacheCounts(), entities: cacheCounts() }
  watchCaches(metrics, caches)
  const sockets = socketCounts()
  watchSockets(metrics, sockets)
  return { requests: requestMeter(metrics), caches, sockets }
}
