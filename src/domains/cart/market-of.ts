import type { ReadHandle } from '../../db/index.js'
import { assert } from '../../kernel/assert.js'
import type { Held, Orderable } from '../stock/index.js'
import type { CartDependencies } from './dependencies.js'
import type { Cart } from './records.js'
import type { Market } from './rules/market.js'

type Buyer = Pick<Cart, 'id' | 'channelId' | 'currency' | 'locale' | 'customerId' | 'lines'>
type Holding = Pick<Cart, 'id' | 'lines'>

/** By which stock knows what a cart holds. */
export const holdReference = (cartId: string): string => `cart:${cartId}`

const isHolding = ({ lines }: Holding): boolean => lines.some(({ heldUntil }) => heldUntil !== null)

const aliveAt = (now: Date, end: Date | undefined): Date | null => (end && end > now ? end : null)

/** What is offered of these variants to the buyer of a cart, who may have what other carts hold that go up in it. */
export async function marketOf(
  { clock, steadyClock, customers, channels, listings, catalog, pricing, stock }: CartDependencies,
  on: ReadHandle,
  buyer: Buyer,
  ids: readonly number[],
  others: readonly Holding[] = [],
): Promise<Market> {
  const { channelId, currency, locale, customerId } = buyer
  const now = steadyClock.now()
  const variantIds = [...new Set(ids)]
  const at = clock.now()
  const priceGroup =
    customerId === null ? null : await pricing.groupAmong(await customers.groupKeys(customerId, on), on)
  const shelf = { channelId, currency, locale, ...(priceGroup !== null && { priceGroup }) }
  const channel = (await channels.all(on)).find(({ id }) => id === channelId)
  assert(channel, 'channels are not deleted')
  const asked = variantIds.length > 0
  const listed = new Set(
    asked ? (await listings.variants(shelf, variantIds, on)).map(({ variantId }) => variantId) : [],
  )
  const terms = new Map((asked ? await catalog.saleTerms(variantIds, on) : []).map((one) => [one.id, one]))
  const offers = asked ? await pricing.offers(on, { variantIds, channelId, currency }) : new Map()
  const holding = [buyer, ...others].filter(isHolding).map(({ id }) => holdReference(id))
  const held: Held = holding.length > 0 ? await stock.heldFor(holding, on) : new Map()
  const orderable = asked
    ? await stock.orderable(channelId, variantIds, held, on)
    : new Map<number, Orderable>()
  return {
    ...{ at, channel, priceGroup: priceGroup ?? '', displayCap: channel.quantityDisplayCap },
    of: (id) => ({
      terms: listed.has(id) ? (terms.get(id) ?? null) : null,
      offers: offers.get(id) ?? [],
      orderable: orderable.get(id)?.units ?? null,
      reserveInCartMinutes: orderable.get(id)?.reserveInCartMinutes ?? null,
      heldUntil: aliveAt(now, held.get(id)?.expiresAt),
    }),
  }
}
