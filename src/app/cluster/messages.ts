import type { Readiness } from '../../http/health.js'
import type { Charge, Total } from '../../http/rate-limits/tally.js'
import type { MetricsData } from '../../telemetry/metrics.js'

export type Checks = Awaited<ReturnType<Readiness>>

/** What a worker process can be asked for. */
export interface Answers {
  readonly checks: Checks
  readonly metrics: MetricsData
}
export type Question = keyof Answers

/** What the primary tells a worker process: to end gracefully, to answer the question of this number, and its answers. */
export type ToWorker =
  | 'stop'
  | { readonly asked: number; readonly question: Question }
  | { readonly tallied: number; readonly totals: readonly Total[] }

/** What a worker process tells the primary: where it serves, once it does, its answers, and what to add up. */
export type FromWorker =
  | { readonly url: string }
  | { readonly answered: number; readonly answer: Answers[Question] }
  | { readonly tally: number; readonly charges: readonly Charge[] }
