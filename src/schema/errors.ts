import { Field, ID, Int, InterfaceType, ObjectType } from 'type-graphql'
import { globalId } from '../kernel/ids.js'
import type * as problem from '../kernel/problem.js'
import { ErrorCode } from './errors-codes.js'
import { Money } from './money.js'
import { Decimal } from './scalars.js'

@InterfaceType({
  description:
    'A reason why nothing was changed. More types may implement it: keep a default branch that shows `message`.',
})
export abstract class UserError {
  @Field(() => ErrorCode, { description: 'The reason, for programs.' })
  readonly code: problem.ProblemCode
  @Field(() => String, { description: 'The reason, for people: what was given and what is allowed.' })
  readonly message: string
  @Field(() => [String], {
    nullable: true,
    description: 'Where in the arguments, such as `["input", "translations", "0", "slug"]`.',
  })
  readonly field: readonly string[] | null

  constructor(reason: problem.Problem) {
    this.code = reason.code
    this.message = reason.message
    this.field = reason.field ?? null
  }
}

const options = { implements: UserError, simpleResolvers: true }

@ObjectType({
  ...options,
  description: 'A value that is not allowed, with what is where that can be listed.',
})
export class InvalidInput extends UserError {
  @Field(() => Decimal, { nullable: true, description: 'The least allowed.' })
  readonly min: string | null
  @Field(() => Decimal, { nullable: true, description: 'The most allowed.' })
  readonly max: string | null
  @Field(() => [String], { nullable: true, description: 'All that is allowed.' })
  readonly allowed: readonly string[] | null

  constructor(reason: problem.InvalidInput) {
    super(reason)
    this.min = reason.min ?? null
    this.max = reason.max ?? null
    this.allowed = reason.allowed ?? null
  }
}

@ObjectType({ ...options, description: 'Something that is referred to and does not exist.' })
export class NotFound extends UserError {
  @Field(() => String, { nullable: true, description: 'What was looked for.' })
  readonly reference: string

  constructor(reason: problem.NotFound) {
    super(reason)
    this.reference = reason.reference
  }
}

@ObjectType({ ...options, description: 'Somebody else changed it since it was read.' })
export class VersionConflict extends UserError {
  @Field(() => Int, {
    description: 'The version it has now. Read it again and send this as `expectedVersion`.',
  })
  readonly currentVersion: number

  constructor(reason: problem.VersionConflict) {
    super(reason)
    this.currentVersion = reason.currentVersion
  }
}

@ObjectType({ ...options, description: 'Fewer units are to be had than are asked for.' })
export class InsufficientStock extends UserError {
  @Field(() => ID, { description: 'The variant.' })
  readonly variantId: string
  readonly variantKey: number
  @Field(() => Int, { description: 'How many were asked for.' })
  readonly requested: number
  @Field(() => Int, { nullable: true, description: 'How many are to be had; null where that is not told.' })
  readonly available: number | null

  constructor(reason: problem.InsufficientStock) {
    super(reason)
    this.variantId = globalId('ProductVariant', reason.variantId)
    this.variantKey = reason.variantId
    this.requested = reason.requested
    this.available = reason.available
  }
}

@ObjectType({ ...options, description: 'Somebody else changed the quantity since it was read.' })
export class QuantityChanged extends UserError {
  @Field(() => Int, {
    description: 'How many there are now. Look again and send this as `expectedQuantity`.',
  })
  readonly currentQuantity: number

  constructor(reason: problem.QuantityChanged) {
    super(reason)
    this.currentQuantity = reason.currentQuantity
  }
}

@ObjectType({ ...options, description: 'A code that the cart does not take.' })
export class CodeRefused extends UserError {
  @Field(() => String, { description: 'The code.' })
  readonly refusedCode: string
  @Field(() => Money, {
    nullable: true,
    description: 'What a cart must come to for it; null where that is not the reason.',
  })
  readonly minimumSubtotal: { readonly amountMinor: number; readonly currency: string } | null

  constructor(reason: problem.CodeRefused) {
    super(reason)
    this.refusedCode = reason.refusedCode
    this.minimumSubtotal = reason.minimumSubtotal
  }
}

@ObjectType({ ...options, description: 'It costs something else than the shopper agreed to.' })
export class TotalChanged extends UserError {
  @Field(() => Money, { description: 'What was agreed to.' })
  readonly expected: problem.TotalChanged['expected']
  @Field(() => Money, { description: 'What it costs.' })
  readonly actual: problem.TotalChanged['actual']

  constructor(reason: problem.TotalChanged) {
    super(reason)
    this.expected = reason.expected
    this.actual = reason.actual
  }
}

@ObjectType({
  ...options,
  description: 'A reason that lies in the state of the shop rather than in the input.',
})
export class OtherError extends UserError {}
