import { AggregatorRegistry } from 'prom-client'
import type { MetricsData } from '../../telemetry/metrics.js'

/** The metrics of several processes as one. */
export interface MetricsSum<Process> {
  /** What a process has told last, and tells until it is heard again or ends. */
  keep(from: Process, data: MetricsData): void
  /**
   * Counts of a process that ended stay in the sum: Prometheus would take a sum that falls for one that began again at
   * zero, and count all of it twice. What it showed of its state is gone with it.
   */
  end(from: Process): void
  /** Together with metrics of this process. */
  text(own: MetricsData): Promise<string>
}

export function metricsSum<Process>(): MetricsSum<Process> {
  const alive = new Map<Process, MetricsData>()
  let ended = Promise.resolve<MetricsData>([])

  return {
    keep: (from, data) => void alive.set(from, data),
    end(from) {
      const last = (alive.get(from) ?? []).filter(isCount)
      alive.delete(from)
      ended = ended.then((before) => AggregatorRegistry.aggregate([before, last]).getMetricsAsJSON())
    },
    text: async (own) => AggregatorRegistry.aggregate([await ended, ...alive.values(), own]).metrics(),
  }
}

/** (Its declared type is another than what it is.) */
const isCount = ({ type }: MetricsData[number]): boolean => ['counter', 'histogram'].includes(String(type))
