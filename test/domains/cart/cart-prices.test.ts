import { beforeAll, expect, test } from 'vitest'
import { explainCart } from '../../../src/domains/cart/index.js'
import { type HeldCart, newCart, newCustomer, placeIn, shownOf, signedIn } from '../../support/carts.js'
import { refusedBy } from '../../support/customers.js'
import { must, openTestShop, pricesOf, type TestShop, vessel } from '../../support/shop.js'
import { lay, place, soldVariant } from '../../support/stocked.js'

let shop: TestShop
let book: number

beforeAll(async () => {
  shop = await openTestShop()
  const rates = [{ handle: 'de', name: 'VAT', ratePercent: '19', country: 'DE' }]
  await must(shop.tax.save(shop.actor, { key: 'standard', rates }))
  await must(shop.promotions.save(shop.actor, { code: 'TEN', percent: '10' }))
  const post = { handle: 'post', kind: 'SHIPPING' as const, names: [{ locale: 'en', value: 'Post' }] }
  const rest = {
    channels: ['eu'],
    areas: [{ country: 'DE' }],
    rates: [{ currency: 'EUR', amountMinor: 490 }],
  }
  await must(shop.delivery.save(shop.actor, { ...post, ...rest }))
  const variants = [{ sku: 'book', prices: pricesOf(999), requiresShipping: false }]
  await shop.saved(vessel('book', { variants }))
  book = (await shop.stored('book')).state.variants[0]?.id ?? 0
})

const priced = async (sku: string, amountMinor: number) =>
  shop.saved(vessel(sku, { variants: [{ sku, prices: pricesOf(amountMinor) }] }))
const warned = async (held: HeldCart) => (await shownOf(shop, held)).warnings.map(({ code }) => code)
const blocked = async (held: HeldCart) => (await shownOf(shop, held)).problems.map(({ code }) => code)
const agree = async (held: HeldCart) => {
  const { cart } = await shownOf(shop, held)
  const input = { cartId: held.id, expectedVersion: cart.version }
  return must(shop.carts.acknowledge(held.holder, input))
}

test('3 × 9.99 at 19 % inclusive with a code of 10 % come to 26.97, of which 4.31 is tax', async () => {
  const held = await newCart(shop, [{ variantId: book, quantity: 3 }])
  await must(shop.carts.updateCodes(held.holder, { cartId: held.id, add: [' ten '] }))
  const { priced: price, lines, discounts } = await shownOf(shop, held)
  expect(price.cost).toMatchObject({
    subtotalMinor: 2_997,
    discountMinor: 300,
    totalMinor: 2_697,
    taxMinor: 431,
  })
  expect(lines[0]).toMatchObject({ purchasable: true, discounts: [{ code: 'ten', amountMinor: 300 }] })
  expect(discounts).toMatchObject([{ code: 'ten', amountMinor: 300 }])
})

test('totals are rounded as their channel says for the currency, and that is explained', async () => {
  const held = await newCart(shop, [{ variantId: book, quantity: 3 }])
  const roundTotalsTo = [{ amountMinor: 5, currency: 'EUR' }]
  await must(shop.channels.save(shop.actor, { slug: 'eu', roundTotalsTo }))
  const { priced: price } = await shownOf(shop, held)
  expect(price.cost).toMatchObject({ subtotalMinor: 2_997, roundingMinor: -2, totalMinor: 2_995 })
  expect(explainCart(price).at(-1)).toMatchObject({
    ...{ kind: 'ROUNDING', amountMinor: -2, reason: 'the total is rounded to 29.95 EUR' },
  })
  await must(shop.carts.updateContext(held.holder, { cartId: held.id, currency: 'USD' }))
  expect((await shownOf(shop, held)).priced.cost.roundingMinor).toBe(0)
  await must(shop.channels.save(shop.actor, { slug: 'eu', roundTotalsTo: null }))
  await must(shop.carts.updateContext(held.holder, { cartId: held.id, currency: 'EUR' }))
  expect((await shownOf(shop, held)).priced.cost.totalMinor).toBe(2_997)
})

