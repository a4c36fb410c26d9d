import { isDeepStrictEqual } from 'node:util'
import { appendFacts, attempt, type Database, type Tx } from '../../db/index.js'
import { globalId } from '../../kernel/ids.js'
import { invalid, notFound, type Problem, versionConflict } from '../../kernel/problem.js'
import { ok, type Result, rejected } from '../../kernel/result.js'
import type { CartDependencies } from './dependencies.js'
import type { Cart, CartHolder, CartWarning } from './records.js'
import type { Market, SeeMarket } from './rules/market.js'
import { ofLinesThere } from './rules/staff-discounts.js'
import { type CartHead, lockCart, touchCart, updateCart } from './store/carts.js'
import { readLines, writeLines } from './store/lines.js'

const dayMs = 24 * 60 * 60_000
/** Since its last change. */
const openForMs = 30 * dayMs

export const endOf = ({ steadyClock }: CartDependencies): Date =>
  new Date(steadyClock.now().getTime() + openForMs)

/** What a call made of a cart. Only what JSON holds. */
export interface CartChanged {
  readonly cartId: string
  /** What it changed beyond what was asked. */
  readonly warnings: readonly CartWarning[]
}

/** The same, with the cart as it is from there on where this very call has changed it: nobody has to read it again. */
export interface CartMade extends CartChanged {
  readonly made: { readonly cart: Cart; readonly market: Market | null } | null
}
/** A full cart takes a while to be read, priced and written: longer where many codes are tried. */
const patience = { maxHoldMs: 500 }

export const writeCart = <T>(db: Database, job: (tx: Tx) => Promise<T>): Promise<T> => db.write(job, patience)

/** The same, of a job that keeps nothing when it answers a rejection. */
export const attemptOnCart = <T>(
  db: Database,
  job: (tx: Tx) => Promise<Result<T, Problem>>,
): Promise<Result<T, Problem>> => attempt(db, job, patience)

interface Call {
  /** The mutation, to which an idempotency key belongs. */
  readonly operation: string
  readonly input: {
    readonly cartId: string
    readonly expectedVersion?: number | null | undefined
    readonly idempotencyKey?: string | null | undefined
  }
}

/**
 * Makes of an open cart what `decide` answers. Others who change it wait for the end of that, so nothing is lost. A cart
 * that the holder may not open is as if it were not there.
 */
export async function changeCart(
  dependencies: CartDependencies,
  holder: CartHolder,
  { operation, input }: Call,
  decide: (tx: Tx, cart: Cart, see: SeeMarket) => Promise<Result<Cart, Problem>>,
): Promise<Result<CartMade, Problem>> {
  const known: { made: CartMade['made'] } = { made: null }
  const changed = await attemptOnCart(dependencies.db, async (tx): Promise<Result<CartChanged, Problem>> => {
    // The job may be done again.
    known.made = null
    const seen: { market: Market | null } = { market: null }
    const { cartId: id, expectedVersion, idempotencyKey } = input
    const head = await lockCart(tx, holder, id)
    if (!head) return rejected([unknownCart(id)])
    const call = {
      actor: { name: `cart:${id}`, requestId: holder.requestId },
      ...{ operation, key: idempotencyKey ?? null, input },
    }
    return dependencies.idempotency.once(tx, call, async () => {
      if (head.status !== 'OPEN') return rejected([notOpen(head)])
      if (expectedVersion != null && expectedVersion !== head.version)
        return rejected([versionConflict(head.version)])
      const before = { ...head, lines: await readLines(tx, id) }
      const decided = await decide(tx, before, (market) => {
        seen.market = market
      })
      if (!decided.ok) return decided
      const cart = await storeChange(tx, dependencies, before, decided.value)
      known.made = { cart, market: seen.market }
      return ok({ cartId: id, warnings: addedWarnings(before, decided.value) })
    })
  })
  return changed.ok ? ok({ ...changed.value, made: known.made }) : changed
}

export function addedWarnings(before: Cart, after: Cart): readonly CartWarning[] {
  const known = new Set(before.warnings)
  return after.warnings.filter((warning) => !known.has(warning))
}

/** Gives the cart its next version, unless nothing is different; answers it as it is then. */
export async function storeChange(
  tx: Tx,
  dependencies: CartDependencies,
  before: Cart,
  decided: Cart & { readonly tokenHash?: string | null },
): Promise<Cart> {
  const after = { ...decided, staffDiscounts: ofLinesThere(decided) }
  if (isDeepStrictEqual(before, after)) return before
  const { lines, id, ...content } = after
  const now = dependencies.clock.now()
  const next = { version: before.version + 1, expiresAt: endOf(dependencies), updatedAt: now }
  await writeLines(tx, id, before.lines, lines)
  const isOfLines = isDeepStrictEqual({ ...before, lines }, after)
  await (isOfLines ? touchCart(tx, { id, ...next }) : updateCart(tx, id, { ...content, ...next }))
  await tellChanged(tx, id, now)
  return { ...after, ...next }
}

export const tellChanged = (tx: Tx, id: string, at: Date): Promise<void> =>
  appendFacts(tx, [{ kind: 'cart.changed', aggregate: `cart:${id}`, body: { cartId: id } }], at)

const unknownCart = (id: string): Problem =>
  notFound(['cartId'], globalId('Cart', id), 'There is no such cart, or it is not yours.')

export const notOpen = ({ status }: CartHead): Problem =>
  invalid('CART_NOT_OPEN', ['cartId'], `The cart is ${status}; it cannot be changed any more.`)
