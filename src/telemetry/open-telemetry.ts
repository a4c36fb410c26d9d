import { AsyncLocalStorage } from 'node:async_hooks'
import {
  type Context,
  createTraceState,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  trace,
} from '@opentelemetry/api'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources'
import { BatchSpanProcessor, NodeTracerProvider, type SpanExporter } from '@opentelemetry/sdk-trace-node'
import type { Log } from '../kernel/log.js'
import { traceParentOf } from './trace-context.js'
import type { EndedRequest, RequestSpan, Tracing } from './tracing.js'

interface TracingOptions {
  /** The collector's base address; spans go to `/v1/traces` below it. */
  readonly endpoint: string
  readonly log: Log
}

const longestName = 128

/**
 * Traces by OpenTelemetry. Spans wait in a queue of limited length and are sent in batches, so a collector that hangs or
 * is gone costs spans and nothing else. The SDK's own `OTEL_` variables hold, such as the sampler.
 */
export function startTracing({ endpoint, log }: TracingOptions): Tracing {
  const url = `${endpoint.replace(/\/+$/, '')}/v1/traces`
  const exporter = toldOf(new OTLPTraceExporter({ url }), log)
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'athanor', 'process.pid': process.pid }).merge(
      detectResources({ detectors: [envDetector] }),
    ),
    spanProcessors: [new BatchSpanProcessor(exporter)],
  })
  const tracer = provider.getTracer('athanor')
  const current = new AsyncLocalStorage<Context>()

  return {
    begin: (request) => requestSpan(tracer, current, request),
    async within(name, part) {
      const parent = current.getStore()
      if (!parent) return part()
      const span = tracer.startSpan(name, {}, parent)
      try {
        return await current.run(trace.setSpan(parent, span), part)
      } catch (error) {
        span.setStatus({ code: SpanStatusCode.ERROR })
        throw error
      } finally {
        span.end()
      }
    },
    async stop(timeoutMs) {
      const late = new Promise<'late'>((resolve) => setTimeout(resolve, timeoutMs, 'late').unref())
      if ((await Promise.race([provider.shutdown(), late])) === 'late')
        log.warn({}, 'the last traces could not be sent')
    },
  }
}

function requestSpan(
  tracer: Tracer,
  current: AsyncLocalStorage<Context>,
  { method, route, headers }: Parameters<Tracing['begin']>[0],
): RequestSpan {
  const options = {
    kind: SpanKind.SERVER,
    attributes: { 'http.request.method': method, ...(route !== null && { 'http.route': route }) },
  }
  const span = tracer.startSpan(`${method} ${route ?? ''}`.trimEnd(), options, parentIn(headers))
  const context = trace.setSpan(ROOT_CONTEXT, span)
  return {
    traceId: span.spanContext().traceId,
    run: (work) => current.run(context, work),
    end: (request) => end(span, request),
  }
}

function parentIn(headers: Parameters<Tracing['begin']>[0]['headers']): Context {
  const parent = traceParentOf(headers.traceparent)
  if (!parent) return ROOT_CONTEXT
  const { traceId, spanId, flags: traceFlags } = parent
  const { tracestate } = headers
  return trace.setSpanContext(ROOT_CONTEXT, {
    ...{ traceId, spanId, traceFlags, isRemote: true },
    ...(typeof tracestate === 'string' && { traceState: createTraceState(tracestate) }),
  })
}

function end(span: Span, { name, operation, outcome, status }: EndedRequest): void {
  span.updateName(name)
  span.setAttributes({ 'http.response.status_code': status, 'athanor.outcome': outcome })
  if (operation !== null) span.setAttribute('graphql.operation.name', operation.slice(0, longestName))
  if (outcome === 'INTERNAL_SERVER_ERROR') span.setStatus({ code: SpanStatusCode.ERROR })
  span.end()
}

/** Tells once when spans cannot be sent, and once when they can again. */
function toldOf(exporter: SpanExporter, log: Log): SpanExporter {
  let failing = false
  return {
    export(spans, done) {
      exporter.export(spans, (result) => {
        if (result.error && !failing) log.warn({ err: result.error }, 'traces cannot be sent')
        if (!result.error && failing) log.info({}, 'traces are sent again')
        failing = result.error !== undefined
        done(result)
      })
    },
    shutdown: () => exporter.shutdown(),
  }
}
