import { factsSince, type ReadHandle, type Tx, type Watermark, watermark } from '../../db/index.js'
import { localeChain } from '../../kernel/locale.js'
import type { CartHolder, ShownCart } from '../cart/index.js'
import type { OrderDependencies } from './dependencies.js'
import { type OrderContent, orderContent, type SoldAs } from './rules/order-of.js'

/** What of a shop a price depends on, beside what is claimed or taken with the order. */
const priceKinds = [
  'product.saved',
  'price.saved',
  'listing.changed',
  'promotion.saved',
  'tax.saved',
  'delivery.saved',
  'location.saved',
  'channel.saved',
]

/** A cart as it is and what it costs, worked out before the transaction of its order. */
export interface Gathered {
  readonly shown: ShownCart
  readonly content: OrderContent
  readonly productIds: ReadonlySet<number>
  readonly priceGroup: string | null
  readonly mark: Watermark
}

/** null where the holder may not open the cart, or it is no longer open. */
export async function gatherOrder(
  dependencies: OrderDependencies,
  holder: CartHolder,
  cartId: string,
): Promise<Gathered | null> {
  const { db, carts } = dependencies
  const mark = await watermark(db.read, priceKinds)
  const cart = await carts.find(holder, cartId)
  if (cart?.status !== 'OPEN') return null
  const priceGroup = await groupOf(dependencies, cart.customerId, db.read)
  const shown = await carts.show(cart)
  const soldAs = await namesOf(dependencies, shown)
  const productIds = new Set([...soldAs.values()].map(({ productId }) => productId))
  return { shown, content: orderContent(shown, soldAs), productIds, priceGroup, mark }
}

async function namesOf(
  { catalog, channels }: OrderDependencies,
  { cart, lines }: ShownCart,
): Promise<ReadonlyMap<number, SoldAs>> {
  if (lines.length === 0) return new Map()
  const locales = (await channels.all()).find(({ id }) => id === cart.channelId)?.locales ?? []
  const chain = localeChain(cart.locale, locales)
  const variants = await catalog.variants([...new Set(lines.map(({ line }) => line.variantId))], chain)
  const products = await catalog.products([...new Set(variants.map(({ productId }) => productId))], chain)
  const productNames = new Map(products.map(({ id, name }) => [id, name]))
  return new Map(
    variants.map((variant) => {
      const productName = productNames.get(variant.productId) ?? variant.name
      return [variant.id, { ...variant, productName }]
    }),
  )
}

/** Whose prices the buyer pays; null: what everybody pays. */
async function groupOf(
  { customers, pricing }: OrderDependencies,
  customerId: string | null,
  on: ReadHandle,
): Promise<string | null> {
  return customerId === null ? null : pricing.groupAmong(await customers.groupKeys(customerId, on), on)
}

/** Whether what it costs may be otherwise by now than when it was worked out. */
export async function hasMoved(
  tx: Tx,
  dependencies: OrderDependencies,
  { mark, productIds, priceGroup, shown }: Gathered,
): Promise<boolean> {
  if ((await groupOf(dependencies, shown.cart.customerId, tx)) !== priceGroup) return true
  const facts = await factsSince(tx, mark)
  return facts.some(({ kind, body }) => {
    const { productId, productIds: several } = body as { productId?: number; productIds?: readonly number[] }
    if (kind === 'listing.changed') return several?.some((id) => productIds.has(id)) ?? true
    return productId === undefined || productIds.has(productId)
  })
}