test('a code for a category takes off from what is in it or below it, and from nothing else', async () => {
  const variants = [{ sku: 'phial', prices: pricesOf(1_000) }]
  await shop.saved(vessel('phial', { variants, categories: ['small-retorts'] }))
  const phial = (await shop.stored('phial')).state.variants[0]?.id ?? 0
  await must(shop.promotions.save(shop.actor, { code: 'GLASS', percent: '50', categories: ['glassware'] }))
  await must(shop.promotions.save(shop.actor, { code: 'BOOKS', percent: '50', categories: ['library'] }))
  await must(shop.promotions.save(shop.actor, { code: 'THIS', percent: '50', products: ['book'] }))
  const held = await newCart(shop, [
    { variantId: book, quantity: 1 },
    { variantId: phial, quantity: 2 },
  ])
  const off = async (code: string, remove: string[]) => {
    await must(shop.carts.updateCodes(held.holder, { cartId: held.id, remove, add: [code] }))
    const { lines } = await shownOf(shop, held)
    return lines.map(({ priced: line }) => line?.cost.discountMinor)
  }
  expect(await off('GLASS', [])).toEqual([0, 1_000])
  expect(await off('THIS', ['GLASS'])).toEqual([500, 0])
  const refused = shop.carts.updateCodes(held.holder, { cartId: held.id, remove: ['THIS'], add: ['BOOKS'] })
  expect(refusedBy(await refused)).toEqual(['CODE_NOT_APPLICABLE add.0'])
})

test('a code is the same however it is spelled, also to be taken out and in two carts that become one', async () => {
  const held = await newCart(shop, [{ variantId: book, quantity: 1 }])
  const fullWidth = '\uff34\uff25\uff2e'
  await must(shop.carts.updateCodes(held.holder, { cartId: held.id, add: [fullWidth] }))
  await must(shop.carts.updateCodes(held.holder, { cartId: held.id, add: ['ten'] }))
  expect((await shownOf(shop, held)).priced.codes).toMatchObject([{ code: fullWidth, isApplicable: true }])
  const id = await newCustomer(shop, 'theophilus@example.com')
  const own = await newCart(shop, [{ variantId: book, quantity: 1 }], signedIn(id))
  await must(shop.carts.updateCodes(own.holder, { cartId: own.id, add: ['TEN'] }))
  const { channelId } = await placeIn(shop)
  const { warnings } = await shop.carts.take(signedIn(id, held.holder.token), channelId, 'MERGE')
  expect(warnings.map(({ code }) => code)).toEqual(['LINES_MERGED'])
  await must(shop.carts.updateCodes(own.holder, { cartId: own.id, remove: [fullWidth] }))
  expect((await shownOf(shop, own)).priced.codes).toEqual([])
})

test('what names a tax category that there is not is taxed like what names none', async () => {
  const variants = [{ sku: 'typo', prices: pricesOf(1_190), taxCategory: 'standrad' }]
  await shop.saved(vessel('typo', { variants }))
  const typo = (await shop.stored('typo')).state.variants[0]?.id ?? 0
  const courier = {
    handle: 'courier',
    kind: 'SHIPPING' as const,
    names: [{ locale: 'en', value: 'Courier' }],
  }
  const rates = [{ currency: 'EUR', amountMinor: 595 }]
  await must(shop.delivery.save(shop.actor, { ...courier, channels: ['eu'], rates, taxCategory: 'stnadard' }))
  const held = await newCart(shop, [{ variantId: typo, quantity: 1 }])
  const delivery = [{ groupKey: 'all', optionHandle: 'courier' }]
  await must(shop.carts.updateCheckout(held.holder, { cartId: held.id, delivery }))
  const { lines, shipping, cost } = (await shownOf(shop, held)).priced
  expect([lines[0]?.cost.taxMinor, shipping?.cost.taxMinor, cost.taxMinor]).toEqual([190, 95, 285])
})

