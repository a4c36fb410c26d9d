import { operationLabels } from '../../telemetry/operation-labels.js'
import type { RequestMeter } from '../../telemetry/requests.js'
import type { Incoming } from '../context.js'
import { codeOf, isWorthALine, ruleOf } from '../outcome.js'

/** Tells log and metrics what became of a message that asked for a subscription, as they are told of requests. */
export function tellOfSubscriptions(meter: RequestMeter) {
  const labelOf = operationLabels()
  return ({ outcome, log }: Incoming, route: string, startMs: number): void => {
    const { operationName } = outcome
    const durationMs = performance.now() - startMs
    const code = codeOf(outcome) ?? 'OK'
    const operation = operationName === null ? route : labelOf(operationName, code === 'OK')
    meter({ operation, outcome: code, refusedBy: ruleOf(outcome, code), seconds: durationMs / 1_000 })
    if (!isWorthALine(outcome)) return
    const told = [...outcome.codes].join(' ') || 'OK'
    log.info(
      { route, operation: operationName, outcome: told, durationMs: Math.round(durationMs * 100) / 100 },
      'subscription',
    )
  }
}
