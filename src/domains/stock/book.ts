import { appendFacts, type NewFact, type Tx, together } from '../../db/index.js'
import { isLow } from './rules/availability.js'
import { crossingOf } from './rules/crossings.js'
import { raiseVersions } from './store/items.js'
import { type Counted, changeLevels, type LevelChange } from './store/levels.js'
import { insertMovements } from './store/movements.js'
import type { Crossing, MovementKind, VariantStock } from './types.js'

/** One line of the ledger to be, with what must hold for it. */
export interface Move {
  readonly kind: MovementKind
  readonly variantId: number
  readonly locationId: number
  readonly quantity?: number
  readonly reserved?: number
  readonly received?: number
  readonly needsFree?: number
  readonly needsUnreserved?: number
  readonly expected?: number
  /** Whether it may leave units reserved that are not there. */
  readonly mayBeShort: boolean
  readonly reference?: string | null
}

/** What all moves of one change have in common. */
export interface Booking {
  readonly actor: string
  readonly now: Date
  readonly reason?: string | null
  readonly reference?: string | null
  readonly idempotencyKey?: string | null
}

export type Booked =
  | { readonly ok: true; readonly stocks: readonly VariantStock[] }
  /** The moves that cannot be: nothing may be kept of the job. */
  | { readonly ok: false; readonly refused: readonly Move[] }

/**
 * Changes levels, writes the ledger and tells of it, all in this job. `stocks` are the variants' own, taken before in the
 * same job by `takeStock`, and `before` is what they were before the job; they are answered as they are afterwards.
 */
export async function book(
  tx: Tx,
  stocks: readonly VariantStock[],
  moves: readonly Move[],
  booking: Booking,
  before: readonly VariantStock[] = stocks,
): Promise<Booked> {
  if (moves.length === 0) return { ok: true, stocks: [] }
  const { now, ...common } = booking
  const changes = mergedChanges(moves)
  const counted = await changeLevels(tx, changes, now)
  if (counted.length < changes.length) return { ok: false, refused: refusedOf(moves, counted) }
  const movements = moves.map(({ kind, variantId, locationId, quantity = 0, reserved = 0, reference }) => ({
    ...{ kind, variantId, locationId, quantity, reserved, at: now },
    ...{ actor: common.actor, reason: common.reason ?? null, idempotencyKey: common.idempotencyKey ?? null },
    reference: reference ?? common.reference ?? null,
  }))
  const [, told] = await together(
    insertMovements(tx, movements),
    tellChange(tx, before, withCounts(stocks, counted), now),
  )
  return { ok: true, stocks: told }
}

/** Gives variants that have changed their next version, and tells of it. Answers them with that. */
export async function tellChange(
  tx: Tx,
  before: readonly VariantStock[],
  changed: readonly VariantStock[],
  now: Date,
): Promise<VariantStock[]> {
  const after = changed.map((stock) => ({ ...stock, version: stock.version + 1, isLow: isLow(stock) }))
  if (after.length === 0) return []
  const known = new Map(before.map((stock) => [stock.variantId, stock]))
  const crossings = after.flatMap((stock) => crossingOf(known.get(stock.variantId), stock) ?? [])
  const facts = [changedFact(after), ...availabilityFacts(crossings)]
  await together(raiseVersions(tx, after, now), appendFacts(tx, facts, now))
  return after
}

const changedFact = (stocks: readonly VariantStock[]): NewFact => ({
  kind: 'stock.changed',
  aggregate: 'stock',
  body: {
    variantIds: stocks.map((stock) => stock.variantId),
    productIds: [...new Set(stocks.map((stock) => stock.productId))],
  },
})

/** Whoever reacts works on the products of one fact in one job. */
const mostProducts = 20
const mostVariants = 100

function availabilityFacts(crossings: readonly Crossing[]): NewFact[] {
  const bodies: { readonly productIds: number[]; readonly crossings: Crossing[] }[] = []
  for (const crossing of crossings.toSorted((a, b) => a.productId - b.productId)) {
    const { productId } = crossing
    const last = bodies.at(-1)
    const fits =
      last &&
      last.crossings.length < mostVariants &&
      (last.productIds.length < mostProducts || last.productIds.at(-1) === productId)
    const body = fits ? last : { productIds: [], crossings: [] }
    if (!fits) bodies.push(body)
    if (body.productIds.at(-1) !== productId) body.productIds.push(productId)
    body.crossings.push(crossing)
  }
  return bodies.map((body) => ({
    ...{ kind: 'stock.availabilityChanged', aggregate: `product:${body.productIds[0]}`, body },
  }))
}

const keyOf = (variantId: number, locationId: number) => `${variantId} ${locationId}`

/** One change for each level: what is done to one at once is the sum of its moves, and so is what that needs. */
function mergedChanges(moves: readonly Move[]): LevelChange[] {
  const merged = new Map<string, LevelChange>()
  for (const move of moves) {
    const key = keyOf(move.variantId, move.locationId)
    merged.set(key, sumOf(merged.get(key), move))
  }
  return [...merged.values()]
}

const sumOf = (known: LevelChange | undefined, move: Move): LevelChange => ({
  variantId: move.variantId,
  locationId: move.locationId,
  onHand: (known?.onHand ?? 0) + (move.quantity ?? 0),
  reserved: (known?.reserved ?? 0) + (move.reserved ?? 0),
  received: (known?.received ?? 0) + (move.received ?? 0),
  needsFree: sumOfNeeds(known?.needsFree, move.needsFree),
  needsUnreserved: sumOfNeeds(known?.needsUnreserved, move.needsUnreserved),
  expected: move.expected ?? known?.expected ?? null,
  mayBeShort: known?.mayBeShort === 1 || move.mayBeShort ? 1 : 0,
})

const sumOfNeeds = (known: number | null | undefined, more: number | undefined): number | null =>
  known == null && more === undefined ? null : (known ?? 0) + (more ?? 0)

function refusedOf(moves: readonly Move[], counted: readonly Counted[]): Move[] {
  const done = new Set(counted.map((row) => keyOf(row.variant_id, row.location_id)))
  return moves.filter((move) => !done.has(keyOf(move.variantId, move.locationId)))
}

/** Only the variants of which a level was counted anew. */
function withCounts(stocks: readonly VariantStock[], counted: readonly Counted[]): VariantStock[] {
  const counts = new Map(counted.map((row) => [keyOf(row.variant_id, row.location_id), row]))
  return stocks
    .filter((stock) => counted.some((row) => row.variant_id === stock.variantId))
    .map((stock) => ({
      ...stock,
      levels: stock.levels.map((level) => {
        const row = counts.get(keyOf(level.variantId, level.locationId))
        if (!row) return level
        const { on_hand: onHand, reserved, short, incoming } = row
        return { ...level, onHand, reserved, short, incoming }
      }),
    }))
}
