/** The span of a caller, as it comes in a `traceparent` header. */
export interface TraceParent {
  readonly traceId: string
  readonly spanId: string
  /** Eight bits, of which the lowest says that the trace is recorded. */
  readonly flags: number
}

const form = /^(?!ff)([0-9a-f]{2})-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/

/** Null for what is no `traceparent` by W3C's Trace Context: such a header is to be ignored. */
export function traceParentOf(header: unknown): TraceParent | null {
  const [, version, traceId, spanId, flags, more] = (typeof header === 'string' && form.exec(header)) || []
  if (!traceId || !spanId || !flags || (version === '00' && more !== undefined)) return null
  return { traceId, spanId, flags: Number.parseInt(flags, 16) }
}
