import type { Tx } from '../../db/index.js'
import { endOf, tellChanged } from './change-cart.js'
import type { CartDependencies } from './dependencies.js'
import type { Cart, CartHolder } from './records.js'
import { lockCart, lockCartById, opensByToken, updateCart } from './store/carts.js'
import { readLines } from './store/lines.js'

/** A cart that is about to be an order. */
export interface LockedCart {
  readonly cart: Cart
  /** Whether the token opens it, whoever else may. */
  readonly isOpenedByToken: boolean
}

/** What orders do to the carts that they are made of, each in the transaction of the order. */
export interface OrderedCarts {
  /** Keeps others from changing the cart until the job ends; null where the holder may not open it. */
  lock(tx: Tx, holder: CartHolder, id: string): Promise<LockedCart | null>
  /** It is an order from here on. */
  close(tx: Tx, cart: Pick<Cart, 'id' | 'version'>): Promise<void>
  /** It can be changed and ordered again. Answers its version; null where it was not an order. */
  reopen(tx: Tx, id: string): Promise<number | null>
  /** It is the order again that it was, unless it was changed since it had this version. Others wait until the job ends. */
  closeAgain(tx: Tx, id: string, version: number): Promise<void>
}

export function orderedCarts(dependencies: CartDependencies): OrderedCarts {
  const { clock } = dependencies
  const change = async (tx: Tx, id: string, to: Parameters<typeof updateCart>[2]) => {
    const updatedAt = clock.now()
    await updateCart(tx, id, { ...to, updatedAt })
    await tellChanged(tx, id, updatedAt)
  }
  const close = (tx: Tx, { id, version }: Pick<Cart, 'id' | 'version'>) =>
    change(tx, id, { status: 'ORDERED', version: version + 1 })
  return {
    async lock(tx, holder, id) {
      const head = await lockCart(tx, holder, id)
      if (!head) return null
      const isOpenedByToken = await opensByToken(tx, holder, id)
      return { cart: { ...head, lines: await readLines(tx, id) }, isOpenedByToken }
    },
    close,
    async reopen(tx, id) {
      const head = await lockCartById(tx, id)
      if (head?.status !== 'ORDERED') return null
      const version = head.version + 1
      await change(tx, id, { status: 'OPEN', version, expiresAt: endOf(dependencies) })
      return version
    },
    async closeAgain(tx, id, version) {
      const head = await lockCartById(tx, id)
      if (head?.status === 'OPEN' && head.version === version) await close(tx, head)
    },
  }
}
