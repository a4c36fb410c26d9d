import { Field, ObjectType } from 'type-graphql'
import { unreachable } from '../kernel/assert.js'
import { type FieldPath, type Problem, type ProblemCode, under } from '../kernel/problem.js'
import {
  CodeRefused,
  InsufficientStock,
  InvalidInput,
  NotFound,
  OtherError,
  QuantityChanged,
  TotalChanged,
  UserError,
  VersionConflict,
} from './errors.js'

@ObjectType({ description: 'Nothing was changed, for all of these reasons.', simpleResolvers: true })
export class Rejection {
  @Field(() => [UserError], { description: 'Every reason at once, never empty.' })
  readonly errors: readonly UserError[]

  /** Of the cart that was not changed. */
  readonly cartId: string | null

  constructor(errors: readonly UserError[], cartId: string | null) {
    this.errors = errors
    this.cartId = cartId
  }
}

/** Reasons as the API shows them. A use case names fields from its own input on; `prefix` says which argument that was. */
export const presentProblems = (
  problems: readonly Problem[],
  prefix: FieldPath = ['input'],
): readonly UserError[] => problems.map((problem) => presentProblem(under(prefix, problem)))

/** The answer of a mutation that was refused. */
export const rejection = (problems: readonly Problem[], prefix?: FieldPath): Rejection =>
  new Rejection(presentProblems(problems, prefix), null)

/** The same of one that was to change a cart, by the cart's key. */
export const cartRejection = (problems: readonly Problem[], cartId: string | null): Rejection =>
  new Rejection(presentProblems(problems), cartId)

/** What an input cannot be blamed for. */
const ofTheState: ReadonlySet<ProblemCode> = new Set([
  'IN_USE',
  'RESERVATION_ENDED',
  'AVAILABLE_NOW',
  'IDEMPOTENCY_KEY_REUSED',
  'CREDENTIALS_INVALID',
  'TOKEN_INVALID',
  'TOKEN_EXPIRED',
  'CART_NOT_OPEN',
  'CART_EMPTY',
  'EMAIL_REQUIRED',
  'ADDRESS_REQUIRED',
  'DELIVERY_REQUIRED',
  'NOT_PURCHASABLE',
  'PAYMENT_REQUIRED',
  'PAYMENT_ALREADY_DONE',
  'ORDER_EXPIRED',
])

function presentProblem(problem: Problem): UserError {
  switch (problem.kind) {
    case 'invalid':
      return ofTheState.has(problem.code) ? new OtherError(problem) : new InvalidInput(problem)
    case 'notFound':
      return new NotFound(problem)
    case 'versionConflict':
      return new VersionConflict(problem)
    case 'insufficientStock':
      return new InsufficientStock(problem)
    case 'quantityChanged':
      return new QuantityChanged(problem)
    case 'codeRefused':
      return new CodeRefused(problem)
    case 'totalChanged':
      return new TotalChanged(problem)
    default:
      return unreachable(problem)
  }
}
