import { Histogram } from 'prom-client'
import type { Metrics } from './metrics.js'
import { counter, gauge } from './series.js'

/** What subscriptions count about themselves: plain numbers that only grow. */
export interface LiveCounts {
  /** Operations that were run, each for a whole group. */
  executions: number
  /** Events that were sent to clients. */
  events: number
}

export interface LiveStatus extends Readonly<LiveCounts> {
  /** Groups of subscriptions with the same events. */
  readonly groups: number
  readonly subscriptions: number
  /** Those whose clients take events too slowly and get none meanwhile. */
  readonly behind: number
}

const seconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

/** Answers what is to be told how long after a change its events had been sent. */
export function liveDelays({ registry }: Metrics): (delay: number) => void {
  const delays = new Histogram({
    name: 'athanor_live_delay_seconds',
    help: 'How long after a change its events had been sent to all subscribers of the process.',
    buckets: seconds,
    registers: [registry],
  })
  return (delay) => delays.observe(delay)
}

export function watchLive(metrics: Metrics, status: () => LiveStatus): void {
  metrics.watch(status, [
    gauge('athanor_live_groups', 'Groups of subscriptions with the same events.', ({ groups }) => groups),
    gauge('athanor_live_subscriptions', 'Subscriptions.', ({ subscriptions }) => subscriptions),
    gauge(
      'athanor_live_behind',
      'Subscriptions whose clients take events too slowly.',
      ({ behind }) => behind,
    ),
    counter(
      'athanor_live_executions_total',
      'Operations run for subscriptions, each for a whole group.',
      ({ executions }) => executions,
    ),
    counter('athanor_live_events_total', 'Events sent to subscribers.', ({ events }) => events),
  ])
}
