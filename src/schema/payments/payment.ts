import { createUnionType, Field, ID, ObjectType, registerEnumType } from 'type-graphql'
import type * as payments from '../../domains/payments/types.js'
import { globalId } from '../../kernel/ids.js'
import { KeyValue } from '../cart/cart.js'
import { Node } from '../common.js'
import { Money } from '../money.js'
import { DateTime, Json, Url } from '../scalars.js'

const statuses: Record<payments.PaymentStatus, string> = {
  PENDING: 'Nothing is known yet. Look again, or wait to be told.',
  ACTION_REQUIRED: 'The shopper has something to do: see `action`.',
  AUTHORIZED: 'The money is held, and is yet to be taken.',
  PAID: 'The money was taken.',
  PARTIALLY_REFUNDED: 'A part of the money went back.',
  REFUNDED: 'All of the money went back.',
  FAILED: 'It did not work. It may still succeed late, as long as the provider tries.',
  VOIDED: 'It was called off before anything was taken.',
}

export const PaymentStatus = Object.fromEntries(Object.keys(statuses).map((name) => [name, name])) as {
  readonly [Name in payments.PaymentStatus]: Name
}
registerEnumType(PaymentStatus, {
  name: 'PaymentStatus',
  description: 'What has become of a payment.',
  valuesConfig: Object.fromEntries(
    Object.entries(statuses).map(([name, description]) => [name, { description }]),
  ),
})

@ObjectType({ simpleResolvers: true, description: 'Send the shopper to a page of the provider.' })
class RedirectAction {
  @Field(() => Url, { description: 'The page.' })
  readonly url!: string
  @Field(() => String, { description: '`GET`: a link. `POST`: a form with these fields.' })
  readonly method!: string
  @Field(() => [KeyValue], { description: 'The fields of the form.' })
  readonly fields!: readonly KeyValue[]
}

@ObjectType({ simpleResolvers: true, description: "Let the provider's library go on in the client." })
class ClientAction {
  @Field(() => String, { description: 'Whose library: `stripe`.' })
  readonly provider!: string
  @Field(() => Json, {
    description: 'What it needs, such as `clientSecret` for Stripe. For this shopper only.',
  })
  readonly data!: unknown
}

const PaymentAction = createUnionType({
  name: 'PaymentAction',
  description: 'What the shopper has to do next. More types may appear: keep a default branch.',
  types: () => [RedirectAction, ClientAction] as const,
})

@ObjectType({ simpleResolvers: true, description: 'Why a payment did not work.' })
export class PaymentFailure {
  @Field(() => String, { description: "The provider's reason, for programs: `card_declined`." })
  readonly code!: string
  @Field(() => String, { description: 'The reason, for shoppers.' })
  readonly message!: string
  @Field(() => Boolean, { description: 'Whether trying again, perhaps by another method, may help.' })
  readonly isRetryable!: boolean
}

type Amount = Pick<Money, 'amountMinor' | 'currency'>

@ObjectType({ implements: Node, description: 'One try to pay an order.' })
export class Payment {
  constructor(readonly source: payments.Payment) {}

  @Field(() => ID, { description: 'Names this payment among all things. It opens nothing.' })
  get id(): string {
    return globalId('Payment', this.source.id)
  }

  @Field(() => String, { description: 'The handle of the payment method.' })
  get method(): string {
    return this.source.methodHandle
  }

  @Field(() => String, { description: 'Who takes the money: `manual`, `stripe`.' })
  get provider(): string {
    return this.source.provider
  }

  @Field(() => Money, { description: 'What is to be paid.' })
  get amount(): Amount {
    return this.money(this.source.amountMinor)
  }

  @Field(() => Money, { description: 'What was taken so far.' })
  get captured(): Amount {
    return this.money(this.source.capturedMinor)
  }

  @Field(() => Money, { description: 'What of that went back.' })
  get refunded(): Amount {
    return this.money(this.source.refundedMinor)
  }

  @Field(() => PaymentStatus, { description: 'What has become of it.' })
  get status(): payments.PaymentStatus {
    return this.source.status
  }

  @Field(() => PaymentAction, {
    nullable: true,
    description: 'What the shopper has to do next, while the status is ACTION_REQUIRED.',
  })
  get action(): object | null {
    const { status, action } = this.source
    return status === 'ACTION_REQUIRED' && action !== null ? presentAction(action) : null
  }

  @Field(() => PaymentFailure, { nullable: true, description: 'What failed last, also if it worked later.' })
  get failure(): PaymentFailure | null {
    return this.source.failure
  }

  @Field(() => DateTime, { description: 'When it was begun.' })
  get createdAt(): Date {
    return this.source.createdAt
  }

  private money(amountMinor: number): Amount {
    return { amountMinor, currency: this.source.currency }
  }
}

const presentAction = ({ kind, ...action }: payments.PaymentAction): object =>
  Object.assign(kind === 'REDIRECT' ? new RedirectAction() : new ClientAction(), action)
