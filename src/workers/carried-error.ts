import { InputError } from '../kernel/input-error.js'

/** An error on its way from thread to thread, where a copy would lose its type and its fields. */
export interface CarriedError {
  readonly name: string
  readonly message: string
  readonly stack: string
  readonly input?: Pick<InputError, 'field' | 'allowed'>
}

export function packError(thrown: unknown): CarriedError {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown))
  const { name, message, stack } = error
  return { name, message, stack: stack ?? '', ...(error instanceof InputError && { input: inputOf(error) }) }
}

const inputOf = ({ field, allowed }: InputError) => ({ field, ...(allowed && { allowed }) })

/** An `InputError` is one again, since callers act on it; another error keeps its name. */
export function unpackError({ name, message, stack, input }: CarriedError): Error {
  const error = input ? new InputError(input.field, message, input.allowed) : new Error(message)
  return Object.assign(error, input ? { stack } : { name, stack })
}
