import { Field, ID, InputType } from 'type-graphql'

@InputType({ description: 'Whom to tell of what.' })
export class StockAlertCreateInput {
  @Field(() => ID, { description: 'The variant that is out of stock.' })
  readonly variantId!: string
  @Field(() => String, { description: 'The e-mail address to write to, at most 254 characters.' })
  readonly email!: string
}
