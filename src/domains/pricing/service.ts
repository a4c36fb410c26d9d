import { isDeepStrictEqual } from 'node:util'
import type { Database, ReadHandle, Tx } from '../../db/index.js'
import type { Clock } from '../../kernel/clock.js'
import type { FieldPath, Problem } from '../../kernel/problem.js'
import { lowestBefore } from './rules/history.js'
import { boundariesOf, keyOf, pricePoints, variantPricesAt } from './rules/points.js'
import { type PricedChannel, priceStates } from './rules/prices.js'
import {
  deleteBoundaries,
  insertHistory,
  readBoundaries,
  readDueVariants,
  readHistory,
  replaceBoundaries,
} from './store/history.js'
import { hasPrices, readPrices, replacePrices } from './store/prices.js'
import type { Price, PriceInput, PriceOffer, PricePoint, PriceState, ShownPrice } from './types.js'

/** The prices that a variant shall have, all of them. */
export interface PriceSet {
  readonly variantId: number
  readonly prices: readonly PriceState[]
}
/** One variant's prices that a save changed. */
export interface PriceChange {
  readonly variantId: number
  readonly before: readonly PriceState[]
  readonly after: readonly PriceState[]
}
export interface OffersWanted {
  readonly variantIds: readonly number[]
  readonly channelId: number
  readonly currency: string
}

export interface Pricing {
  /**
   * Checks a variant's prices: known channels, currencies they sell in, amounts in range, no two for the same case. All
   * problems at once.
   */
  check(
    field: FieldPath,
    inputs: readonly PriceInput[],
    channels: readonly PricedChannel[],
  ): { prices: PriceState[]; problems: Problem[] }
  /** Where the prices differ from those that are stored. */
  changes(on: ReadHandle, sets: readonly PriceSet[]): Promise<PriceChange[]>
  /** Replaces the prices of each variant where they differ, notes in the history what one costs now, and answers what changed. */
  replace(tx: Tx, sets: readonly PriceSet[]): Promise<PriceChange[]>
  prices(on: ReadHandle, variantIds: readonly number[]): Promise<readonly Price[]>
  /** Every price of each variant in a channel and currency, whomever and whenever it is for: see `unitPrice`. */
  offers(on: ReadHandle, wanted: OffersWanted): Promise<ReadonlyMap<number, readonly PriceOffer[]>>
  /**
   * The group whose prices somebody in all of these pays: the first that has a price of its own, so that a group for
   * something else takes nothing away. null: what everybody pays.
   */
  groupAmong(groups: readonly string[], on?: ReadHandle): Promise<string | null>
  /** What shelves show of each variant at an instant. */
  shown(on: ReadHandle, variantIds: readonly number[], at: Date): Promise<readonly ShownPrice[]>
  /** What one of each variant cost since when, in the order of the changes. */
  history(on: ReadHandle, variantIds: readonly number[]): Promise<readonly PricePoint[]>
  /** Some of the variants whose scheduled prices have begun or ended by then, the longest ago first. */
  due(on: ReadHandle, at: Date, limit: number): Promise<readonly number[]>
  /** Notes in the history what scheduled prices have changed by then; the variants are due no more. */
  passBoundaries(tx: Tx, variantIds: readonly number[], at: Date): Promise<void>
}

export function createPricing({ db, clock }: { readonly db: Database; readonly clock: Clock }): Pricing {
  return {
    check: priceStates,
    prices: readPrices,
    changes: changesOf,
    history: readHistory,
    due: readDueVariants,
    shown: shownPrices,
    passBoundaries,
    async groupAmong(groups, on = db.read) {
      for (const group of groups) if (await hasPrices(on, group)) return group
      return null
    },
    async offers(on, { variantIds, channelId, currency }) {
      const prices = await readPrices(on, variantIds)
      const own = prices.filter((price) => price.channelId === channelId && price.currency === currency)
      return byVariant(variantIds, own)
    },
    async replace(tx, sets) {
      const changes = await changesOf(tx, sets)
      if (changes.length === 0) return changes
      const fresh = changes.every((change) => change.before.length === 0)
      const now = clock.now()
      await noteChanges(tx, changes, fresh, now)
      const wanted = changes.map(({ variantId, after }) => ({ variantId, prices: after }))
      await replacePrices(tx, wanted, fresh, now)
      return changes
    },
  }
}

