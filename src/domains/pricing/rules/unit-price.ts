import { isDuring } from '../../../kernel/period.js'
import type { PriceOffer, PriceReason, UnitPrice } from '../types.js'

export interface Buyer {
  /** Empty: of no group. */
  readonly priceGroup: string
  readonly quantity: number
  readonly at: Date
}

/**
 * What one unit costs: what everybody pays at that instant, unless the buyer's group or quantity has a lower price. Of
 * prices for the same group and quantity the one that started last holds, so a scheduled price may also be higher than the
 * one that it takes over from. Null when there is no price.
 */
export function unitPrice(offers: readonly PriceOffer[], buyer: Buyer): UnitPrice | null {
  const held = inForce(offers, buyer)
  const usual = held.find((offer) => offer.priceGroup === '' && offer.minQuantity === 1)
  const special = held.filter((offer) => offer !== usual).sort(byStep)
  const list = usual && isScheduled(usual) ? listPrice(offers) : undefined

  const steps: { reason: PriceReason; amountMinor: number }[] = []
  if (list) steps.push({ reason: 'LIST', amountMinor: list.amountMinor })
  let paid = usual
  if (usual) steps.push({ reason: reasonOf(usual), amountMinor: usual.amountMinor })
  for (const offer of special)
    if (!paid || offer.amountMinor < paid.amountMinor) {
      paid = offer
      steps.push({ reason: reasonOf(offer), amountMinor: offer.amountMinor })
    }
  if (!paid) return null
  const compareAtMinor = paid.compareAtMinor ?? usual?.compareAtMinor ?? null
  return { amountMinor: paid.amountMinor, compareAtMinor, steps }
}

/** Those that the buyer may have, one for each group and quantity. */
function inForce(offers: readonly PriceOffer[], { priceGroup, quantity, at }: Buyer): PriceOffer[] {
  const held = new Map<string, PriceOffer>()
  for (const offer of offers) {
    if (offer.priceGroup !== '' && offer.priceGroup !== priceGroup) continue
    if (offer.minQuantity > quantity || !isDuring(offer, at)) continue
    const slot = `${offer.minQuantity} ${offer.priceGroup}`
    const other = held.get(slot)
    if (!other || takesOver(offer, other)) held.set(slot, offer)
  }
  return [...held.values()]
}

/** Whether it started later; of two that started together the one that ends sooner holds, then the lower. */
function takesOver(offer: PriceOffer, other: PriceOffer): boolean {
  const started = startOf(offer) - startOf(other)
  if (started !== 0) return started > 0
  const ended = endOf(offer) - endOf(other)
  return ended === 0 ? offer.amountMinor < other.amountMinor : ended < 0
}

const startOf = ({ startsAt }: PriceOffer) => startsAt?.getTime() ?? Number.MIN_SAFE_INTEGER
const endOf = ({ endsAt }: PriceOffer) => endsAt?.getTime() ?? Number.MAX_SAFE_INTEGER
const isScheduled = ({ startsAt, endsAt }: PriceOffer) => startsAt !== null || endsAt !== null

const listPrice = (offers: readonly PriceOffer[]) =>
  offers.find((offer) => offer.priceGroup === '' && offer.minQuantity === 1 && !isScheduled(offer))

/** The group's own price before those for a quantity, and small quantities before large ones. */
const byStep = (a: PriceOffer, b: PriceOffer) =>
  a.minQuantity - b.minQuantity || b.amountMinor - a.amountMinor

function reasonOf(offer: PriceOffer): PriceReason {
  if (offer.minQuantity > 1) return 'QUANTITY'
  if (offer.priceGroup !== '') return 'GROUP'
  return isScheduled(offer) ? 'SCHEDULED' : 'LIST'
}
