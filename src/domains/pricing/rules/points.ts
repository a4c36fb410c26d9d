import type { PricePoint, PriceState, QuantityPrice } from '../types.js'
import { unitPrice } from './unit-price.js'

/** What a group pays for one in a channel and currency. */
export interface PriceAt extends PricePlace {
  readonly amountMinor: number
  readonly compareAtMinor: number | null
  readonly quantityPrices: readonly QuantityPrice[]
}
/** Where and for whom a price is. */
type PricePlace = Pick<PriceState, 'channelId' | 'currency' | 'priceGroup'>

/** What a variant with these prices costs at an instant: everybody, and each group that pays something else. */
export function variantPricesAt(prices: readonly PriceState[], at: Date): PriceAt[] {
  const shelves = new Map<string, PriceState[]>()
  for (const price of prices) {
    const key = `${price.channelId} ${price.currency}`
    const shelf = shelves.get(key)
    if (shelf) shelf.push(price)
    else shelves.set(key, [price])
  }
  return [...shelves.values()].flatMap((shelf) => shelfPricesAt(shelf, at))
}

function shelfPricesAt(prices: readonly PriceState[], at: Date): PriceAt[] {
  const forAll = priceAt(prices, '', at)
  const groups = new Set(prices.map(({ priceGroup }) => priceGroup).filter((group) => group !== ''))
  const ofGroups = [...groups].flatMap((group) => {
    const own = priceAt(prices, group, at)
    return own && !(forAll && isSamePrice(own, forAll)) ? [own] : []
  })
  return forAll ? [forAll, ...ofGroups] : ofGroups
}

/** null when it cannot be bought by one. */
function priceAt(prices: readonly PriceState[], priceGroup: string, at: Date): PriceAt | null {
  const [first] = prices
  const one = unitPrice(prices, { priceGroup, quantity: 1, at })
  if (!first || !one) return null
  const { channelId, currency } = first
  const { amountMinor, compareAtMinor } = one
  const quantityPrices = quantityPricesOf(prices, priceGroup, amountMinor, at)
  return { channelId, currency, priceGroup, amountMinor, compareAtMinor, quantityPrices }
}

/** From 2 units on, each cheaper than the one before. */
function quantityPricesOf(
  prices: readonly PriceState[],
  priceGroup: string,
  oneMinor: number,
  at: Date,
): QuantityPrice[] {
  const quantities = [...new Set(prices.map(({ minQuantity }) => minQuantity))].sort((a, b) => a - b)
  let lowest = oneMinor
  return quantities.flatMap((quantity) => {
    const amountMinor = unitPrice(prices, { priceGroup, quantity, at })?.amountMinor ?? lowest
    if (amountMinor >= lowest) return []
    lowest = amountMinor
    return [{ minQuantity: quantity, amountMinor }]
  })
}

const isSamePrice = (a: PriceAt, b: PriceAt): boolean =>
  a.amountMinor === b.amountMinor &&
  a.compareAtMinor === b.compareAtMinor &&
  JSON.stringify(a.quantityPrices) === JSON.stringify(b.quantityPrices)

/**
 * What a change of a variant's prices adds to its history: first the boundaries that have passed and that nobody has noted
 * yet, then the change itself.
 */
export function pricePoints(
  variantId: number,
  before: readonly PriceState[],
  after: readonly PriceState[],
  passed: readonly Date[],
  now: Date,
): PricePoint[] {
  const atBoundaries = passed.flatMap((at) =>
    differences(
      variantId,
      variantPricesAt(before, new Date(at.getTime() - 1)),
      variantPricesAt(before, at),
      at,
    ),
  )
  const change = differences(variantId, variantPricesAt(before, now), variantPricesAt(after, now), now)
  return [...atBoundaries, ...change]
}

function differences(
  variantId: number,
  before: readonly PriceAt[],
  after: readonly PriceAt[],
  at: Date,
): PricePoint[] {
  const was = new Map(before.map((price) => [keyOf(price), price]))
  const is = new Map(after.map((price) => [keyOf(price), price]))
  const gone = before.filter((price) => !is.has(keyOf(price)))
  const changed = after.filter((price) => {
    const former = was.get(keyOf(price))
    return former?.amountMinor !== price.amountMinor || former.compareAtMinor !== price.compareAtMinor
  })
  const place = ({ channelId, currency, priceGroup }: PricePlace) => ({
    variantId,
    channelId,
    currency,
    priceGroup,
  })
  return [
    ...gone.map((price) => ({ ...place(price), at, amountMinor: null, compareAtMinor: null })),
    ...changed.map((price) => ({
      ...place(price),
      at,
      amountMinor: price.amountMinor,
      compareAtMinor: price.compareAtMinor,
    })),
  ]
}

/** The same for prices of one place. */
export const keyOf = ({ channelId, currency, priceGroup }: PricePlace): string =>
  `${channelId} ${currency} ${priceGroup}`

/** Every instant behind `after` at which other prices hold. */
export function boundariesOf(prices: readonly PriceState[], after: Date): Date[] {
  const times = prices.flatMap(({ startsAt, endsAt }) => [startsAt, endsAt]).map((at) => at?.getTime() ?? 0)
  return [...new Set(times)].filter((time) => time > after.getTime()).map((time) => new Date(time))
}
