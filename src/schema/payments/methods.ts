import { createUnionType, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql'
import type * as payments from '../../domains/payments/inputs.js'
import { globalId } from '../../kernel/ids.js'
import { Rejection } from '../errors-rejection.js'
import { LocalizedText } from '../merchandising/definitions.js'
import { LocalizedTextInput } from '../merchandising/entity-inputs.js'
import { Money, MoneyInput } from '../money.js'
import { CountryCode, CurrencyCode, Json } from '../scalars.js'

@ObjectType({ simpleResolvers: true, description: 'A way to pay that can be chosen.' })
export class PaymentMethod {
  @Field(() => String, { description: 'Names it when an order is placed.' })
  readonly handle!: string
  @Field(() => String, { description: "What shoppers see, in the cart's language." })
  readonly name!: string
  @Field(() => String, { description: 'Who takes the money: `manual`, `stripe`.' })
  readonly provider!: string
  @Field(() => String, {
    nullable: true,
    description: "How to pay by hand, in the cart's language; null where there is nothing to say.",
  })
  readonly instructions!: string | null
  @Field(() => Json, {
    nullable: true,
    description: "What the provider's library in the client needs: `publishableKey` for Stripe.",
  })
  readonly clientConfig!: unknown
}

export const PaymentCapture = { AUTOMATIC: 'AUTOMATIC', MANUAL: 'MANUAL' } as const
registerEnumType(PaymentCapture, {
  name: 'PaymentCapture',
  description: 'When money is taken.',
  valuesConfig: {
    AUTOMATIC: { description: 'As soon as the shopper pays.' },
    MANUAL: { description: 'It is held first, and taken when staff say so.' },
  },
})

@InputType({
  description: 'Creates the payment method with this handle, or changes it. Omitted = unchanged.',
})
export class PaymentMethodSaveInput implements payments.PaymentMethodInput {
  @Field(() => String, { description: 'Names it for ever: `card`.' })
  readonly handle!: string
  @Field(() => Int, {
    nullable: true,
    description: 'The version you changed; refused if it is no longer that. 0: must not exist yet.',
  })
  readonly expectedVersion?: number | null
  @Field(() => String, {
    nullable: true,
    description: 'One that is set up here: `manual`, `stripe`. Required for a new one; stays for ever.',
  })
  readonly provider?: string | null
  @Field(() => PaymentCapture, { nullable: true, description: 'AUTOMATIC for a new one if omitted.' })
  readonly capture?: keyof typeof PaymentCapture | null
  @Field(() => [LocalizedTextInput], {
    nullable: true,
    description: 'What shoppers see, by language. Replaces the whole set; required for a new one.',
  })
  readonly names?: LocalizedTextInput[] | null
  @Field(() => [LocalizedTextInput], {
    nullable: true,
    description: 'How to pay by hand, by language. Replaces the whole set.',
  })
  readonly instructions?: LocalizedTextInput[] | null
  @Field(() => [String], {
    nullable: true,
    description: 'Slugs of the channels that offer it. Replaces the whole set; required for a new one.',
  })
  readonly channels?: string[] | null
  @Field(() => [CurrencyCode], {
    nullable: true,
    description: 'For carts in these; in all if empty. Replaces the whole set.',
  })
  readonly currencies?: string[] | null
  @Field(() => [CountryCode], {
    nullable: true,
    description: 'For buyers in these; in all if empty. Replaces the whole set.',
  })
  readonly countries?: string[] | null
  @Field(() => [MoneyInput], {
    nullable: true,
    description: 'The least that is paid so, one for each currency. Replaces the whole set.',
  })
  readonly minAmounts?: MoneyInput[] | null
  @Field(() => [MoneyInput], {
    nullable: true,
    description: 'The most that is paid so, one for each currency. Replaces the whole set.',
  })
  readonly maxAmounts?: MoneyInput[] | null
  @Field(() => Boolean, { nullable: true, description: 'True for a new one if omitted.' })
  readonly isEnabled?: boolean | null
  @Field(() => Int, { nullable: true, description: 'Order among those that a cart can choose from, from 0.' })
  readonly position?: number | null
}

@ObjectType({ description: 'A way to pay, as staff set it up.' })
export class PaymentMethodSettings {
  constructor(readonly source: payments.StoredMethod) {}

  @Field(() => ID, { description: 'Names this payment method among all things.' })
  get id(): string {
    return globalId('PaymentMethod', this.source.id)
  }

  @Field(() => String, { description: 'Names it for ever.' })
  get handle(): string {
    return this.source.handle
  }

  @Field(() => String, { description: 'Who takes the money.' })
  get provider(): string {
    return this.source.provider
  }

  @Field(() => Boolean, { description: 'Whether the provider is set up here; if not, it is not offered.' })
  readonly isAvailable!: boolean

  @Field(() => PaymentCapture, { description: 'When money is taken.' })
  get capture(): string {
    return this.source.capture
  }

  @Field(() => [LocalizedText], { description: 'What shoppers see, by language.' })
  get names(): readonly LocalizedText[] {
    return this.source.names
  }

  @Field(() => [LocalizedText], { description: 'How to pay by hand, by language.' })
  get instructions(): readonly LocalizedText[] {
    return this.source.instructions
  }

  @Field(() => [String], { description: 'Slugs of the channels that offer it.' })
  readonly channels!: readonly string[]

  @Field(() => [CurrencyCode], { description: 'Empty: all of them.' })
  get currencies(): readonly string[] {
    return this.source.currencies
  }

  @Field(() => [CountryCode], { description: 'Empty: all of them.' })
  get countries(): readonly string[] {
    return this.source.countries
  }

  @Field(() => [Money], { description: 'The least that is paid so, by currency.' })
  get minAmounts(): readonly object[] {
    return amountsOf(this.source.leastMinor)
  }

  @Field(() => [Money], { description: 'The most that is paid so, by currency.' })
  get maxAmounts(): readonly object[] {
    return amountsOf(this.source.mostMinor)
  }

  @Field(() => Boolean, { description: 'Whether it is offered at all.' })
  get isEnabled(): boolean {
    return this.source.isEnabled
  }

  @Field(() => Int, { description: 'Order among those that a cart can choose from.' })
  get position(): number {
    return this.source.position
  }

  @Field(() => Int, { description: 'Grows with each change; send it as `expectedVersion`.' })
  get version(): number {
    return this.source.version
  }
}

const amountsOf = (byCurrency: Readonly<Record<string, number>>): readonly object[] =>
  Object.entries(byCurrency).map(([currency, amountMinor]) => ({ currency, amountMinor }))

@ObjectType({ simpleResolvers: true, description: 'The payment method was saved.' })
export class PaymentMethodSavePayload {
  constructor(paymentMethod: PaymentMethodSettings) {
    this.paymentMethod = paymentMethod
  }
  @Field(() => PaymentMethodSettings, { description: 'The method as it is now.' })
  readonly paymentMethod: PaymentMethodSettings
}

export const PaymentMethodSaveResult = createUnionType({
  name: 'PaymentMethodSaveResult',
  description: 'Saved, or nothing was changed.',
  types: () => [PaymentMethodSavePayload, Rejection] as const,
})
