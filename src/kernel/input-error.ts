import type { FieldPath } from './problem.js'

/** A request that cannot be answered as asked, such as a foreign cursor. The API shows it as `BAD_USER_INPUT`. */
export class InputError extends Error {
  override readonly name = 'InputError'
  constructor(
    readonly field: FieldPath,
    message: string,
    readonly allowed?: readonly string[],
  ) {
    super(message)
  }
}
