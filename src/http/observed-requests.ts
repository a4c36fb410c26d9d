import type { FastifyInstance } from 'fastify'
import type { LabelOfOperation } from '../telemetry/operation-labels.js'
import type { RequestMeter } from '../telemetry/requests.js'
import { traceParentOf } from '../telemetry/trace-context.js'
import type { RequestSpan, Tracing } from '../telemetry/tracing.js'
import { codeOf, ruleOf } from './outcome.js'

declare module 'fastify' {
  interface FastifyRequest {
    span: RequestSpan | null
  }
}

interface Observation {
  readonly meter: RequestMeter
  readonly labelOf: LabelOfOperation
  readonly tracing: Tracing | null
}

/**
 * Tells the meter, and the tracing if any, of each request. Without an operation's name it is known by its route. Log
 * lines get the id of the trace, also of a caller's trace that is not recorded here.
 */
export function observeRequests(app: FastifyInstance, { meter, labelOf, tracing }: Observation): void {
  app.decorateRequest('span', null)
  // None is async: promises would cost more than the rest.
  app.addHook('onRequest', (request, reply, done) => {
    const { method, headers, routeOptions } = request
    if (tracing) request.span = tracing.begin({ method, headers, route: routeOptions.url ?? null })
    const traceId =
      request.span?.traceId ?? (headers.traceparent && traceParentOf(headers.traceparent)?.traceId)
    if (traceId) request.log = reply.log = request.log.child({ traceId })
    done()
  })
  // Only here: what reads the body would lose it again.
  if (tracing) app.addHook('preValidation', ({ span }, _reply, done) => (span ? span.run(done) : done()))
  app.addHook('onResponse', (request, reply, done) => {
    const { outcome, span, routeOptions } = request
    const { operationName } = outcome
    const code = codeOf(outcome) ?? (reply.statusCode < 400 ? 'OK' : 'REFUSED')
    const refusedBy = ruleOf(outcome, code)
    const operation =
      operationName === null ? (routeOptions.url ?? 'nothing') : labelOf(operationName, code === 'OK')
    meter({ operation, outcome: code, refusedBy, seconds: reply.elapsedTime / 1000 })
    span?.end({ name: operation, operation: operationName, outcome: code, status: reply.statusCode })
    done()
  })
}
