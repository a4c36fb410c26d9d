import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql'
import { Address } from '../addresses.js'
import { ProductVariant } from '../catalog/variant.js'
import { Channel } from '../channels.js'
import { Node } from '../common.js'
import { Costs } from '../costs.js'
import { Customer } from '../customers/customer.js'
import { UserError } from '../errors.js'
import { Money } from '../money.js'
import { PaymentMethod } from '../payments/methods.js'
import { CountryCode, CurrencyCode, DateTime, Locale } from '../scalars.js'
import { Location } from '../stock/location.js'
import { CartCode, CartCost, DiscountAllocation, LineCost } from './costs.js'
import { Warning } from './warnings.js'

type Amount = Pick<Money, 'amountMinor' | 'currency'>

export const CartStatus = { OPEN: 'OPEN', ORDERED: 'ORDERED', MERGED: 'MERGED', EXPIRED: 'EXPIRED' } as const
registerEnumType(CartStatus, {
  name: 'CartStatus',
  description: 'What has become of a cart.',
  valuesConfig: {
    OPEN: { description: 'It can be changed.' },
    ORDERED: { description: 'It is an order.' },
    MERGED: { description: 'Another cart took its place when somebody signed in.' },
    EXPIRED: { description: 'Nobody has changed it for too long.' },
  },
})

export const DeliveryKind = { SHIPPING: 'SHIPPING', PICKUP: 'PICKUP', LOCAL: 'LOCAL', NONE: 'NONE' } as const
registerEnumType(DeliveryKind, {
  name: 'DeliveryKind',
  description: 'How it comes to the shopper.',
  valuesConfig: {
    SHIPPING: { description: 'By post or carrier.' },
    PICKUP: { description: 'The shopper fetches it at a location.' },
    LOCAL: { description: 'The shop brings it itself.' },
    NONE: { description: 'Nothing is brought.' },
  },
})

@ObjectType({ simpleResolvers: true, description: 'Something that a shop keeps with a cart or a line.' })
export class KeyValue {
  @Field(() => String, { description: 'What it is.' })
  readonly key!: string
  @Field(() => String, { description: 'What it says.' })
  readonly value!: string
}

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: 'So many of a variant. The same variant with other attributes is another line.',
})
export class CartLine extends Node {
  @Field(() => ID, { description: 'Names this line among all things. It opens nothing.' })
  override readonly id!: string
  @Field(() => ProductVariant, { simple: false, description: 'What is bought.' })
  readonly variant!: unknown
  /** Of the variant. */
  readonly variantId!: number
  @Field(() => Int, { description: 'How many.' })
  readonly quantity!: number
  @Field(() => [KeyValue], { description: 'What the shopper said of it, such as an engraving.' })
  readonly attributes!: readonly KeyValue[]
  @Field(() => Money, {
    description: 'What one costs before discounts; what it cost last, where it is not for sale now.',
  })
  readonly unitPrice!: Amount
  @Field(() => Money, { nullable: true, description: 'The former price to strike through.' })
  readonly compareAtUnitPrice!: Amount | null
  @Field(() => LineCost, { description: 'What all of it costs; nothing, where it is not for sale now.' })
  readonly cost!: LineCost
  @Field(() => [DiscountAllocation], { description: 'What discounts take off it.' })
  readonly discounts!: readonly DiscountAllocation[]
  @Field(() => Boolean, { description: 'Whether so many can be bought now.' })
  readonly purchasable!: boolean
}

@ObjectType({ simpleResolvers: true, description: 'A way of delivery that can be chosen.' })
export class DeliveryOption {
  @Field(() => String, { description: 'Names it in `checkoutUpdate`.' })
  readonly handle!: string
  @Field(() => String, { description: "What shoppers see, in the cart's language." })
  readonly name!: string
  @Field(() => DeliveryKind, { description: 'How it comes to the shopper.' })
  readonly kind!: keyof typeof DeliveryKind
  @Field(() => Money, { description: 'What it costs before discounts.' })
  readonly price!: Amount
  @Field(() => DateTime, {
    nullable: true,
    description:
      'When it comes at the earliest if it is ordered now: the beginning of that day where it is sent from. Null: not known.',
  })
  readonly earliest!: Date | null
  @Field(() => DateTime, {
    nullable: true,
    description:
      'When it comes at the latest if it is ordered now: the last second of that day. Null: not known.',
  })
  readonly latest!: Date | null
  @Field(() => Location, { nullable: true, simple: false, description: 'Where to fetch it.' })
  readonly location!: unknown
  /** Of the location. */
  readonly locationId!: number | null
}

