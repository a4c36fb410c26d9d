import { beforeAll, describe, expect, test } from 'vitest'
import { globalId } from '../../src/kernel/ids.js'
import { newCustomer } from '../support/carts.js'
import { goodPassword } from '../support/customers.js'
import { must, vessel } from '../support/shop.js'
import { type ShopApi, startTestShop } from '../support/shop-api.js'
import { lay, place, soldVariant } from '../support/stocked.js'

type Headers = Record<string, string>

const shown = `version currency locale totalQuantity lines { id quantity unitPrice { formatted } } warnings { code target }
  cost { total { amountMinor currency } } problems { code field }`
const payload = `... on CartPayload { cart { ${shown} } }
  ... on Rejection { errors { __typename code field ... on InsufficientStock { requested } } }`

let shop: ShopApi
let flask: string

beforeAll(async () => {
  shop = await startTestShop()
  await must(shop.stock.saveLocation(shop.actor, place('vault')))
  flask = globalId('ProductVariant', await soldVariant(shop, 'flask'))
})

async function newCart(lines: object[] = []): Promise<{ id: string; opening: Headers }> {
  const query = `mutation ($input: CartCreateInput!) { cartCreate(input: $input) {
    ... on CartCreatePayload { token cart { id } } } }`
  const { cartCreate } = await shop.ask(query, { input: { lines } })
  return { id: cartCreate.cart.id, opening: { 'athanor-cart': cartCreate.token } }
}
const change = async (name: string, type: string, input: object, headers: Headers) => {
  const query = `mutation ($input: ${type}!) { ${name}(input: $input) { ${payload} } }`
  return (await shop.ask(query, { input }, headers))[name]
}
const add = (cartId: string, variantId: string, quantity: number, headers: Headers) =>
  change('cartLinesAdd', 'CartLinesAddInput', { cartId, lines: [{ variantId, quantity }] }, headers)
const read = async (headers: Headers) => (await shop.ask(`{ cart { ${shown} } }`, {}, headers)).cart

describe('on the first day', () => {
  test('two tabs add to one cart at once, and both have added', async () => {
    const { id, opening } = await newCart([{ variantId: flask, quantity: 1 }])
    const tabs = await Promise.all([add(id, flask, 2, opening), add(id, flask, 3, opening)])
    expect(tabs.map(({ cart }) => cart.version).toSorted()).toEqual([2, 3])
    expect(await read(opening)).toMatchObject({ version: 3, totalQuantity: 6 })
  })

  test('who signs in with more than there is left keeps what there is, and is told', async () => {
    const scarce = globalId('ProductVariant', await soldVariant(shop, 'scarce'))
    await lay(shop, 'scarce', 'vault', 4)
    await newCustomer(shop, 'ada@example.com')
    const signIn = async (headers: Headers) => {
      const query = `mutation ($input: CustomerSignInInput!) { customerSignIn(input: $input) { ... on SignInPayload {
        session { accessToken } mergedFrom warnings { code ... on QuantityLowered { requested quantity } } cart { ${shown} } } } }`
      const input = { email: 'ada@example.com', password: goodPassword }
      return (await shop.ask(query, { input }, headers)).customerSignIn
    }
    await signIn((await newCart([{ variantId: scarce, quantity: 3 }])).opening)
    const guest = await newCart([
      { variantId: scarce, quantity: 3 },
      { variantId: flask, quantity: 1 },
    ])
    const { session, mergedFrom, warnings, cart } = await signIn(guest.opening)
    expect(mergedFrom).toBe(guest.id)
    expect(warnings).toEqual([
      { code: 'LINES_MERGED' },
      { code: 'QUANTITY_LOWERED', requested: 6, quantity: 4 },
    ])
    expect(cart.lines.map(({ quantity }: { quantity: number }) => quantity)).toEqual([4, 1])
    const own = await read({ authorization: `Bearer ${session.accessToken}` })
    expect(own.warnings.map(({ code }: { code: string }) => code)).toEqual([
      'LINES_MERGED',
      'QUANTITY_LOWERED',
    ])
  })

  test('an open cart changes to another currency and language with its prices, and says so', async () => {
    const prices = [
      { channel: 'eu', currency: 'EUR', amountMinor: 1_000 },
      { channel: 'eu', currency: 'USD', amountMinor: 1_200 },
    ]
    await shop.saved(vessel('both', { variants: [{ sku: 'both', prices }] }))
    const { state } = await shop.stored('both')
    const both = globalId('ProductVariant', state.variants[0]?.id ?? 0)
    const { id: cartId, opening } = await newCart([{ variantId: both, quantity: 2 }])
    const context = { cartId, currency: 'USD', locale: 'de' }
    const { cart } = await change('cartContextUpdate', 'CartContextUpdateInput', context, opening)
    expect(cart).toMatchObject({
      ...{
        currency: 'USD',
        locale: 'de',
        totalQuantity: 2,
        warnings: [{ code: 'CURRENCY_CHANGED', target: cartId }],
      },
      cost: { total: { amountMinor: 2_400, currency: 'USD' } },
    })
    const agreed = { cartId, expectedVersion: cart.version }
    const { cart: calm } = await change('cartWarningsAcknowledge', 'CartVersionInput', agreed, opening)
    expect(calm.warnings).toEqual([])
    expect(
      await change(
        'cartContextUpdate',
        'CartContextUpdateInput',
        { cartId, currency: 'CHF', locale: 'fr' },
        opening,
      ),
    ).toMatchObject({
      errors: [
        { code: 'CURRENCY_NOT_SOLD', field: ['input', 'currency'] },
        { code: 'INVALID', field: ['input', 'locale'] },
      ],
    })
  })
})

