import type { Cart, CartHolder, CartLineInput, ShownCart } from '../../src/domains/cart/index.js'
import { assert } from '../../src/kernel/assert.js'
import { goodPassword } from './customers.js'
import { must, type TestShop } from './shop.js'

export const guest = (token: string | null = null): CartHolder => ({
  ...{ token, customerId: null, requestId: 'req-1' },
})
export const signedIn = (customerId: string, token: string | null = null) => ({
  ...{ token, customerId, requestId: 'req-1' },
})

/** Where the carts of tests buy. */
export async function placeIn({ channels }: Pick<TestShop, 'channels'>, slug = 'eu') {
  const channel = (await channels.all()).find((one) => one.slug === slug)
  assert(channel, 'it is there')
  const [currency = '', country = ''] = [channel.currencies[0], channel.countries[0]]
  return { channelId: channel.id, currency, country, locale: 'en' }
}

export interface HeldCart {
  readonly id: string
  readonly holder: CartHolder
}

/** A new cart with what opens it. */
export async function newCart(
  shop: TestShop,
  lines: readonly CartLineInput[] = [],
  holder: CartHolder = guest(),
): Promise<HeldCart> {
  const { cartId, token } = await must(shop.carts.create(holder, await placeIn(shop), { lines }))
  return { id: cartId, holder: { ...holder, token } }
}

export async function cartOf({ carts }: Pick<TestShop, 'carts'>, { id, holder }: HeldCart): Promise<Cart> {
  const cart = await carts.find(holder, id)
  assert(cart, 'the holder may open it')
  return cart
}

export const shownOf = async (shop: TestShop, held: HeldCart): Promise<ShownCart> =>
  shop.carts.show(await cartOf(shop, held))

/** Quantities by variant, in the order of the lines. */
export const contentOf = ({ lines }: Pick<Cart, 'lines'>): [number, number][] =>
  lines.map(({ variantId, quantity }) => [variantId, quantity])

export async function newCustomer({ customers }: TestShop, email: string): Promise<string> {
  await must(customers.accounts.signUp({ email, password: goodPassword }, 'en'))
  const found = await customers.find({ email })
  assert(found, 'it has signed up')
  return found.id
}
