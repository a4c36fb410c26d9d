import type { FastifyReply, FastifyRequest } from 'fastify'

interface Refused {
  readonly status: 429 | 503
  readonly code: 'RATE_LIMITED' | 'OVERLOADED'
  readonly message: string
  readonly retryAfterMs: number
}

/** The body of an answer to who should come back later, whose head is written here. */
export function refusal(
  request: FastifyRequest,
  reply: FastifyReply,
  { status, code, message, retryAfterMs: exactMs }: Refused,
): object {
  request.outcome.codes.add(code)
  const retryAfterMs = Math.ceil(exactMs)
  void reply
    .code(status)
    .header('retry-after', Math.ceil(retryAfterMs / 1_000))
    .header('cache-control', 'no-store')
  return { errors: [{ message, extensions: { code, retryAfterMs } }] }
}