describe('what cannot be is refused by its field, and changes nothing', () => {
  test('what is not sold in the channel, or not in the currency', async () => {
    await shop.saved(vessel('us-only', { publications: [{ channel: 'us' }] }))
    const foreign = globalId('ProductVariant', (await shop.stored('us-only')).state.variants[0]?.id ?? 0)
    const euros = [{ channel: 'eu', currency: 'EUR', amountMinor: 1_000 }]
    await shop.saved(vessel('euros', { variants: [{ sku: 'euros', prices: euros }] }))
    const inEuros = globalId('ProductVariant', (await shop.stored('euros')).state.variants[0]?.id ?? 0)
    const { id: cartId, opening } = await newCart()
    await change('cartContextUpdate', 'CartContextUpdateInput', { cartId, currency: 'USD' }, opening)
    for (const variantId of [foreign, inEuros])
      expect(await add(cartId, variantId, 1, opening)).toMatchObject({
        errors: [{ code: 'NOT_PURCHASABLE', field: ['input', 'lines', '0', 'variantId'] }],
      })
    expect(await read(opening)).toMatchObject({ version: 2, totalQuantity: 0 })
  })

  test('a code whose time is over, an address without a postal code, half a character in a note', async () => {
    const endsAt = new Date('2029-12-31T00:00:00Z')
    await must(shop.promotions.save(shop.actor, { code: 'OVER', percent: '10', endsAt }))
    const { id: cartId, opening } = await newCart([{ variantId: flask, quantity: 1 }])
    const code = { cartId, add: ['OVER'] }
    expect(await change('cartCodesUpdate', 'CartCodesUpdateInput', code, opening)).toMatchObject({
      errors: [{ __typename: 'CodeRefused', code: 'CODE_EXPIRED', field: ['input', 'add', '0'] }],
    })
    const shippingAddress = { country: 'DE', address1: 'Am Markt 1', city: 'Weimar' }
    const checkout = { cartId, shippingAddress }
    expect(await change('checkoutUpdate', 'CheckoutUpdateInput', checkout, opening)).toMatchObject({
      errors: [{ code: 'REQUIRED', field: ['input', 'shippingAddress', 'postalCode'] }],
    })
    const query = 'mutation ($input: CheckoutUpdateInput!) { checkoutUpdate(input: $input) { __typename } }'
    const [error] = await shop.errorsOf(query, { input: { cartId, note: 'half \ud800' } }, opening)
    expect(error.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: ['input', 'note'] })
    expect(await read(opening)).toMatchObject({ version: 1 })
  })

  test('more, or less, than any line can have', async () => {
    const { id: cartId, opening } = await newCart([{ variantId: flask, quantity: 1 }])
    const [line] = (await read(opening)).lines
    for (const quantity of [-1, 1_000_000_000])
      expect(
        await change(
          'cartLinesUpdate',
          'CartLinesUpdateInput',
          { cartId, lines: [{ lineId: line.id, quantity }] },
          opening,
        ),
      ).toMatchObject({ errors: [{ code: 'OUT_OF_RANGE', field: ['input', 'lines', '0', 'quantity'] }] })
    for (const quantity of [0, 1_000_000_000])
      expect(await add(cartId, flask, quantity, opening)).toMatchObject({
        errors: [{ code: 'OUT_OF_RANGE', field: ['input', 'lines', '0', 'quantity'] }],
      })
    expect(await read(opening)).toMatchObject({ version: 1, totalQuantity: 1 })
  })
})
