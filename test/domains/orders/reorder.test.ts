import { beforeEach, describe, expect, test } from 'vitest'
import { contentOf, guest, newCart, placeIn } from '../../support/carts.js'
import { refusedBy } from '../../support/customers.js'
import { type OrderShop, openOrderShop, placed, readyCart, stockedVariant } from '../../support/orders.js'
import { must, vessel } from '../../support/shop.js'

let shop: OrderShop
let flask: number
let retort: number
beforeEach(async () => {
  shop = await openOrderShop()
  flask = await stockedVariant(shop, 'flask', 4)
  retort = await stockedVariant(shop, 'retort', 9)
})

async function ordered() {
  const lines = [
    { variantId: flask, quantity: 3 },
    { variantId: retort, quantity: 1, attributes: [{ key: 'engraving', value: 'A' }] },
  ]
  const cart = await readyCart(shop, lines)
  return placed(shop, cart)
}
const again = async (token: string | null, cartId: string | null = null, holder = guest()) =>
  shop.orders.reorder(holder, await placeIn(shop), { by: { token }, cartId })

describe('an order that is bought again', () => {
  test('is a new cart of what can still be had, and tells what cannot', async () => {
    await must(shop.channels.save(shop.actor, { slug: 'eu', quantityDisplayCap: 10 }))
    const { orderToken } = await ordered()
    const { cartId, token, left } = await must(again(orderToken))
    const cart = await shop.carts.find(guest(token), cartId)
    expect(cart && contentOf(cart)).toEqual([
      [flask, 1],
      [retort, 1],
    ])
    expect(cart?.lines[1]?.attributes).toEqual([{ key: 'engraving', value: 'A' }])
    expect(left).toMatchObject([{ line: { sku: 'flask' }, problem: { code: 'INSUFFICIENT_STOCK' } }])
  })

  test('goes into a cart that there is, on top of what is in it', async () => {
    const { orderToken } = await ordered()
    await shop.saved(vessel('flask', { status: 'ARCHIVED' }))
    const { id, holder } = await newCart(shop, [{ variantId: retort, quantity: 2 }])
    const { token, left } = await must(again(orderToken, id, holder))
    const cart = await shop.carts.find(holder, id)
    expect([token, cart?.lines.map(({ quantity }) => quantity)]).toEqual([null, [2, 1]])
    expect(left.map(({ line, problem }) => `${line.sku} ${problem.code}`)).toEqual(['flask NOT_PURCHASABLE'])
  })

  test('makes no cart of nothing, and opens nothing to strangers', async () => {
    const { orderToken } = await ordered()
    for (const sku of ['flask', 'retort']) await shop.saved(vessel(sku, { status: 'ARCHIVED' }))
    expect(refusedBy(await again(orderToken))).toEqual(['NOT_PURCHASABLE by', 'NOT_PURCHASABLE by'])
    expect(refusedBy(await again('ato_nothing'))).toEqual(['NOT_FOUND by'])
    const { id } = await newCart(shop)
    expect(refusedBy(await again(orderToken, id))).toEqual(['NOT_FOUND cartId'])
  })
})
