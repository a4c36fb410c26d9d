/** Of an operation that nobody published, where only published ones run. */
export class UntrustedError extends Error {
  readonly code = 'untrusted'
  readonly statusCode = 403
  constructor() {
    super('Only published operations are answered here. Send one of these, as it is or by its hash.')
  }
}
