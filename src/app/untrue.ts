import type { Untrue } from '../cache/coherence.js'
import type { Fact } from '../db/index.js'
import type { Mark } from '../resolvers/footprint.js'
import { factsOfLetters } from './mail/letters.js'

interface ProductSaved {
  readonly productId: number
  readonly slugs?: readonly string[]
}
interface ListingChanged {
  readonly productIds: readonly number[]
  readonly categoryIds: readonly number[]
  readonly brandIds: readonly number[]
}

/** What of an answer each fact makes untrue, by the marks that resolvers leave. A kind that is not here makes all untrue. */
const marksBy: Readonly<Record<string, (body: never) => readonly Mark[]>> = {
  'product.saved': ({ productId, slugs = [] }: ProductSaved) => [
    `product:${productId}`,
    'product-keys',
    'updates',
    ...slugs.map((slug): Mark => `product-slug:${slug}`),
  ],
  'price.saved': ({ productId }: ProductSaved) => [`product:${productId}`, 'product-keys', 'updates'],
  'listing.changed': ({ productIds, categoryIds, brandIds }: ListingChanged) => [
    'products',
    'product-keys',
    ...productIds.map((id): Mark => `product:${id}`),
    ...categoryIds.map((id): Mark => `in-category:${id}`),
    ...brandIds.map((id): Mark => `of-brand:${id}`),
  ],
  'category.saved': ({ categoryId }: { categoryId: number }) => [
    `category:${categoryId}`,
    'categories',
    'category-slugs',
    'updates',
  ],
  'brand.saved': ({ brandId }: { brandId: number }) => [`brand:${brandId}`, 'brand-slugs', 'updates'],
  'stock.changed': ({ variantIds }: { variantIds: readonly number[] }) =>
    variantIds.map((id): Mark => `stock:${id}`),
  'stock.availabilityChanged': ({ productIds }: { productIds: readonly number[] }) =>
    productIds.map((id): Mark => `availability:${id}`),
  'reservation.expired': () => [],
  'stock.alertDue': () => [],
  'stock.alertsLookedAt': () => [],
  'attribute.saved': () => ['attributes'],
  'productType.saved': () => ['attributes'],
  // Carts alone look at these, and nobody keeps carts.
  'cart.changed': () => [],
  'tax.saved': () => [],
  'delivery.saved': () => [],
  'promotion.saved': () => [],
  'giftCard.saved': () => [],
  'storeCredit.saved': () => [],
  'paymentMethod.saved': () => [],
  'payment.changed': () => [],
  'order.paymentDue': () => [],
  'order.placed': () => [],
  'order.changed': () => [],
  'order.cancelled': () => [],
  'order.refunded': () => [],
  ...Object.fromEntries(factsOfLetters.map((kind) => [kind, () => []])),
  // A step that has changed a list says so by a fact of its own.
  'listing.rebuild': () => [],
}

export const untrueBy = ({ kind, body }: Fact): Untrue => marksBy[kind]?.(body as never) ?? 'EVERYTHING'
