import type { Fact } from '../db/index.js'
import type { TopicsOf } from '../http/live/feed.js'
import type { Topic } from '../resolvers/occasion.js'

interface StockChanged {
  readonly variantIds: readonly number[]
  readonly productIds: readonly number[]
}
interface AvailabilityChanged {
  readonly productIds: readonly number[]
  readonly crossings: readonly { readonly variantId: number }[]
}

const stock = (variantIds: readonly number[], productIds: readonly number[]): Topic[] => [
  ...variantIds.map((id): Topic => `stock:${id}`),
  ...productIds.map((id): Topic => `stock-of:${id}`),
]

/** Which subscriptions are told of a fact, by the topics of their feeds. Of a kind that is not here nobody is told. */
const topicsBy: Readonly<Record<string, (body: never) => readonly Topic[] | 'EVERYTHING'>> = {
  'stock.changed': ({ variantIds, productIds }: StockChanged) => stock(variantIds, productIds),
  'stock.availabilityChanged': ({ crossings, productIds }: AvailabilityChanged) =>
    stock(
      crossings.map(({ variantId }) => variantId),
      productIds,
    ),
  ...Object.fromEntries(
    ['order.paymentDue', 'order.placed', 'order.changed', 'order.cancelled', 'order.refunded'].map((kind) => [
      kind,
      ({ orderId }: { orderId: string }): Topic[] => [`order:${orderId}`],
    ]),
  ),
  'cart.changed': ({ cartId }: { cartId: string }) => [`cart:${cartId}`],
  // A cart that holds something does so by its own topic.
  'reservation.expired': ({ reference }: { reference: string }) =>
    reference.startsWith('cart:') ? [reference as Topic] : [],
  // What is there to be bought depends on whom locations serve, and on the channel what of it is shown.
  'location.saved': ({ changed }: { changed: readonly string[] }) =>
    changed.includes('channels') ? 'EVERYTHING' : [],
  'channel.saved': () => 'EVERYTHING',
}

export const topicsOf: TopicsOf = ({ kind, body }: Fact) => topicsBy[kind]?.(body as never) ?? []