test.each([
  ['seed', '0.4', 'g', 1_000, 400],
  ['coin', '1', 'oz', 16, 454],
  ['retort', '2.007', 'kg', 1, 2_007],
] as const)(
  'what is sent weighs what all of it weighs: %s of %s %s × %d',
  async (sku, value, unit, quantity, grams) => {
    await shop.saved(vessel(sku, { variants: [{ sku, prices: pricesOf(10), weight: { value, unit } }] }))
    const variantId = (await shop.stored(sku)).state.variants[0]?.id ?? 0
    const letter = { kind: 'SHIPPING' as const, names: [{ locale: 'en', value: 'Letter' }], channels: ['eu'] }
    const upTo = (maxWeightGrams: number) => ({
      ...{ ...letter, handle: `${sku}-${maxWeightGrams}` },
      rates: [{ currency: 'EUR', amountMinor: 100, maxWeightGrams }],
    })
    for (const most of [grams - 1, grams]) await must(shop.delivery.save(shop.actor, upTo(most)))
    const { priced } = await shownOf(shop, await newCart(shop, [{ variantId, quantity }]))
    const handles = priced.deliveryOptions.map(({ method }) => method.handle)
    expect(handles.filter((handle) => handle.startsWith(sku))).toEqual([`${sku}-${grams}`])
  },
)

test('a code that does not fit is refused and says why', async () => {
  const held = await newCart(shop, [{ variantId: book, quantity: 1 }])
  const minimumSubtotals = [{ amountMinor: 5_000, currency: 'EUR' }]
  await must(shop.promotions.save(shop.actor, { code: 'RICH', percent: '5', minimumSubtotals }))
  await must(shop.promotions.save(shop.actor, { code: 'OVER', percent: '5', endsAt: new Date('2029-01-01') }))
  await must(
    shop.promotions.save(shop.actor, { code: 'SOON', percent: '5', startsAt: new Date('2031-01-01') }),
  )
  const add = (code: string) => shop.carts.updateCodes(held.holder, { cartId: held.id, add: [code] })
  const refused = await add('RICH')
  expect(refused).toMatchObject({ errors: [{ minimumSubtotal: { amountMinor: 5_000, currency: 'EUR' } }] })
  for (const [code, reason] of [
    ['RICH', 'CODE_MINIMUM_NOT_REACHED'],
    ['OVER', 'CODE_EXPIRED'],
    ['SOON', 'CODE_UNKNOWN'],
    ['GUESS', 'CODE_UNKNOWN'],
  ])
    expect(refusedBy(await add(code ?? ''))).toEqual([`${reason} add.0`])
  await must(add('TEN'))
  expect(refusedBy(await add('RICH'))).toEqual(['CODE_NOT_COMBINABLE add.0'])
  await must(shop.carts.updateCodes(held.holder, { cartId: held.id, remove: ['ten'] }))
  expect((await shownOf(shop, held)).priced.codes).toEqual([])
})

test('a cart says what is still missing until it can be ordered', async () => {
  const flask = await soldVariant(shop, 'flask')
  const held = await newCart(shop)
  expect(await blocked(held)).toEqual(['CART_EMPTY', 'EMAIL_REQUIRED'])
  await must(
    shop.carts.addLines(held.holder, { cartId: held.id, lines: [{ variantId: flask, quantity: 1 }] }),
  )
  expect(await blocked(held)).toEqual(['EMAIL_REQUIRED', 'ADDRESS_REQUIRED', 'DELIVERY_REQUIRED'])
  const checkout = (given: object) => shop.carts.updateCheckout(held.holder, { cartId: held.id, ...given })
  const address = { address1: 'Am Markt 1', city: 'Weimar', postalCode: '99423', country: 'DE' }
  const refused = await checkout({
    email: 'nobody',
    note: '\udc00',
    shippingAddress: { ...address, postalCode: null },
  })
  expect(refusedBy(refused)).toEqual([
    'INVALID_FORMAT email',
    'INVALID_FORMAT note',
    'REQUIRED shippingAddress.postalCode',
  ])
  const delivery = [{ groupKey: 'all', optionHandle: 'post' }]
  await must(checkout({ email: 'ada@example.com', shippingAddress: address, delivery }))
  const ready = await shownOf(shop, held)
  expect(ready.problems).toEqual([])
  expect(ready.priced.cost).toMatchObject({ shippingMinor: 490, totalMinor: 1_490, taxIsEstimated: false })
  const vienna = { ...address, city: 'Wien', postalCode: '1010', country: 'AT' }
  await must(checkout({ shippingAddress: vienna }))
  expect(await blocked(held)).toEqual(['DELIVERY_UNAVAILABLE'])
  expect(await warned(held)).toEqual(['DELIVERY_CHANGED'])
  await agree(held)
  expect([await warned(held), await blocked(held)]).toEqual([[], ['DELIVERY_REQUIRED']])
  expect(refusedBy(await checkout({ delivery }))).toEqual(['DELIVERY_UNAVAILABLE delivery.0.optionHandle'])
})

