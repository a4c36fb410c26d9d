import type { Metrics } from './metrics.js'
import { counter } from './series.js'

/** What a cache counts about itself: plain numbers that only grow, since a hit must cost next to nothing. */
export interface CacheCounts {
  hits: number
  misses: number
}

export const cacheCounts = (): CacheCounts => ({ hits: 0, misses: 0 })

export function watchCaches(metrics: Metrics, caches: Readonly<Record<string, CacheCounts>>): void {
  metrics.watch(
    () => caches,
    [
      counter(
        'athanor_cache_lookups_total',
        'Lookups in a cache, by result.',
        (all) =>
          Object.entries(all).flatMap(([cache, { hits, misses }]) => [
            [{ cache, result: 'hit' }, hits] as const,
            [{ cache, result: 'miss' }, misses] as const,
          ]),
        { labels: ['cache', 'result'] },
      ),
    ],
  )
}