@ObjectType({ simpleResolvers: true, description: 'Lines that are delivered together.' })
export class DeliveryGroup {
  @Field(() => String, { description: 'Names it in `checkoutUpdate`.' })
  readonly key!: string
  @Costs({ entries: 10 })
  @Field(() => [CartLine], { description: 'What is delivered.' })
  readonly lines!: readonly CartLine[]
  @Field(() => [DeliveryOption], { description: 'How it can be delivered to where it goes.' })
  readonly options!: readonly DeliveryOption[]
  @Field(() => DeliveryOption, { nullable: true, description: 'What is chosen.' })
  readonly selected!: DeliveryOption | null
}

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description:
    'What a shopper means to buy. Prices, taxes and what is in the way are those of now, whenever it is read. It ends 30 days ' +
    'after its last change.',
})
export class Cart extends Node {
  @Field(() => ID, {
    description:
      "Names this cart among all things. It opens nothing: that takes the cart's token or its customer's session.",
  })
  override readonly id!: string
  @Field(() => Int, { description: 'Grows with each change; send it as `expectedVersion`.' })
  readonly version!: number
  @Field(() => CartStatus, { description: 'What has become of it.' })
  readonly status!: keyof typeof CartStatus
  @Field(() => Channel, { description: 'Where it buys.' })
  readonly channel!: object
  @Field(() => CurrencyCode, { description: 'What its prices are in.' })
  readonly currency!: string
  @Field(() => CountryCode, { description: 'Where it is sold to while there is no address.' })
  readonly country!: string
  @Field(() => Locale, { description: 'The language of its letters and ways of delivery.' })
  readonly locale!: string
  @Field(() => String, { nullable: true, description: 'Where letters about the order go.' })
  readonly email!: string | null
  @Field(() => String, { nullable: true, description: 'A number to call.' })
  readonly phone!: string | null
  @Field(() => String, { nullable: true, description: 'What the shopper tells the shop.' })
  readonly note!: string | null
  @Field(() => [KeyValue], { description: 'What else the shop keeps with it.' })
  readonly attributes!: readonly KeyValue[]
  @Field(() => Customer, {
    nullable: true,
    simple: false,
    description: 'Whose it is, told to that customer alone; null for guests.',
  })
  readonly customer!: unknown
  /** Of the customer. */
  readonly customerId!: string | null
  @Costs({ entries: 10 })
  @Field(() => [CartLine], { description: 'What is in it, at most 250 lines, in the order they were added.' })
  readonly lines!: readonly CartLine[]
  @Field(() => Int, { description: 'How many units in all.' })
  readonly totalQuantity!: number
  @Field(() => CartCost, { description: 'What it costs.' })
  readonly cost!: CartCost
  @Field(() => [CartCode], { description: 'Its codes: one for a discount, and five gift cards, at most.' })
  readonly codes!: readonly CartCode[]
  @Field(() => Boolean, {
    description: "Whether its customer's store credit in its currency pays, after the gift cards.",
  })
  readonly useStoreCredit!: boolean
  @Field(() => [DiscountAllocation], { description: 'What discounts take off in all.' })
  readonly discounts!: readonly DiscountAllocation[]
  @Field(() => Address, { nullable: true, description: 'Where it goes.' })
  readonly shippingAddress!: Address | null
  @Field(() => Address, { nullable: true, description: 'Where the invoice goes, if elsewhere.' })
  readonly billingAddress!: Address | null
  @Field(() => [DeliveryGroup], { description: 'What is delivered together; none if nothing is delivered.' })
  readonly deliveryGroups!: readonly DeliveryGroup[]
  @Field(() => [PaymentMethod], {
    simple: false,
    description: 'How what is due can be paid, in the order of the shop; none where nothing is due.',
  })
  readonly paymentMethods!: readonly unknown[]
  @Field(() => [UserError], {
    description: 'All that is in the way of an order, by fields of the cart. Empty: it can be ordered.',
  })
  readonly problems!: readonly UserError[]
  @Field(() => [Warning], {
    description: 'What has changed since the shopper last agreed, until `cartWarningsAcknowledge`.',
  })
  readonly warnings!: readonly Warning[]
  @Field(() => DateTime, {
    nullable: true,
    description:
      'Until when its units are held for it, so that nobody else can buy them: the first of these times. null when it holds ' +
      'nothing, as of variants that only orders reserve. What is held no more stays in the cart with a warning ' +
      '`RESERVATION_EXPIRED`, and is held anew by the next change of its lines, or `cartWarningsAcknowledge`, if there is stock.',
  })
  readonly reservedUntil!: Date | null
  @Field(() => DateTime, { nullable: true, description: 'When it ends unless it is changed.' })
  readonly expiresAt!: Date | null
  @Field(() => DateTime, { description: 'When it was made.' })
  readonly createdAt!: Date
  @Field(() => DateTime, { description: 'When it was last changed.' })
  readonly updatedAt!: Date
}
