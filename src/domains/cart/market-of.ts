import type { ReadHandle } from '../../db/index.js'
import type { CartDependencies } from './dependencies.js'
import type { Cart } from './records.js'
import type { Market } from './rules/market.js'

type Buyer = Pick<Cart, 'channelId' | 'currency' | 'locale' | 'customerId'>

/** What is offered of these variants to the buyer of a cart. */
export async function marketOf(
  { clock, customers, channels, listings, catalog, pricing, stock }: CartDependencies,
  on: ReadHandle,
  { channelId, currency, locale, customerId }: Buyer,
  ids: readonly number[],
): Promise<Market> {
  const variantIds = [...new Set(ids)]
  const at = clock.now()
  const priceGroup =
    customerId === null ? null : await pricing.groupAmong(await customers.groupKeys(customerId, on), on)
  const shelf = { channelId, currency, locale, ...(priceGroup !== null && { priceGroup }) }
  const channel = (await channels.all(on)).find(({ id }) => id === channelId)
  const asked = variantIds.length > 0
  const listed = new Set(
    asked ? (await listings.variants(shelf, variantIds, on)).map(({ variantId }) => variantId) : [],
  )
  const terms = new Map((asked ? await catalog.saleTerms(variantIds, on) : []).map((one) => [one.id, one]))
  const offers = asked ? await pricing.offers(on, { variantIds, channelId, currency }) : new Map()
  const orderable = asked ? await stock.orderable(channelId, variantIds, on) : new Map()
  return {
    ...{ at, priceGroup: priceGroup ?? '', displayCap: channel?.quantityDisplayCap ?? null },
    of: (id) => ({
      terms: listed.has(id) ? (terms.get(id) ?? null) : null,
      offers: offers.get(id) ?? [],
      orderable: orderable.get(id) ?? null,
    }),
  }
}
