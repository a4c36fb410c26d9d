import { Counter, Histogram } from 'prom-client'
import type { Metrics } from './metrics.js'

export interface AnsweredRequest {
  /** Of few: see `operationLabels`. */
  readonly operation: string
  /** `OK`, or the code of its error. */
  readonly outcome: string
  /** The rule that refused it, of our own few. */
  readonly refusedBy: string | null
  readonly seconds: number
}

/** Counts requests once they are answered, at about a microsecond each. */
export type RequestMeter = (request: AnsweredRequest) => void

const seconds = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

export function requestMeter({ registry }: Metrics): RequestMeter {
  const durations = new Histogram({
    name: 'athanor_request_duration_seconds',
    help: 'How long requests took, by operation and outcome (OK or the code of the error).',
    labelNames: ['operation', 'outcome'],
    buckets: seconds,
    registers: [registry],
  })
  const refusals = new Counter({
    name: 'athanor_refusals_total',
    help: 'Requests refused before they ran, by the rule that refused them.',
    labelNames: ['rule'],
    registers: [registry],
  })
  return ({ operation, outcome, refusedBy, seconds }) => {
    durations.observe({ operation, outcome }, seconds)
    if (refusedBy) refusals.inc({ rule: refusedBy })
  }
}
