import type { CartHolder, Cart as CartSource, Carts, Market } from '../../domains/cart/index.js'
import type { Channels } from '../../domains/channels/index.js'
import { parseGlobalId, uuidOf } from '../../kernel/ids.js'
import type { Cart, CartLine } from '../../schema/cart/cart.js'
import type { RequestContext } from '../context.js'
import { presentCart } from './present.js'

/** What the request opens carts with. Its answer is nobody else's then. */
export function holderOf(context: RequestContext): CartHolder {
  const { viewer, cartToken: token, requestId } = context
  const customerId = viewer.kind === 'customer' ? viewer.customerId : null
  return { token, customerId, requestId, ...(viewer.kind === 'staff' && { staff: context.actor.name }) }
}

export interface CartServices {
  readonly carts: Carts
  readonly channels: Channels
}

/**
 * The cart with its prices, as the API shows it. Whose it is is told to that customer alone: others may have its token.
 */
export async function shownCart(
  { carts }: CartServices,
  context: RequestContext,
  cart: CartSource | null,
  customerId: string | null = holderOf(context).customerId,
  market: Market | null = null,
): Promise<Cart | null> {
  if (!cart) return null
  const source = await carts.show(cart, context.handle, market)
  const shown = presentCart(source, [source.channel])
  return Object.assign(shown, { customerId: cart.customerId === customerId ? customerId : null })
}

/** The cart with this id, if the viewer may open it. Anybody else's is as if it were not there. */
export async function ownCart(
  services: CartServices,
  context: RequestContext,
  id: string,
): Promise<Cart | null> {
  const holder = holderOf(context)
  const key = uuidOf('Cart', id)
  if (key === null) return null
  return shownCart(services, context, await services.carts.find(holder, key, context.handle))
}

/** The cart or the line of a cart with this id, if the viewer may open it. */
export async function ownCartNode(
  services: CartServices,
  context: RequestContext,
  id: string,
): Promise<Cart | CartLine | null> {
  if (parseGlobalId(id)?.type === 'Cart') return ownCart(services, context, id)
  const current = await services.carts.current(holderOf(context), context.audience.channel.id, context.handle)
  const cart = await shownCart(services, context, current)
  return cart?.lines.find((line) => line.id === id) ?? null
}
