/** What a use case answers: a value, or every reason at once why nothing was changed. Faults are thrown instead. */
export type Result<T, E> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly errors: readonly E[] }

export const ok = <T>(value: T): Result<T, never> => ({ ok: true, value })

export const rejected = <E>(errors: readonly E[]): Result<never, E> => ({ ok: false, errors })
