import type { IncomingHttpHeaders } from 'node:http'

/** Spans, for somebody who collects them. */
export interface Tracing {
  /** Begins the span of a request, inside the caller's when its headers name one. */
  begin(request: IncomingRequest): RequestSpan
  /** Does a part of the request that is under way in a span of its own. Outside of requests it just does it. */
  within<T>(name: string, part: () => Promise<T>): Promise<T>
  /** Sends what has ended, for `timeoutMs` at most. */
  stop(timeoutMs: number): Promise<void>
}

interface IncomingRequest {
  readonly method: string
  readonly route: string | null
  readonly headers: IncomingHttpHeaders
}

export interface RequestSpan {
  readonly traceId: string
  /** Runs what belongs to the request, so that its parts find the span. */
  run(work: () => void): void
  end(request: EndedRequest): void
}

export interface EndedRequest {
  /** Of few. */
  readonly name: string
  readonly operation: string | null
  readonly outcome: string
  readonly status: number
}