async function changesOf(on: ReadHandle, sets: readonly PriceSet[]): Promise<PriceChange[]> {
  const variantIds = sets.map((set) => set.variantId)
  const stored = byVariant(variantIds, await readPrices(on, variantIds))
  return sets.flatMap(({ variantId, prices }) => {
    const known = (stored.get(variantId) ?? []).map(withoutVariant)
    return isDeepStrictEqual(known, prices) ? [] : [{ variantId, before: known, after: prices }]
  })
}

const withoutVariant = ({ variantId: _, ...state }: Price): PriceState => state

async function noteChanges(
  tx: Tx,
  changes: readonly PriceChange[],
  fresh: boolean,
  now: Date,
): Promise<void> {
  const ids = changes.map((change) => change.variantId)
  const passed = byVariant(ids, fresh ? [] : await readBoundaries(tx, ids, now))
  const points = changes.flatMap(({ variantId, before, after }) => {
    const times = (passed.get(variantId) ?? []).map((boundary) => boundary.at)
    return pricePoints(variantId, before, after, times, now)
  })
  await insertHistory(tx, points)
  const boundaries = changes.flatMap(({ variantId, after }) =>
    boundariesOf(after, now).map((at) => ({ variantId, at })),
  )
  if (!fresh || boundaries.length > 0) await replaceBoundaries(tx, ids, boundaries)
}

async function passBoundaries(tx: Tx, variantIds: readonly number[], at: Date): Promise<void> {
  const passed = byVariant(variantIds, await readBoundaries(tx, variantIds, at))
  const prices = byVariant(variantIds, await readPrices(tx, variantIds))
  const points = variantIds.flatMap((id) => {
    const own = prices.get(id) ?? []
    const times = (passed.get(id) ?? []).map((boundary) => boundary.at)
    return pricePoints(id, own, own, times, at)
  })
  await insertHistory(tx, points)
  await deleteBoundaries(tx, variantIds, at)
}

async function shownPrices(on: ReadHandle, variantIds: readonly number[], at: Date): Promise<ShownPrice[]> {
  const prices = byVariant(variantIds, await readPrices(on, variantIds))
  const shown = [...prices].flatMap(([variantId, own]) =>
    variantPricesAt(own, at).map((price) => ({ variantId, ...price })),
  )
  const reduced = shown.filter((price) => price.compareAtMinor !== null).map((price) => price.variantId)
  const history = reduced.length === 0 ? [] : await readHistory(on, [...new Set(reduced)])
  const lines = new Map<string, PricePoint[]>()
  for (const point of history) {
    const key = `${point.variantId} ${keyOf(point)}`
    const line = lines.get(key)
    if (line) line.push(point)
    else lines.set(key, [point])
  }
  const lineOf = (price: { variantId: number } & Parameters<typeof keyOf>[0]) =>
    lines.get(`${price.variantId} ${keyOf(price)}`) ?? []
  return shown.map((price) => {
    const wider = price.priceGroup === '' ? [] : lineOf({ ...price, priceGroup: '' })
    return { ...price, lowestBeforeMinor: lowestBefore(lineOf(price), wider, price, at) }
  })
}

function byVariant<T extends { readonly variantId: number }>(
  ids: readonly number[],
  rows: readonly T[],
): Map<number, T[]> {
  const groups = new Map<number, T[]>(ids.map((id) => [id, []]))
  for (const row of rows) groups.get(row.variantId)?.push(row)
  return groups
}
