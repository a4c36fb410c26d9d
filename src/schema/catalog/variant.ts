import { Field, ID, Int, ObjectType } from 'type-graphql'
import type * as catalog from '../../domains/catalog/types.js'
import type { ListedVariant } from '../../domains/listing/types.js'
import { globalId } from '../../kernel/ids.js'
import { Node } from '../common.js'
import { connectionOf } from '../connections.js'
import { Money } from '../money.js'
import { Decimal } from '../scalars.js'

@ObjectType({ simpleResolvers: true, description: 'What each costs from a quantity on.' })
export class QuantityPrice {
  @Field(() => Int, {
    description: 'The least quantity of one line that has this price, for every unit of it.',
  })
  readonly minQuantity!: number
  @Field(() => Money, { description: 'What each of them costs.' })
  readonly price!: Money
}

@ObjectType({ simpleResolvers: true, description: 'What a measure of it costs, such as EUR 12.40 per 1 l.' })
export class UnitPrice {
  @Field(() => Money, { description: 'What so much of it costs.' })
  readonly price!: Money
  @Field(() => Decimal, { description: 'How many of the unit: `"1"`, `"100"`.' })
  readonly perQuantity!: string
  @Field(() => String, {
    description:
      '`mg`, `g`, `kg`, `oz`, `lb`, `ml`, `cl`, `l`, `m3`, `fl_oz`, `mm`, `cm`, `m`, `m2` or `item`.',
  })
  readonly perUnit!: string
}

@ObjectType({ simpleResolvers: true, description: 'Which quantities can be bought.' })
export class QuantityRule {
  @Field(() => Int, { description: 'The least.' })
  readonly min!: number
  @Field(() => Int, { nullable: true, description: 'The most; null for any number.' })
  readonly max!: number | null
  @Field(() => Int, { description: 'Quantities are multiples of it.' })
  readonly step!: number
}

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

  @Field(() => Money, {
    nullable: true,
    description:
      'The lowest price of the 30 days before the current reduction began, which shops in the EU show beside a reduced ' +
      'price; null when it is not reduced, or had no price before.',
  })
  get lowestPriceLast30Days(): object | null {
    const { lowestBeforeMinor } = this.listed
    return lowestBeforeMinor === null ? null : { amountMinor: lowestBeforeMinor, currency: this.currency }
  }

  @Field(() => [QuantityPrice], {
    description: 'What each costs to whoever buys more of it, the smallest quantity first; often empty.',
  })
  get quantityPrices(): readonly QuantityPrice[] {
    return (this.listed.quantityPrices ?? []).map(({ minQuantity, amountMinor }) => ({
      minQuantity,
      price: { amountMinor, currency: this.currency } as Money,
    }))
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
