import { Field, InputType, Int, ObjectType } from 'type-graphql'
import { CurrencyCode, Decimal, SafeInt } from './scalars.js'

@ObjectType({ description: 'A sum of money, exact.', simpleResolvers: true })
export class Money {
  @Field(() => SafeInt, {
    description: 'In the smallest unit of the currency: 1999 is EUR 19.99, and JPY 1999.',
  })
  readonly amountMinor!: number
  @Field(() => CurrencyCode, { description: 'What it is a sum of.' })
  readonly currency!: string
  @Field(() => Int, {
    simple: false,
    description: 'The decimal places of the currency: 2 for EUR, 0 for JPY.',
  })
  readonly exponent!: number
  @Field(() => Decimal, { simple: false, description: 'The same in whole units: `"19.99"`.' })
  readonly amount!: string
  @Field(() => String, {
    simple: false,
    description: 'As a shopper reads it in the locale of the context: `19,99 €`.',
  })
  readonly formatted!: string
}

@InputType({ description: 'A sum of money.' })
export class MoneyInput {
  @Field(() => SafeInt, { description: 'Minor units: 1999 for EUR 19.99.' })
  readonly amountMinor!: number
  @Field(() => CurrencyCode, { description: 'What it is a sum of.' })
  readonly currency!: string
}
