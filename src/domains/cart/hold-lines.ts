import type { Tx } from '../../db/index.js'
import { insufficientStock, type Problem } from '../../kernel/problem.js'
import { ok, type Result, rejected } from '../../kernel/result.js'
import type { CartDependencies } from './dependencies.js'
import { holdReference, marketOf } from './market-of.js'
import type { Cart } from './records.js'
import { heldLine, wantedHolds } from './rules/holds.js'
import type { Market, SeeMarket } from './rules/market.js'
import { clearHeldUntil } from './store/lines.js'

interface Deciding {
  readonly before: Cart
  /** The variants that the decision looks at. */
  readonly ids: readonly number[]
  /** A cart that goes up in it, with all that it holds: then nothing that is lacking is an obstacle. */
  readonly joined?: Cart
  readonly see?: SeeMarket
}

/**
 * Makes of a cart what is decided in the market as it is, and holds what is held in carts: all of what the call asks for, or
 * nothing is kept of it.
 */
export async function decideAndHold(
  tx: Tx,
  dependencies: CartDependencies,
  { before, ids, joined, see }: Deciding,
  decide: (market: Market) => Result<Cart, Problem>,
): Promise<Result<Cart, Problem>> {
  const others = joined ? [joined] : []
  const market = await marketOf(dependencies, tx, before, ids, others)
  const decided = decide(market)
  if (!decided.ok) return decided
  const after = decided.value
  const wanted = wantedHolds(before, after, market, dependencies.holdLimits, !joined)
  const mayHold = [before, ...others].some(({ lines }) => lines.some((line) => line.heldUntil !== null))
  if (wanted.length === 0 && !mayHold) {
    see?.(market)
    return decided
  }
  const held = await dependencies.stock.hold(tx, {
    reference: holdReference(before.id),
    alsoOf: others.map(({ id }) => holdReference(id)),
    ...{ channelId: before.channelId, lines: wanted },
  })
  if (held.ok) {
    const untilOf = (variantId: number) => held.held.get(variantId)?.expiresAt ?? null
    const lines = after.lines.map((line) => heldLine(line, untilOf(line.variantId), market))
    return ok({ ...after, lines })
  }
  // Somebody else was quicker while this waited: in the market as it is now, the decision names what is lacking.
  const again = decide(await marketOf(dependencies, tx, before, ids, others))
  if (!again.ok) return again
  return rejected(
    held.lacking.map(({ variantId, requested }) => insufficientStock(['lines'], variantId, requested, null)),
  )
}

/** Gives back whatever the cart holds. */
export async function releaseHold(tx: Tx, { stock }: CartDependencies, cartId: string): Promise<void> {
  await stock.hold(tx, { reference: holdReference(cartId), channelId: 0, lines: [] })
  await clearHeldUntil(tx, cartId)
}
