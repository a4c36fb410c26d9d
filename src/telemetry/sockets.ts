import type { Metrics } from './metrics.js'
import { counter, gauge } from './series.js'

/** What the sockets of this process come to. */
export interface SocketCounts {
  open: number
  subscriptions: number
  /** Events sent, to one client each. */
  events: number
  /** By the code that they were closed with; 0 for all others. */
  readonly closes: Map<number, number>
}

/** Clients may send a thousand others, each with a time series of its own. */
const told = [1000, 1001, 1002, 1005, 1006, 1007, 1009, 1011, 1013, 4400, 4401, 4406, 4408, 4409, 4429]

export const socketCounts = (): SocketCounts => ({
  ...{ open: 0, subscriptions: 0, events: 0 },
  closes: new Map([...told, 0].map((code) => [code, 0])),
})

export function countClose({ closes }: SocketCounts, code: number): void {
  const label = closes.has(code) ? code : 0
  closes.set(label, (closes.get(label) ?? 0) + 1)
}

export function watchSockets(metrics: Metrics, counts: SocketCounts): void {
  metrics.watch(
    () => counts,
    [
      gauge('athanor_sockets', 'Open WebSockets.', ({ open }) => open),
      gauge('athanor_subscriptions', 'Subscriptions that get events.', ({ subscriptions }) => subscriptions),
      counter(
        'athanor_subscription_events_total',
        'Events sent, to one client each.',
        ({ events }) => events,
      ),
      counter(
        'athanor_socket_closes_total',
        'WebSockets that were closed, by the code of the reason.',
        ({ closes }) =>
          [...closes].map(([code, count]) => [{ code: code === 0 ? 'other' : String(code) }, count] as const),
        { labels: ['code'] },
      ),
    ],
  )
}
