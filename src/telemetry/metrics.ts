import { setTimeout as sleep } from 'node:timers/promises'
import { Registry } from 'prom-client'
import { type Series, shownBy } from './series.js'

/** The metrics of this process as data, to be added up with those of others. */
export type MetricsData = Awaited<ReturnType<Registry['getMetricsAsJSON']>>

export interface Metrics {
  /** For metrics that are counted as things happen. */
  readonly registry: Registry
  /** Has metrics read whenever they are asked for. One that fails or takes longer than a second is not shown. */
  watch<Reading>(read: () => Reading | Promise<Reading>, series: readonly Series<Reading>[]): void
  /** In Prometheus' text format. */
  text(): Promise<string>
  data(): Promise<MetricsData>
}

const slowestReadMs = 1_000

export function createMetrics(): Metrics {
  const registry = new Registry()
  const refreshes: (() => Promise<void>)[] = []
  const refresh = () => Promise.all(refreshes.map((one) => one()))

  return {
    registry,
    watch(read, series) {
      const shown = series.map((one) => shownBy(one, registry))
      refreshes.push(async () => {
        const reading = await patiently(read)
        for (const show of shown) show(reading)
      })
    },
    async text() {
      await refresh()
      return registry.metrics()
    },
    async data() {
      await refresh()
      return registry.getMetricsAsJSON()
    },
  }
}

const patiently = <Reading>(read: () => Reading | Promise<Reading>): Promise<Reading | null> =>
  Promise.race([(async () => read())().catch(() => null), sleep(slowestReadMs, null, { ref: false })])
