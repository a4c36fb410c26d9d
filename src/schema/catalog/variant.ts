import { Field, ID, ObjectType } from 'type-graphql'
import type * as catalog from '../../domains/catalog/types.js'
import type { ListedVariant } from '../../domains/listing/types.js'
import { globalId } from '../../kernel/ids.js'
import { Node } from '../common.js'
import { connectionOf } from '../connections.js'
import { Money } from '../money.js'
import { Decimal } from '../scalars.js'

@ObjectType({
  implements: Node,
  description: 'What is put into a cart: a product in one choice of its options.',
})
export class ProductVariant {
  constructor(
    readonly source: catalog.Variant,
    readonly listed: ListedVariant,
    private readonly currency: string,
    private readonly pricesIncludeTax: boolean,
  ) {}

  @Field(() => ID, { description: 'Names this variant among all things.' })
  get id(): string {
    return globalId('ProductVariant', this.source.id)
  }

  @Field(() => String, {
    nullable: true,
    description: 'The stock keeping unit, unique in the shop.',
  })
  get sku(): string | null {
    return this.source.sku
  }

  @Field(() => String, {
    nullable: true,
    description: 'Its name in the system that feeds the catalog.',
  })
  get externalReference(): string | null {
    return this.source.externalReference
  }

  @Field(() => String, {
    description: 'Its own name, else its option values ("250 ml / amber"), else the product\'s.',
  })
  get name(): string {
    return this.source.name
  }

  @Field(() => Money, {
    description: "What one costs in the context, in the channel's tax display.",
  })
  get price(): object {
    return { amountMinor: this.listed.amountMinor, currency: this.currency }
  }

  @Field(() => Money, {
    nullable: true,
    description: 'The former price to strike through; null when it is not reduced.',
  })
  get compareAtPrice(): object | null {
    const { compareAtMinor } = this.listed
    return compareAtMinor === null ? null : { amountMinor: compareAtMinor, currency: this.currency }
  }

  @Field(() => Boolean, { description: 'Whether prices include tax in this channel.' })
  get taxIncluded(): boolean {
    return this.pricesIncludeTax
  }

  @Field(() => Boolean, { description: 'False for what is downloaded or done.' })
  get requiresShipping(): boolean {
    return this.source.requiresShipping
  }
}

export const ProductVariantConnection = connectionOf(ProductVariant)

@ObjectType({ simpleResolvers: true, description: 'What a variant weighs.' })
export class Weight {
  @Field(() => Decimal, { description: 'How many of the unit.' })
  readonly value!: string
  @Field(() => String, { description: 'g, kg, oz or lb.' })
  readonly unit!: string
}
