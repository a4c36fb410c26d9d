import { Field, InputType, ObjectType } from 'type-graphql'
import type { SelectedOptionKeys } from '../../domains/catalog/types.js'
import { Image } from './content.js'

@ObjectType({ description: 'One value of an option, such as the size S.' })
export class ProductOptionValue {
  /** Which product and option it belongs to. */
  readonly productId!: number
  readonly optionKey!: string
  @Field(() => String, { simple: true, description: 'The same in every language, e.g. `ml_250`.' })
  readonly key!: string
  @Field(() => String, { simple: true, description: 'What it is called in the locale of the context.' })
  readonly name!: string
  @Field(() => String, { simple: true, nullable: true, description: 'As `#rrggbb`.' })
  readonly swatchColor!: string | null
  @Field(() => Image, { simple: true, nullable: true, description: 'A picture of it, such as of a fabric.' })
  readonly swatchImage!: Image | null
}

@ObjectType({ simpleResolvers: true, description: 'Something to choose, such as a size.' })
export class ProductOption {
  @Field(() => String, { description: 'The same in every language, e.g. `size`.' })
  readonly key!: string
  @Field(() => String, { description: 'What it is called in the locale of the context.' })
  readonly name!: string
  @Field(() => [ProductOptionValue], { description: "In the merchandisers' order." })
  readonly values!: readonly ProductOptionValue[]
}

@ObjectType({
  simpleResolvers: true,
  description: 'What a variant is of one option. Keys are the same in every language.',
})
export class SelectedOption {
  @Field(() => String, { description: 'The key of the option.' })
  readonly key!: string
  @Field(() => String, { description: 'What the option is called in the locale of the context.' })
  readonly name!: string
  @Field(() => String, { description: "The value's name." })
  readonly value!: string
  @Field(() => String, { description: 'The key of the value.' })
  readonly valueKey!: string
}

@InputType({ description: 'One value of one option, by their keys: `{ key: "size", valueKey: "s" }`.' })
export class SelectedOptionInput implements SelectedOptionKeys {
  @Field(() => String, { description: 'The key of the option.' })
  readonly key!: string
  @Field(() => String, { description: 'The key of the value.' })
  readonly valueKey!: string
}
