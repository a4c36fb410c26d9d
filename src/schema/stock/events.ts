import { ArgsType, Field, ID, ObjectType } from 'type-graphql'
import { ProductVariant } from '../catalog/variant.js'
import { StockItem } from './admin.js'

const cursor =
  'Where to go on: send the cursor of the last event that you have taken as `since`, and nothing is missed.'
const snapshot =
  'Whether this is all that was asked for, as it is now, whatever you were told before; else what has changed.'

@ArgsType()
export class StockEventsArguments {
  @Field(() => [ID], { nullable: true, description: 'These variants, at most 100; or give `productId`.' })
  readonly variantIds?: string[] | null
  @Field(() => ID, { nullable: true, description: 'All variants of this product; or give `variantIds`.' })
  readonly productId?: string | null
  @Field(() => String, {
    nullable: true,
    description:
      'The `cursor` of an event: what has happened since is told, each change of availability by itself, and then how it is ' +
      'now. Without one, and with one that is too old or not known here, the first event is a snapshot.',
  })
  readonly since?: string | null
}

@ObjectType({ simpleResolvers: true, description: 'That the stock of variants has changed.' })
export class StockEvent {
  @Field(() => String, { description: cursor })
  readonly cursor!: string
  @Field(() => Boolean, { description: snapshot })
  readonly snapshot!: boolean
  @Field(() => [ProductVariant], {
    description:
      'As they are now; while availability changes in quick succession, as they were at each change.',
  })
  readonly variants!: readonly ProductVariant[]
}

@ObjectType({ simpleResolvers: true, description: 'That levels of variants have changed.' })
export class StockLevelsEvent {
  @Field(() => String, { description: cursor })
  readonly cursor!: string
  @Field(() => Boolean, { description: snapshot })
  readonly snapshot!: boolean
  @Field(() => [StockItem], { description: 'As they are now, with all of their levels.' })
  readonly items!: readonly unknown[]
}
