import { createUnionType, Field, ID, ObjectType, registerEnumType } from 'type-graphql'
import type * as customers from '../../domains/customers/types.js'
import { Cart } from '../cart/cart.js'
import { Warning } from '../cart/warnings.js'
import { Rejection } from '../errors-rejection.js'
import { Session } from '../sessions.js'
import { Customer } from './customer.js'

export const CartMerge = {
  MERGE: 'MERGE',
  KEEP_GUEST: 'KEEP_GUEST',
  KEEP_CUSTOMER: 'KEEP_CUSTOMER',
} as const
registerEnumType(CartMerge, {
  name: 'CartMerge',
  description:
    'Which cart stays when a guest with a cart signs in as a customer who has one in the same channel.',
  valuesConfig: {
    MERGE: { description: "The customer's, with every line of both." },
    KEEP_GUEST: { description: "The guest's." },
    KEEP_CUSTOMER: { description: "The customer's." },
  },
})

/** The cart of whoever has signed in, and what became of it. */
interface TakenCart {
  readonly cart: Cart | null
  /** Global. */
  readonly mergedFrom: string | null
  readonly warnings: readonly Warning[]
}

@ObjectType({ description: 'Signed in.', simpleResolvers: true })
export class SignInPayload {
  @Field(() => Session, { description: 'The tokens of the new session.' })
  readonly session: Session
  @Field(() => Customer, { description: 'Who signed in.' })
  readonly customer: Customer
  @Field(() => Cart, {
    nullable: true,
    description:
      'The cart from here on: that of `Athanor-Cart`, which its token opens no more, or that which the customer had, or one of both.',
  })
  readonly cart: Cart | null
  @Field(() => ID, {
    nullable: true,
    description: 'The cart that it took the place of. It is kept as it was, and cannot be changed.',
  })
  readonly mergedFrom: string | null
  @Field(() => [Warning], { description: 'What became of lines and codes that were in both carts.' })
  readonly warnings: readonly Warning[]

  constructor(
    { session, customer }: { session: Session; customer: customers.Customer },
    { cart, mergedFrom, warnings }: TakenCart,
  ) {
    this.session = new Session(session)
    this.customer = new Customer(customer)
    this.cart = cart
    this.mergedFrom = mergedFrom
    this.warnings = warnings
  }
}

export const SignInResult = createUnionType({
  name: 'SignInResult',
  description: 'Signed in, or the reason why not.',
  types: () => [SignInPayload, Rejection] as const,
})
