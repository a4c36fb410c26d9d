import { eachDue, type ReadHandle, type Tx } from '../../db/index.js'
import type { Problem } from '../../kernel/problem.js'
import type { Result } from '../../kernel/result.js'
import type { Actor } from '../audit/index.js'
import { type CartChanged, type CartMade, tellChanged } from './change-cart.js'
import { acknowledge, updateCheckout, updateContext } from './change-checkout.js'
import { updateCodes } from './change-codes.js'
import { addLines, updateLines } from './change-lines.js'
import { type CartCreated, createCart } from './create-cart.js'
import type { CartDependencies } from './dependencies.js'
import { releaseHold } from './hold-lines.js'
import { type CartsMerged, takeCart } from './merge-carts.js'
import { type OrderedCarts, orderedCarts } from './order-cart.js'
import type {
  Cart,
  CartCodesUpdateInput,
  CartContextUpdateInput,
  CartCreateInput,
  CartCustomerSetInput,
  CartHolder,
  CartLinesAddInput,
  CartLinesUpdateInput,
  CartMerge,
  CartPlace,
  CartStaffDiscountsSetInput,
  CartVersionInput,
  CheckoutUpdateInput,
} from './records.js'
import type { Market } from './rules/market.js'
import { setCustomer } from './set-customer.js'
import { setStaffDiscounts } from './set-staff-discounts.js'
import { type ShownCart, showCart } from './show-cart.js'
import {
  type CartHead,
  deleteCartsOf,
  deleteEnded,
  expireCart,
  findCart,
  findCartById,
  findCartByToken,
  findOpenCart,
  readEnded,
  selectCartsOf,
} from './store/carts.js'
import { deleteLinesOf, readLines } from './store/lines.js'

type Changing<Input> = (holder: CartHolder, input: Input) => Promise<Result<CartMade, Problem>>

/**
 * What shoppers mean to buy. A holder gets at the cart of a token and at a customer's own; any other is as if it were not
 * there. Every change is of the whole cart at once, waits for those before it, and is told by a fact `cart.changed`.
 */
export interface Carts {
  find(holder: CartHolder, id: string, on?: ReadHandle): Promise<Cart | null>
  /** Whoever holds it: for staff. */
  byId(id: string, on?: ReadHandle): Promise<Cart | null>
  /** The customer's open cart in the channel that was changed last, else the one of the token. */
  current(holder: CartHolder, channelId: number, on?: ReadHandle): Promise<Cart | null>
  /** With its price, and all that is in the way of an order, in the market of now unless one is given. */
  show(cart: Cart, on?: ReadHandle, market?: Market | null): Promise<ShownCart>
  create(holder: CartHolder, place: CartPlace, input: CartCreateInput): Promise<Result<CartCreated, Problem>>
  readonly addLines: Changing<CartLinesAddInput>
  readonly updateLines: Changing<CartLinesUpdateInput>
  readonly updateCodes: Changing<CartCodesUpdateInput>
  readonly updateContext: Changing<CartContextUpdateInput>
  readonly updateCheckout: Changing<CheckoutUpdateInput>
  /** By staff, whoever holds the cart. It opens nothing. */
  setCustomer(actor: Actor, input: CartCustomerSetInput): Promise<Result<CartChanged, Problem>>
  setStaffDiscounts(actor: Actor, input: CartStaffDiscountsSetInput): Promise<Result<CartChanged, Problem>>
  readonly acknowledge: Changing<CartVersionInput>
  /** Gives a customer who has just signed in the cart that the token opens. */
  take(
    holder: CartHolder & { readonly customerId: string },
    channelId: number,
    how: CartMerge,
  ): Promise<CartsMerged>
  /** What becomes of a cart as its order does. */
  readonly ordered: OrderedCarts
  /** Ends open carts that nobody has changed for too long; answers how many. */
  expireDue(at: Date, isStopped: () => boolean): Promise<number>
  /** Gives back what a cart holds, in this job: its order reserves the same units in the same job. */
  releaseHold(tx: Tx, cartId: string): Promise<void>
  /** Forgets carts that had expired or were merged by then. */
  forget(before: Date): Promise<void>
  /** All carts of a customer, the oldest first. */
  ofCustomer(on: ReadHandle, customerId: string): Promise<readonly Cart[]>
  eraseCustomer(tx: Tx, customerId: string): Promise<void>
}

export function createCarts(dependencies: CartDependencies): Carts {
  const { db } = dependencies
  const withLines = async (on: ReadHandle, head: CartHead | null): Promise<Cart | null> =>
    head && { ...head, lines: await readLines(on, head.id) }
  return {
    find: async (holder, id, on = db.read) => withLines(on, await findCart(on, holder, id)),
    byId: async (id, on = db.read) => withLines(on, await findCartById(on, id)),
    async current({ token, customerId }, channelId, on = db.read) {
      const own = customerId === null ? null : await findOpenCart(on, customerId, channelId)
      return withLines(on, own ?? (token === null ? null : await findCartByToken(on, token)))
    },
    show: (cart, on = db.read, market = null) => showCart(dependencies, on, cart, market),
    create: (holder, place, input) => createCart(dependencies, holder, place, input),
    addLines: (holder, input) => addLines(dependencies, holder, input),
    updateLines: (holder, input) => updateLines(dependencies, holder, input),
    updateCodes: (holder, input) => updateCodes(dependencies, holder, input),
    updateContext: (holder, input) => updateContext(dependencies, holder, input),
    updateCheckout: (holder, input) => updateCheckout(dependencies, holder, input),
    acknowledge: (holder, input) => acknowledge(dependencies, holder, input),
    setCustomer: (actor, input) => setCustomer(dependencies, actor, input),
    setStaffDiscounts: (actor, input) => setStaffDiscounts(dependencies, actor, input),
    take: (holder, channelId, how) => takeCart(dependencies, holder, channelId, how),
    ordered: orderedCarts(dependencies),
    expireDue: (at, isStopped) => expireDue(dependencies, at, isStopped),
    releaseHold: (tx, cartId) => releaseHold(tx, dependencies, cartId),
    async forget(before) {
      while (await db.write((tx) => deleteEnded(tx, before)));
    },
    async ofCustomer(on, customerId) {
      const carts: Cart[] = []
      for (const head of await selectCartsOf(on, customerId))
        carts.push({ ...head, lines: await readLines(on, head.id) })
      return carts
    },
    async eraseCustomer(tx, customerId) {
      const ids = (await selectCartsOf(tx, customerId)).map(({ id }) => id)
      for (const id of ids) await releaseHold(tx, dependencies, id)
      await deleteLinesOf(tx, ids)
      await deleteCartsOf(tx, customerId)
    },
  }
}

const expireDue = (dependencies: CartDependencies, at: Date, isStopped: () => boolean): Promise<number> =>
  eachDue({
    read: (limit) => readEnded(dependencies.db.read, at, limit),
    run: (id) =>
      dependencies.db.write(async (tx) => {
        if (!(await expireCart(tx, id, at))) return false
        await releaseHold(tx, dependencies, id)
        await tellChanged(tx, id, dependencies.clock.now())
        return true
      }),
    isStopped,
  })
