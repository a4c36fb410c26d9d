/** Stable codes of the reasons why an input is refused; the same names stand in the public `ErrorCode`. */
export const problemCodes = [
  'INVALID',
  'REQUIRED',
  'TOO_LONG',
  'OUT_OF_RANGE',
  'INVALID_FORMAT',
  'LIMIT_EXCEEDED',
  'NOT_FOUND',
  'VERSION_CONFLICT',
  'DUPLICATE',
  'IN_USE',
  'CURRENCY_NOT_SOLD',
  'CREDENTIALS_INVALID',
  'TOKEN_INVALID',
  'TOKEN_EXPIRED',
  'PASSWORD_TOO_WEAK',
  'POSTAL_CODE_INVALID',
  'INSUFFICIENT_STOCK',
  'QUANTITY_CHANGED',
  'RESERVATION_ENDED',
  'AVAILABLE_NOW',
  'IDEMPOTENCY_KEY_REUSED',
  'NOT_PURCHASABLE',
  'QUANTITY_RULE',
  'CART_NOT_OPEN',
  'CART_EMPTY',
  'COUNTRY_NOT_SERVED',
  'CODE_UNKNOWN',
  'CODE_EXPIRED',
  'CODE_USED_UP',
  'CODE_NOT_COMBINABLE',
  'CODE_MINIMUM_NOT_REACHED',
  'CODE_NOT_APPLICABLE',
  'GIFT_CARD_EMPTY',
  'EMAIL_REQUIRED',
  'ADDRESS_REQUIRED',
  'DELIVERY_REQUIRED',
  'DELIVERY_UNAVAILABLE',
  'TOTAL_CHANGED',
  'PAYMENT_REQUIRED',
  'PAYMENT_METHOD_UNAVAILABLE',
  'PAYMENT_ALREADY_DONE',
  'ORDER_EXPIRED',
] as const
export type ProblemCode = (typeof problemCodes)[number]

/** Where in the input the obstacle is, from the input's root: `['variants', '0', 'sku']`. */
export type FieldPath = readonly string[]

interface Reason {
  readonly code: ProblemCode
  /** Says what, where, got and allowed, and what to do. */
  readonly message: string
  readonly field?: FieldPath
}
export interface InvalidInput extends Reason {
  readonly kind: 'invalid'
  /** A decimal. Other limits, such as an instant, stand in the message. */
  readonly min?: string
  /** A decimal. */
  readonly max?: string
  readonly allowed?: readonly string[]
}
export interface NotFound extends Reason {
  readonly kind: 'notFound'
  readonly code: 'NOT_FOUND'
  readonly reference: string
}
export interface VersionConflict extends Reason {
  readonly kind: 'versionConflict'
  readonly code: 'VERSION_CONFLICT'
  readonly currentVersion: number
}
export interface InsufficientStock extends Reason {
  readonly kind: 'insufficientStock'
  readonly code: 'INSUFFICIENT_STOCK'
  readonly variantId: number
  readonly requested: number
  /** How many there are to be had; null where the caller may not know. */
  readonly available: number | null
}
export interface QuantityChanged extends Reason {
  readonly kind: 'quantityChanged'
  readonly code: 'QUANTITY_CHANGED'
  readonly currentQuantity: number
}
/** A code that a cart does not take. */
export interface CodeRefused extends Reason {
  readonly kind: 'codeRefused'
  readonly refusedCode: string
  /** What is asked for where the minimum is not reached. */
  readonly minimumSubtotal: { readonly amountMinor: number; readonly currency: string } | null
}
/** It costs something else than the caller agreed to. */
export interface TotalChanged extends Reason {
  readonly kind: 'totalChanged'
  readonly code: 'TOTAL_CHANGED'
  readonly expected: { readonly amountMinor: number; readonly currency: string }
  readonly actual: { readonly amountMinor: number; readonly currency: string }
}
/** An expected obstacle that a caller can act on. Anything unexpected is thrown. */
export type Problem =
  | InvalidInput
  | NotFound
  | VersionConflict
  | InsufficientStock
  | QuantityChanged
  | CodeRefused
  | TotalChanged

type Limits = Pick<InvalidInput, 'min' | 'max' | 'allowed'>

export const invalid = (
  code: Exclude<ProblemCode, 'NOT_FOUND' | 'VERSION_CONFLICT' | 'INSUFFICIENT_STOCK' | 'QUANTITY_CHANGED'>,
  field: FieldPath,
  message: string,
  limits: Limits = {},
): InvalidInput => ({ kind: 'invalid', code, field, message, ...limits })

export const notFound = (field: FieldPath, reference: string, message: string): NotFound => ({
  kind: 'notFound',
  code: 'NOT_FOUND',
  field,
  reference,
  message,
})

export const versionConflict = (currentVersion: number): VersionConflict => ({
  kind: 'versionConflict',
  code: 'VERSION_CONFLICT',
  field: ['expectedVersion'],
  currentVersion,
  message: `The version is now ${currentVersion}. Read it again, apply your change to that and send its version.`,
})

export const insufficientStock = (
  field: FieldPath,
  variantId: number,
  requested: number,
  available: number | null,
): InsufficientStock => ({
  kind: 'insufficientStock',
  code: 'INSUFFICIENT_STOCK',
  field,
  variantId,
  requested,
  available,
  message: `${requested} are asked for, ${available ?? 'fewer'} are to be had.`,
})

export const quantityChanged = (field: FieldPath, currentQuantity: number): QuantityChanged => ({
  kind: 'quantityChanged',
  code: 'QUANTITY_CHANGED',
  field,
  currentQuantity,
  message: `There are ${currentQuantity} now. Look again, and send what you see as \`expectedQuantity\`.`,
})

export const codeRefused = (
  code: ProblemCode & (`CODE_${string}` | 'GIFT_CARD_EMPTY'),
  field: FieldPath,
  refusedCode: string,
  message: string,
  minimumSubtotal: CodeRefused['minimumSubtotal'] = null,
): CodeRefused => ({ kind: 'codeRefused', code, field, refusedCode, minimumSubtotal, message })

export const totalChanged = (
  expected: TotalChanged['expected'],
  actual: TotalChanged['actual'],
  field: FieldPath = ['expectedTotal'],
): TotalChanged => ({
  kind: 'totalChanged',
  code: 'TOTAL_CHANGED',
  field,
  expected,
  actual,
  message: 'It costs something else by now. Show the shopper what it costs, and send that.',
})

/** The same problem, seen from one level further out. */
export const under = <P extends Problem>(prefix: FieldPath, problem: P): P => ({
  ...problem,
  field: [...prefix, ...(problem.field ?? [])],
})
