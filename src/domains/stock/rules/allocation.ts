import type { AllocationStrategy, PlacedLevel, VariantStock } from '../types.js'
import { availableIn, freeAt, promisable, serves, sumsIn } from './availability.js'

/** What is asked for of one variant that is tracked. */
export interface Wanted {
  readonly stock: VariantStock
  readonly quantity: number
}
/** What a location gives of one variant. */
export interface Allocated {
  readonly variantId: number
  readonly locationId: number
  readonly quantity: number
  /** Those of them that are promised beyond what is there. */
  readonly promised: number
}
export interface Lacking {
  readonly variantId: number
  readonly requested: number
  /** The most that could be had. */
  readonly available: number
}
export type Allocation =
  | { readonly ok: true; readonly lines: readonly Allocated[] }
  | { readonly ok: false; readonly lacking: readonly Lacking[] }

/** The first location first. */
const byPriority = (a: PlacedLevel, b: PlacedLevel): number =>
  b.priority - a.priority || a.locationId - b.locationId

/**
 * Where all that is wanted is taken from, or what of it cannot be had. Units that are there go first; what is promised
 * beyond them is promised by the first location. Variants differ from one another.
 */
export function allocate(
  wanted: readonly Wanted[],
  channelId: number,
  strategy: AllocationStrategy,
): Allocation {
  const choices = locationChoices(wanted, channelId, strategy)
  for (const mayPromise of [false, true])
    for (const isChosen of choices) {
      const lines = wanted.map((one) => taken(one, channelId, isChosen, mayPromise))
      if (lines.every((line) => line !== null)) return { ok: true, lines: lines.flat() }
    }
  return { ok: false, lacking: lackingOf(wanted, channelId, choices) }
}

type IsChosen = (level: PlacedLevel) => boolean

/** The sets of locations that may give everything together, the best first. */
function locationChoices(
  wanted: readonly Wanted[],
  channelId: number,
  strategy: AllocationStrategy,
): IsChosen[] {
  if (strategy.kind === 'BY_PRIORITY') return [() => true]
  const { locationId } = strategy
  const serving = wanted.flatMap(({ stock }) => stock.levels.filter(serves(channelId))).sort(byPriority)
  const ids = [...new Set(serving.map((level) => level.locationId))]
  return ids
    .filter((id) => locationId === undefined || id === locationId)
    .map((id) => (level: PlacedLevel) => level.locationId === id)
}

/** null when the chosen locations cannot give it. */
function taken(
  { stock, quantity }: Wanted,
  channelId: number,
  isChosen: IsChosen,
  mayPromise: boolean,
): Allocated[] | null {
  const levels = stock.levels.filter(serves(channelId)).filter(isChosen).sort(byPriority)
  const given = new Map<number, { quantity: number; promised: number }>()
  let left = quantity
  for (const level of levels) {
    const here = Math.min(left, Math.max(0, freeAt(level)))
    if (here > 0) given.set(level.locationId, { quantity: here, promised: 0 })
    left -= here
  }
  const [first] = levels
  if (left > 0) {
    if (!first || !mayPromise || left > promisable(stock, sumsIn(stock, channelId))) return null
    const there = given.get(first.locationId)?.quantity ?? 0
    given.set(first.locationId, { quantity: there + left, promised: left })
  }
  return [...given].map(([locationId, units]) => ({ variantId: stock.variantId, locationId, ...units }))
}

/** What the locations lack that come nearest to having everything. */
function lackingOf(wanted: readonly Wanted[], channelId: number, choices: readonly IsChosen[]): Lacking[] {
  const nowhere: IsChosen = () => false
  const attempts = (choices.length > 0 ? choices : [nowhere]).map((isChosen) =>
    wanted
      .map(({ stock, quantity }) => ({
        variantId: stock.variantId,
        requested: quantity,
        available: mostOf(stock, channelId, isChosen),
      }))
      .filter(({ requested, available }) => requested > available),
  )
  return attempts.reduce((best, lacking) => (lacking.length < best.length ? lacking : best))
}

function mostOf(stock: VariantStock, channelId: number, isChosen: IsChosen): number {
  const levels = stock.levels.filter(serves(channelId)).filter(isChosen)
  const most = availableIn(levels) + (levels.length > 0 ? promisable(stock, sumsIn(stock, channelId)) : 0)
  return Math.min(most, mostUnits)
}

/** The most units that a level can have. */
export const mostUnits = 1_000_000_000
