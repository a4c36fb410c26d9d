import { attempt, type Tx } from '../../db/index.js'
import { insufficientStock, type Problem, quantityChanged } from '../../kernel/problem.js'
import { ok, type Result, rejected } from '../../kernel/result.js'
import type { Actor, AuditRecord } from '../audit/index.js'
import { type Booking, book, type Move } from './book.js'
import type { StockDependencies } from './dependencies.js'
import type { NamedVariant } from './named.js'
import { overflow } from './rules/inputs.js'
import { takeStock, takeTracked } from './store/items.js'
import { insertMissingLevels } from './store/levels.js'
import type { StockLevel, VariantStock } from './types.js'

/** What a change of stock has come to: only what JSON holds, since it is kept with its idempotency key. */
export interface StockChange {
  /** The levels that were named, as they are now, in the order in which they were. */
  readonly levels: readonly ChangedLevel[]
}
export interface ChangedLevel {
  readonly variantId: number
  readonly locationId: number
}

export interface Place {
  readonly variant: NamedVariant
  readonly locationId: number
}

interface Input {
  readonly idempotencyKey?: string | null
  readonly reason?: string | null
  readonly reference?: string | null
}

/** A bulk change writes a few rows for each of 500 items. */
const bulkMs = 1_000

/** Runs a change of stock by staff: once for its idempotency key, all or nothing, with the audit of what it changed. */
export const changeStock = (
  dependencies: StockDependencies,
  actor: Actor,
  operation: string,
  input: Input & object,
  job: (tx: Tx, change: Change) => Promise<Result<StockChange, Problem>>,
): Promise<Result<StockChange, Problem>> => {
  const { db, clock, idempotency } = dependencies
  const { idempotencyKey: key = null, ...asked } = input
  return attempt(
    db,
    (tx) => {
      const booking = { ...asked, idempotencyKey: key, actor: actor.name, now: clock.now() }
      const change = new Change(tx, dependencies, actor, operation, booking)
      return idempotency.once(tx, { actor, operation, key, input: asked }, () => job(tx, change))
    },
    { maxHoldMs: bulkMs },
  )
}

/** One change of stock under way. */
export class Change {
  private before: readonly VariantStock[] = []
  private stocks: readonly VariantStock[] = []
  private grown: ReadonlySet<number> = new Set()

  constructor(
    private readonly tx: Tx,
    private readonly dependencies: StockDependencies,
    private readonly actor: Actor,
    private readonly operation: string,
    readonly booking: Booking,
  ) {}

  /** Takes the stock of these places: tracked, and with a level of zero where there was none. */
  async take(places: readonly Place[]): Promise<void> {
    const { tx } = this
    const { now } = this.booking
    const variants = [...new Map(places.map(({ variant }) => [variant.id, variant])).values()]
    const sorted = variants.sort((a, b) => a.id - b.id)
    const ids = sorted.map((variant) => variant.id)
    const found = await takeTracked(tx, sorted, now)
    const missing = places.filter(({ variant, locationId }) => !levelOf(found, variant.id, locationId))
    const rows = missing.map(({ variant, locationId }) => ({ variantId: variant.id, locationId }))
    await insertMissingLevels(tx, rows, now)
    this.before = found.map(asBefore)
    this.grown = new Set(missing.map(({ variant }) => variant.id))
    this.stocks = missing.length > 0 ? await takeStock(tx, ids) : found
  }

  /** What was taken, as it was before this job. */
  get original(): readonly VariantStock[] {
    return this.before
  }

  /** Those of the variants that were not tracked before, or have a level more. */
  get variantsWithMore(): ReadonlySet<number> {
    return this.grown
  }

  /** What was taken, as it is by now. */
  get taken(): readonly VariantStock[] {
    return this.stocks
  }

  /** Puts what has been changed into the place of what was taken. */
  replace(changed: readonly VariantStock[]): void {
    const byId = new Map(changed.map((stock) => [stock.variantId, stock]))
    this.stocks = this.stocks.map((stock) => byId.get(stock.variantId) ?? stock)
  }

  level(variantId: number, locationId: number): StockLevel {
    const level = levelOf(this.stocks, variantId, locationId)
    if (!level) throw new Error(`The level of variant ${variantId} at location ${locationId} was not taken`)
    return level
  }

  /** Books the moves and writes the audit. `problemsOf` says why a move that was refused cannot be. */
  async book(
    moves: readonly Move[],
    problemOf: (move: Move, level: StockLevel) => Problem,
  ): Promise<Result<readonly VariantStock[], Problem>> {
    const booked = await book(this.tx, this.stocks, moves, this.booking, this.before)
    if (!booked.ok)
      return rejected(
        booked.refused.map((move) => problemOf(move, this.level(move.variantId, move.locationId))),
      )
    this.replace(booked.stocks)
    await this.audit(booked.stocks)
    return ok(booked.stocks)
  }

  /** One entry for each variant: its levels before and afterwards. */
  audit(after: readonly VariantStock[], before = this.before): Promise<void> {
    const { actor, operation: action } = this
    const records = after.map(
      (stock): AuditRecord => ({
        ...{ actor, action, entity: 'ProductVariant', entityId: String(stock.variantId) },
        before: snapshot(before.find((one) => one.variantId === stock.variantId)),
        after: snapshot(stock),
      }),
    )
    return this.dependencies.audit.appendAll(this.tx, records)
  }
}

/** One that this job has made tracked was not before: nobody has given it a version yet. */
export const asBefore = (stock: VariantStock): VariantStock =>
  stock.version === 0 ? { ...stock, policy: 'UNTRACKED' } : stock

const levelOf = (stocks: readonly VariantStock[], variantId: number, locationId: number) =>
  stocks
    .find((stock) => stock.variantId === variantId)
    ?.levels.find((level) => level.locationId === locationId)

function snapshot(stock: VariantStock | undefined) {
  if (!stock) return null
  const { policy, promiseLimit, preorderUntil, lowStockThreshold, reserveInCartMinutes } = stock
  const levels = stock.levels.map(({ locationId, onHand, reserved, safetyStock, incoming, incomingAt }) => ({
    ...{ locationId, onHand, reserved, safetyStock, incoming, incomingAt },
  }))
  return { policy, promiseLimit, preorderUntil, lowStockThreshold, reserveInCartMinutes, levels }
}

/** Why a level did not take a move: another quantity than was seen, too few units, or too many. */
export function refusal(field: readonly string[], move: Move, level: StockLevel): Problem {
  const { quantity = 0, expected, needsUnreserved } = move
  if (expected !== undefined && expected !== level.onHand)
    return quantityChanged([...field.slice(0, -1), 'expectedQuantity'], level.onHand)
  if (quantity > 0) return overflow(field, level.onHand, quantity)
  const available = Math.max(0, level.onHand - (needsUnreserved === undefined ? 0 : level.reserved))
  return insufficientStock(field, level.variantId, -quantity, available)
}
