import type { Tx } from '../../db/index.js'
import type { CartDependencies } from './dependencies.js'
import { marketOf } from './market-of.js'
import type { Cart, CartLine } from './records.js'
import { priceIn } from './rules/market.js'
import { agreedAfter } from './rules/warnings.js'

/** The lines of a cart once it is this customer's: that they have prices of their own then is no news. */
export async function linesForCustomer(
  tx: Tx,
  dependencies: CartDependencies,
  before: Cart,
  customerId: string,
): Promise<readonly CartLine[]> {
  const ids = before.lines.map(({ variantId }) => variantId)
  const was = await marketOf(dependencies, tx, before, ids)
  const is = await marketOf(dependencies, tx, { ...before, customerId }, ids)
  return before.lines.map((line) => {
    const [from, to] = [was, is].map((market) => priceIn(market, line.variantId, line.quantity))
    return { ...line, agreedMinor: agreedAfter(line, from ?? null, to ?? null) }
  })
}
