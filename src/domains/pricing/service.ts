import { isDeepStrictEqual } from 'node:util'
import type { ReadHandle, Tx } from '../../db/index.js'
import type { Clock } from '../../kernel/clock.js'
import type { FieldPath, Problem } from '../../kernel/problem.js'
import { type PricedChannel, priceStates } from './rules/prices.js'
import { readPrices, replacePrices } from './store.js'
import type { Price, PriceInput, PriceState } from './types.js'

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

export interface Pricing {
  /** Checks a variant's prices: known channels, currencies they sell in, amounts in range. All problems at once. */
  check(
    field: FieldPath,
    inputs: readonly PriceInput[],
    channels: readonly PricedChannel[],
  ): { prices: PriceState[]; problems: Problem[] }
  /** Where the prices differ from those that are stored. */
  changes(on: ReadHandle, sets: readonly PriceSet[]): Promise<PriceChange[]>
  /** Replaces the prices of each variant where they differ, and answers what changed. */
  replace(tx: Tx, sets: readonly PriceSet[]): Promise<PriceChange[]>
  prices(on: ReadHandle, variantIds: readonly number[]): Promise<readonly Price[]>
}

export function createPricing({ clock }: { readonly clock: Clock }): Pricing {
  return {
    check: priceStates,
    prices: readPrices,
    changes: changesOf,
    async replace(tx, sets) {
      const changes = await changesOf(tx, sets)
      const fresh = changes.every((change) => change.before.length === 0)
      const wanted = changes.map(({ variantId, after }) => ({ variantId, prices: after }))
      if (wanted.length > 0) await replacePrices(tx, wanted, fresh, clock.now())
      return changes
    },
  }
}

async function changesOf(on: ReadHandle, sets: readonly PriceSet[]): Promise<PriceChange[]> {
  const before = new Map<number, PriceState[]>(sets.map((set) => [set.variantId, []]))
  const stored = await readPrices(on, [...before.keys()])
  for (const price of stored) before.get(price.variantId)?.push(withoutVariant(price))
  return sets.flatMap(({ variantId, prices }) => {
    const known = before.get(variantId) ?? []
    return isDeepStrictEqual(known, prices) ? [] : [{ variantId, before: known, after: prices }]
  })
}

const withoutVariant = ({ variantId: _, ...state }: Price): PriceState => state