test('what changes in the shop is told until the shopper agrees', async () => {
  await must(shop.stock.saveLocation(shop.actor, place('vault')))
  await priced('still', 1_000)
  const still = (await shop.stored('still')).state.variants[0]?.id ?? 0
  await lay(shop, 'still', 'vault', 5)
  const held = await newCart(shop, [{ variantId: still, quantity: 2 }])
  await priced('still', 1_200)
  const { warnings, priced: price } = await shownOf(shop, held)
  expect(warnings).toMatchObject([{ code: 'PRICE_CHANGED', beforeMinor: 1_000, afterMinor: 1_200 }])
  expect(price.cost.totalMinor).toBe(2_400)
  await must(
    shop.carts.addLines(held.holder, { cartId: held.id, lines: [{ variantId: still, quantity: 1 }] }),
  )
  expect(await warned(held)).toEqual(['PRICE_CHANGED'])
  await agree(held)
  expect(await warned(held)).toEqual([])
  await lay(shop, 'still', 'vault', 0)
  expect(await warned(held)).toEqual(['OUT_OF_STOCK'])
  expect(await blocked(held)).toContain('INSUFFICIENT_STOCK')
  await shop.saved(
    vessel('still', { variants: [{ sku: 'still', prices: pricesOf(1_200) }], status: 'DRAFT' }),
  )
  expect(await warned(held)).toEqual(['NO_LONGER_SOLD'])
  expect((await shownOf(shop, held)).priced.cost.totalMinor).toBe(0)
})

test('another currency has other prices, which is told', async () => {
  const held = await newCart(shop, [{ variantId: book, quantity: 2 }])
  const change = (currency: string) =>
    shop.carts.updateContext(held.holder, { cartId: held.id, currency, country: 'AT', locale: 'de' })
  expect(refusedBy(await change('GBP'))).toEqual(['CURRENCY_NOT_SOLD currency'])
  const changed = await must(change('USD'))
  expect(changed.warnings.map(({ code }) => code)).toEqual(['CURRENCY_CHANGED'])
  const { cart, priced: price } = await shownOf(shop, held)
  expect(cart).toMatchObject({ currency: 'USD', country: 'AT', locale: 'de' })
  expect(price.cost).toMatchObject({ totalMinor: 2_998, taxMinor: 0 })
})

test('what the shopper agreed to in one currency is told again in another', async () => {
  await priced('rare', 1_000)
  const rare = (await shop.stored('rare')).state.variants[0]?.id ?? 0
  const held = await newCart(shop, [{ variantId: rare, quantity: 1 }])
  await shop.saved(vessel('rare', { status: 'DRAFT' }))
  await agree(held)
  expect(await warned(held)).toEqual([])
  await must(shop.carts.updateContext(held.holder, { cartId: held.id, currency: 'USD' }))
  expect(await warned(held)).toEqual(['CURRENCY_CHANGED', 'NO_LONGER_SOLD'])
})

test("a customer's cart has the prices of the first of their groups that has any", async () => {
  const prices = [
    ...pricesOf(1_000),
    { channel: 'eu', currency: 'EUR', amountMinor: 700, priceGroup: 'trade' },
  ]
  await shop.saved(vessel('alembic', { variants: [{ sku: 'alembic', prices }] }))
  const alembic = (await shop.stored('alembic')).state.variants[0]?.id ?? 0
  const id = await newCustomer(shop, 'maria@example.com')
  for (const key of ['zeal', 'trade', 'newsletter'])
    await must(shop.customers.saveGroup(shop.actor, { key, name: key }))
  const lines = [{ variantId: alembic, quantity: 1 }]
  const [own, others] = [await newCart(shop, lines, signedIn(id)), await newCart(shop, lines)]
  await must(shop.customers.save(shop.actor, { id, groups: ['zeal', 'trade', 'newsletter'] }))
  expect((await shownOf(shop, own)).priced.cost.totalMinor).toBe(700)
  expect((await shownOf(shop, others)).priced.cost.totalMinor).toBe(1_000)
})
