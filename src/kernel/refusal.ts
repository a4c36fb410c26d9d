export type RefusalCode = 'UNAUTHENTICATED' | 'FORBIDDEN' | 'BAD_CONTEXT'

/** A request or field that is refused because of who asks, or for whom. The API shows it under this code. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  constructor(
    readonly code: RefusalCode,
    message: string,
    readonly allowed?: readonly string[],
  ) {
    super(message)
  }
}

/** Too much was asked for by now. The API shows it as `RATE_LIMITED`, with the time to wait. */
export class RateLimited extends Error {
  override readonly name = 'RateLimited'
  constructor(
    readonly retryAfterMs: number,
    message = 'Too many attempts. Try again after `retryAfterMs`.',
  ) {
    super(message)
  }
}
