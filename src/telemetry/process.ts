import { performance } from 'node:perf_hooks'
import { collectDefaultMetrics } from 'prom-client'
import type { Metrics } from './metrics.js'
import { counter } from './series.js'

/** Watches the process itself: CPU, memory, garbage collection, the delay and the load of its event loop. */
export function watchProcess(metrics: Metrics): void {
  collectDefaultMetrics({ register: metrics.registry })
  metrics.watch(
    () => performance.eventLoopUtilization(),
    [
      counter(
        'athanor_event_loop_active_seconds_total',
        'How long the event loop was at work. Per second this is its utilisation, and at 1 it is full.',
        ({ active }) => active / 1000,
      ),
    ],
  )
}
