import {
  type Availability,
  availabilities,
  type ChannelStock,
  type PlacedLevel,
  type StockItem,
  type VariantStock,
} from '../types.js'

type Counts = Pick<PlacedLevel, 'onHand' | 'reserved' | 'safetyStock'>

/** Units beyond what is reserved and kept back; below zero where more is promised than there is. */
export const freeAt = ({ onHand, reserved, safetyStock }: Counts): number => onHand - reserved - safetyStock

export const serves = (channelId: number) => (level: PlacedLevel) => level.channelIds.includes(channelId)

/** What can be bought out of these levels. One that is short takes nothing from the others. */
export const availableIn = (levels: readonly Counts[]): number =>
  levels.reduce((sum, level) => sum + Math.max(0, freeAt(level)), 0)

/** Units that are promised beyond what there is, wherever. */
export const promisedIn = (levels: readonly Counts[]): number =>
  levels.reduce((sum, level) => sum + Math.max(0, -freeAt(level)), 0)

type Policy = Pick<StockItem, 'policy' | 'promiseLimit' | 'lowStockThreshold'>

/** Sums over the levels of a variant. */
export interface Sums {
  /** At locations that serve the channel. */
  readonly available: number
  /** At all locations. */
  readonly promised: number
  /** How many levels serve the channel: units are promised at a location, so without one nothing is. */
  readonly serving: number
}

/** How many more units may be promised. */
export function promisable({ policy, promiseLimit }: Policy, { promised, serving }: Sums): number {
  if ((policy !== 'BACKORDER' && policy !== 'PREORDER') || serving === 0) return 0
  return Math.max(0, (promiseLimit ?? Number.POSITIVE_INFINITY) - promised)
}

/** What the public is told. A preorder ends when its policy is changed, which the schedule does at its instant. */
export function availabilityOf(item: Policy, sums: Sums): Availability {
  const { policy, lowStockThreshold } = item
  if (policy === 'UNTRACKED') return 'IN_STOCK'
  if (sums.available > 0) return sums.available <= (lowStockThreshold ?? 0) ? 'LOW' : 'IN_STOCK'
  if (promisable(item, sums) === 0) return 'OUT'
  return policy === 'PREORDER' ? 'PREORDER' : 'BACKORDER'
}

export function sumsIn({ levels }: VariantStock, channelId: number): Sums {
  const serving = levels.filter(serves(channelId))
  return { available: availableIn(serving), promised: promisedIn(levels), serving: serving.length }
}

/** What the public of a channel is told. */
export const availabilityIn = (stock: VariantStock, channelId: number): Availability =>
  availabilityOf(stock, sumsIn(stock, channelId))

/** How many units can be ordered in a channel, those that are promised with them; null: as many as anybody wants. */
export function orderableIn(stock: VariantStock, channelId: number): number | null {
  if (stock.policy === 'UNTRACKED') return null
  const sums = sumsIn(stock, channelId)
  const units = sums.available + promisable(stock, sums)
  return units === Number.POSITIVE_INFINITY ? null : units
}

/** Of variants to choose from, what there is of the best; OUT of none. */
export const bestAvailability = (all: readonly Availability[]): Availability =>
  availabilities.find((one) => all.includes(one)) ?? 'OUT'

/** What the public may know of a number of units: only up to what its channel shows, and nothing where that shows none. */
export const shownQuantity = (available: number | null, cap: number | null): number | null =>
  available === null || cap === null || available > cap ? null : available

/** Whether somebody should look after it: what is available anywhere is at or below the threshold. */
export const isLow = (stock: Omit<VariantStock, 'isLow'>): boolean =>
  stock.policy !== 'UNTRACKED' && availableIn(stock.levels) <= (stock.lowStockThreshold ?? 0)

type Told = Pick<StockItem, 'variantId' | 'version' | 'preorderUntil'> & Policy

/** What a channel is told of a variant that is counted; `incomingAt` is when the first of what it expects comes. */
export function told(item: Told, sums: Sums, incomingAt: Date | null): ChannelStock {
  const { variantId, version, policy } = item
  const availability = availabilityOf(item, sums)
  const isThere = availability === 'IN_STOCK' || availability === 'LOW'
  const expectedAt = policy === 'PREORDER' ? item.preorderUntil : incomingAt
  const available = policy === 'UNTRACKED' ? null : sums.available
  return { variantId, availability, available, version, restockAt: isThere ? null : expectedAt }
}

/** The same out of all that decides it. */
export function toldTo(stock: VariantStock, channelId: number): ChannelStock {
  const expected = stock.levels.filter(serves(channelId)).filter(({ incoming }) => incoming > 0)
  const [first = null] = expected.flatMap(({ incomingAt }) => incomingAt ?? []).sort((a, b) => +a - +b)
  return told(stock, sumsIn(stock, channelId), first)
}
