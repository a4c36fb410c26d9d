import { plainEmail } from '../../../kernel/email.js'
import type { ShownCart, ShownLine } from '../../cart/index.js'
import type { Order, OrderLine } from '../types.js'

/** What a variant is called where it is sold. */
export interface SoldAs {
  readonly sku: string | null
  readonly name: string
  readonly productId: number
  readonly productName: string
  readonly requiresShipping: boolean
}

/** What an order has of its cart. */
export type OrderContent = Omit<
  Order,
  | 'id'
  | 'number'
  | 'status'
  | 'paymentStatus'
  | 'cancelReason'
  | 'version'
  | 'reservationId'
  | 'paymentId'
  | 'cartVersion'
  | 'payBefore'
  | 'placedAt'
  | 'updatedAt'
  | 'lines'
> & { readonly lines: readonly Omit<OrderLine, 'id'>[] }

/** The cart as it is now, to be kept as it was then. What is not for sale is no line: it stands in the way of the order. */
export function orderContent(shown: ShownCart, soldAs: ReadonlyMap<number, SoldAs>): OrderContent {
  const { cart, priced } = shown
  const { channelId, currency, country, locale, customerId, id, phone, note, attributes } = cart
  const { shipping, cost } = priced
  return {
    ...{ channelId, currency, country, locale, customerId, cartId: id, phone, note, attributes },
    email: plainEmail(cart.email ?? ''),
    ...{ shippingAddress: cart.shippingAddress, billingAddress: cart.billingAddress },
    delivery: shipping && deliveryOf(shipping.option.method),
    deliveryCost: shipping?.cost ?? null,
    totalMinor: cost.totalMinor,
    dueMinor: cost.dueMinor,
    cost,
    taxes: priced.taxes.map(({ rate: { name, rateMillionths }, isIncluded, taxableMinor, taxMinor }) => ({
      ...{ name, rateMillionths, isIncluded, taxableMinor, taxMinor },
    })),
    discounts: discountsOf(shown),
    tenders: priced.tenders.flatMap(({ tender: { kind, id: tenderId, lastCharacters }, amountMinor }) =>
      amountMinor > 0 ? [{ kind, id: tenderId, lastCharacters, amountMinor }] : [],
    ),
    lines: shown.lines.flatMap((line, position) => lineOf(line, position, soldAs) ?? []),
  }
}

const deliveryOf = ({
  handle,
  name,
  kind,
  locationId,
}: NonNullable<ShownCart['priced']['shipping']>['option']['method']) => ({ handle, name, kind, locationId })

/** A use is claimed of a code that takes something off, and of none that does not. */
const discountsOf = ({ priced }: ShownCart): Order['discounts'] =>
  priced.discounts.flatMap(({ discount, amountMinor }) => {
    if (amountMinor === 0) return []
    const { name, code } = discount
    return [{ name, code, amountMinor, codeId: 'codeId' in discount ? Number(discount.codeId) : null }]
  })

function lineOf(
  { line, priced, discounts }: ShownLine,
  position: number,
  soldAs: ReadonlyMap<number, SoldAs>,
): Omit<OrderLine, 'id'> | null {
  const sold = soldAs.get(line.variantId)
  if (!priced || !sold) return null
  const { variantId, quantity, attributes } = line
  const { taxRate, taxIncluded: isIncluded } = priced
  return {
    ...{ position, variantId, productId: sold.productId, sku: sold.sku, attributes, quantity },
    name: nameOf(sold),
    unitPriceMinor: priced.unitPriceMinor,
    compareAtMinor: priced.compareAtUnitPriceMinor,
    requiresShipping: sold.requiresShipping,
    cost: priced.cost,
    tax: taxRate && { name: taxRate.name, rateMillionths: taxRate.rateMillionths, isIncluded },
    discounts,
  }
}

/** A variant is often called after its options alone, such as "250 ml / amber". */
const nameOf = ({ name, productName }: SoldAs): string =>
  name.startsWith(productName) ? name : `${productName}, ${name}`
