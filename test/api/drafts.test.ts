import { beforeAll, describe, expect, test } from 'vitest'
import { globalId, newId } from '../../src/kernel/ids.js'
import { cartOf, guest, type HeldCart, newCart, newCustomer, shownOf, signedIn } from '../support/carts.js'
import { lettersOf } from '../support/customers.js'
import {
  furnishForOrders,
  orderFaults,
  placed,
  placing,
  readyCart,
  stockedVariant,
} from '../support/orders.js'
import { must, pricesOf, vessel } from '../support/shop.js'
import { type ShopApi, startTestShop } from '../support/shop-api.js'

const money = '{ amountMinor currency }'
const rejection = '... on Rejection { errors { code field } }'
const answer = `... on CartRecordPayload { record { staffDiscounts { name percent amount ${money} lineIds }
  cart { version discounts { name code amount ${money} } cost { discount ${money} total ${money} due ${money} } }
  priceSteps { kind reason amount { amountMinor } } } } ${rejection}`

let shop: ShopApi
let flask: number
let retort: number
beforeAll(async () => {
  shop = await startTestShop()
  await furnishForOrders(shop)
  flask = await stockedVariant(shop, 'flask', 100)
  retort = await stockedVariant(shop, 'retort', 100)
  await must(shop.promotions.save(shop.actor, { code: 'TEN', percent: '10' }))
})

const changing = (mutation: string, type: string) =>
  `mutation ($input: ${type}!) { ${mutation}(input: $input) { ${answer} } }`
const setDiscounts = changing('cartStaffDiscountsSet', 'CartStaffDiscountsSetInput')

async function discount(held: HeldCart, discounts: readonly object[], given: object = {}) {
  const { version } = await cartOf(shop, held)
  const input = { cartId: globalId('Cart', held.id), expectedVersion: version, discounts, ...given }
  return (await shop.askAdmin(setDiscounts, { input })).cartStaffDiscountsSet
}
const lineId = async (held: HeldCart, at: number) =>
  globalId('CartLine', (await cartOf(shop, held)).lines[at]?.id ?? '')
const namesOf = async (held: HeldCart) => (await cartOf(shop, held)).staffDiscounts.map(({ name }) => name)
const both = () => [
  { variantId: flask, quantity: 2 },
  { variantId: retort, quantity: 1 },
]

describe('a discount of the staff', () => {
  test('comes off before the code, is explained and audited, and stands in the order', async () => {
    const held = await readyCart(shop, both())
    await must(shop.carts.updateCodes(held.holder, { cartId: held.id, add: ['TEN'] }))
    const onRetort = await lineId(held, 1)
    const { record } = await discount(held, [
      { name: 'By phone', percent: '10' },
      { name: 'Scratched', amount: { amountMinor: 150, currency: 'EUR' }, lineIds: [onRetort] },
    ])
    const discounts = [
      { name: 'By phone', code: null, amount: { amountMinor: 300, currency: 'EUR' } },
      { name: 'Scratched', code: null, amount: { amountMinor: 150, currency: 'EUR' } },
      { name: 'TEN', code: 'TEN', amount: { amountMinor: 255, currency: 'EUR' } },
    ]
    expect(record).toMatchObject({
      staffDiscounts: [
        { name: 'By phone', percent: '10', amount: null, lineIds: null },
        { name: 'Scratched', percent: null, amount: { amountMinor: 150 }, lineIds: [onRetort] },
      ],
      cart: {
        discounts,
        cost: { discount: { amountMinor: 705 }, total: { amountMinor: 3_000 - 705 + 490 } },
      },
    })
    const steps: { reason: string; amount: { amountMinor: number } }[] = record.priceSteps
    expect(steps.reduce((sum, { amount }) => sum + amount.amountMinor, 0)).toBe(2_785)
    expect(steps.map(({ reason }) => reason).join('\n')).toContain('"Scratched" takes 1.50 EUR off')
    const entries = `query ($id: ID!) { auditEntries(entity: "Cart", entityId: $id, first: 5) {
      nodes { action before after } } }`
    const { auditEntries } = await shop.askAdmin(entries, { id: globalId('Cart', held.id) })
    expect(auditEntries.nodes).toMatchObject([
      {
        ...{ action: 'cartStaffDiscountsSet', before: { staffDiscounts: [] } },
        after: { staffDiscounts: [{ name: 'By phone' }, { name: 'Scratched' }] },
      },
    ])

    const { order } = await placed(shop, held)
    expect(order.discounts.map(({ name, amountMinor }) => [name, amountMinor])).toEqual([
      ['By phone', 300],
      ['Scratched', 150],
      ['TEN', 255],
    ])
    expect(order.totalMinor).toBe(2_785)
    expect(await discount(held, [])).toEqual({
      errors: [{ code: 'CART_NOT_OPEN', field: ['input', 'cartId'] }],
    })
  })

  test('is refused where it cannot be, by the field that is wrong', async () => {
    const held = await newCart(shop, both())
    const percent = '10'
    const [name, euro] = ['x', { amountMinor: 100, currency: 'EUR' }]
    const cases: [object, string, ...string[]][] = [
      [{ name, percent: '100.5' }, 'OUT_OF_RANGE', 'percent'],
      [{ name, percent: '0' }, 'OUT_OF_RANGE', 'percent'],
      [{ name, amount: { ...euro, currency: 'USD' } }, 'INVALID', 'amount', 'currency'],
      [{ name, amount: { ...euro, amountMinor: -1 } }, 'OUT_OF_RANGE', 'amount', 'amountMinor'],
      [{ name, percent, lineIds: [globalId('CartLine', newId())] }, 'NOT_FOUND', 'lineIds', '0'],
      [{ name, percent, lineIds: [] }, 'REQUIRED', 'lineIds'],
      [{ name, percent, amount: euro }, 'INVALID'],
      [{ name }, 'REQUIRED'],
      [{ name: ' ', percent }, 'REQUIRED', 'name'],
    ]
    for (const [given, code, ...field] of cases)
      expect(await discount(held, [given])).toEqual({
        errors: [{ code, field: ['input', 'discounts', '0', ...field] }],
      })
    const refused = async (given: object, discounts = [{ name, percent }]) =>
      (await discount(held, discounts, given)).errors
    expect(await refused({ expectedVersion: 7 })).toMatchObject([{ code: 'VERSION_CONFLICT' }])
    expect(await refused({ cartId: globalId('Cart', newId()) })).toEqual([
      { code: 'NOT_FOUND', field: ['input', 'cartId'] },
    ])
    const six = Array.from({ length: 6 }, () => ({ name, percent }))
    expect(await refused({}, six)).toEqual([{ code: 'LIMIT_EXCEEDED', field: ['input', 'discounts'] }])
    expect(await namesOf(held)).toEqual([])
  })

  test('is given by staff who may, and by nobody else', async () => {
    const held = await newCart(shop, both())
    const input = {
      ...{ cartId: globalId('Cart', held.id), expectedVersion: 1 },
      discounts: [{ name: 'Mine', percent: '100' }],
    }
    const codeOf = async (permissions: readonly string[] | null) =>
      (await shop.as(permissions, setDiscounts, { input })).body.errors[0].extensions.code
    expect(await codeOf(['ORDERS_READ'])).toBe('FORBIDDEN')
    expect(await codeOf(null)).toBe('UNAUTHENTICATED')
    const [error] = await shop.errorsOf(setDiscounts, { input }, { 'athanor-cart': held.holder.token ?? '' })
    expect(error.extensions.code).toBe('GRAPHQL_VALIDATION_FAILED')
    expect(await namesOf(held)).toEqual([])
  })

  test('goes with its lines, and an amount with its currency, which is told', async () => {
    const held = await newCart(shop, both())
    const [onFlask, onRetort] = [await lineId(held, 0), await lineId(held, 1)]
    await discount(held, [
      { name: 'flask', percent: '5', lineIds: [onFlask] },
      { name: 'either', percent: '5', lineIds: [onFlask, onRetort] },
      { name: 'all', amount: { amountMinor: 100, currency: 'EUR' } },
    ])
    const [first] = (await cartOf(shop, held)).lines
    const lines = [{ lineId: first?.id ?? '', quantity: 0 }]
    await must(shop.carts.updateLines(held.holder, { cartId: held.id, lines }))
    expect(await namesOf(held)).toEqual(['either', 'all'])
    await must(shop.carts.updateContext(held.holder, { cartId: held.id, currency: 'USD' }))
    expect(await namesOf(held)).toEqual(['either'])
    const { warnings, discounts } = await shownOf(shop, held)
    expect(warnings.map(({ code }) => code)).toEqual(['CURRENCY_CHANGED', 'DISCOUNT_DROPPED'])
    expect(discounts).toEqual([{ name: 'either', code: null, amountMinor: 75 }])
  })

  test('stays with the lines that it was given on when two carts become one', async () => {
    const customerId = await newCustomer(shop, 'merger@example.com')
    const own = await newCart(shop, [{ variantId: flask, quantity: 1 }], signedIn(customerId))
    await discount(own, [{ name: 'own', percent: '10' }])
    const theirs = await newCart(shop, [{ variantId: retort, quantity: 1 }], guest())
    await discount(theirs, [{ name: 'theirs', percent: '50' }])
    const holder = { ...signedIn(customerId, theirs.holder.token) }
    await shop.carts.take(holder, (await cartOf(shop, own)).channelId, 'MERGE')
    const { lines, discounts } = await shownOf(shop, own)
    expect(discounts.map(({ name, amountMinor }) => [name, amountMinor])).toEqual([
      ['own', 200],
      ['theirs', 450],
    ])
    expect(lines.map((line) => line.discounts.map(({ name }) => name))).toEqual([['own'], ['own', 'theirs']])
  })
})

const place = `mutation ($input: OrderPlaceInput!) { orderPlace(input: $input) { ... on OrderPlacePayload {
  orderToken payment { id } order { id number status paymentStatus payBefore payments { id } } } ${rejection} } }`
const days = (count: number) => new Date(shop.clock.now().getTime() + count * 24 * 60 * 60_000)

describe('an order that staff leave to be paid later', () => {
  async function unpaid(given: object = {}) {
    const held = await readyCart(shop, both())
    const { payment: _, ...input } = await placing(shop, held)
    const opening = { 'athanor-cart': held.holder.token ?? '' }
    const asked = { input: { ...input, cartId: globalId('Cart', held.id), ...given } }
    return {
      held,
      asked,
      opening,
      staff: async () => (await shop.askAdmin(place, asked, opening)).orderPlace,
    }
  }

  test('is held until then, and paid by the link of a letter', async () => {
    const draft = await unpaid({ payBefore: days(30).toISOString() })
    const placed = await draft.staff()
    expect(placed).toMatchObject({
      ...{ payment: null, orderToken: expect.stringMatching(/^ato_/) },
      order: {
        status: 'PENDING_PAYMENT',
        paymentStatus: 'PENDING',
        payBefore: days(30).toISOString(),
        payments: [],
      },
    })
    expect(await draft.staff()).toEqual(placed)
    const { number, id: orderId } = placed.order
    const letters = (await lettersOf(shop, 'https://shop.example')).filter(({ subject }) =>
      subject.includes(number),
    )
    expect(letters.map(({ subject }) => subject)).toEqual([`Please pay your order ${number} at Shop`])
    expect(letters[0]?.text).toContain('Please pay €34.90 before Jan 31, 2030, 12:00 AM UTC.')
    const [, orderToken] = /order#token=(ato_[\w-]{22})/.exec(letters[0]?.text ?? '') ?? []
    const pay = `mutation ($input: PaymentStartInput!) { paymentStart(input: $input) {
      ... on PaymentPayload { order { status paymentStatus payBefore } } ${rejection} } }`
    const paying = async (token: string | undefined) => {
      const payment = { methodHandle: 'invoice' }
      const input = { orderId, orderToken: token, payment, idempotencyKey: newId() }
      return (await shop.ask(pay, { input })).paymentStart
    }
    for (const token of [undefined, 'ato_AAAAAAAAAAAAAAAAAAAAAA'])
      expect(await paying(token)).toEqual({ errors: [{ code: 'NOT_FOUND', field: ['input', 'orderId'] }] })
    expect(await paying(orderToken)).toEqual({
      order: { status: 'PLACED', paymentStatus: 'PENDING', payBefore: null },
    })
    const others = await lettersOf(shop)
    expect(others.map(({ subject }) => subject)).toContain(`Your order ${number} at Shop`)
    expect(await orderFaults(shop)).toEqual([])
  })

  test('comes to nothing when nobody pays, and its cart is open again', async () => {
    const draft = await unpaid({ payBefore: days(2).toISOString() })
    const { order } = await draft.staff()
    await shop.orders.expireDue(days(1), () => false)
    expect(await cartOf(shop, draft.held)).toMatchObject({ status: 'ORDERED' })
    await shop.orders.expireDue(days(2), () => false)
    expect(await cartOf(shop, draft.held)).toMatchObject({ status: 'OPEN' })
    const query =
      'query ($id: ID!) { orderRecord(by: { id: $id }) { order { status paymentStatus } timeline { actor } } }'
    const { orderRecord } = await shop.askAdmin(query, { id: order.id })
    expect(orderRecord).toMatchObject({
      order: { status: 'CANCELLED', paymentStatus: 'VOIDED' },
      timeline: [{ actor: expect.stringMatching(/^key:/) }, { actor: 'system:schedule' }],
    })
    const texts = (await lettersOf(shop)).map(({ text }) => text)
    expect(texts.filter((text) => text.includes(order.number))).toEqual([])
    expect(await orderFaults(shop)).toEqual([])
  })

  test('is told of in Russian, and without `payBefore` waits as long as any other', async () => {
    const held = await readyCart(shop, both())
    await must(shop.carts.updateContext(held.holder, { cartId: held.id, locale: 'ru' }))
    const holder = { ...held.holder, staff: 'staff:ada', allowsPayingLater: true }
    const { order } = await placed(shop, { ...held, holder }, { payment: null })
    expect(order.payBefore).toEqual(new Date(shop.clock.now().getTime() + 60 * 60_000))
    const letters = await lettersOf(shop)
    expect(letters.map(({ subject }) => subject)).toContain(`Оплатите заказ ${order.number} в Shop`)
  })

  test('is refused to everybody else, and for longer than a month', async () => {
    const refused = async (given: object, by: 'guest' | 'staff') => {
      const { asked, opening, staff } = await unpaid(given)
      const answer = by === 'staff' ? await staff() : (await shop.ask(place, asked, opening)).orderPlace
      return answer.errors
    }
    const payBefore = days(1).toISOString()
    const unpaidYet = { code: 'PAYMENT_REQUIRED', field: ['input', 'payment'] }
    expect(await refused({}, 'guest')).toEqual([unpaidYet])
    const at = ['input', 'payBefore']
    expect(await refused({ payBefore }, 'guest')).toEqual([unpaidYet, { code: 'INVALID', field: at }])
    const payment = { methodHandle: 'invoice' }
    expect(await refused({ payBefore, payment }, 'staff')).toEqual([{ code: 'INVALID', field: at }])
    for (const time of [days(0), new Date(days(30).getTime() + 1)])
      expect(await refused({ payBefore: time.toISOString() }, 'staff')).toEqual([
        { code: 'OUT_OF_RANGE', field: at },
      ])
    const { asked, opening } = await unpaid()
    const { body } = await shop.as(['ORDERS_READ'], place, asked, opening)
    expect(body.data.orderPlace.errors).toEqual([unpaidYet])
  })
})

describe('staff say whose a cart is', () => {
  const set = changing('cartCustomerSet', 'CartCustomerSetInput').replace(
    'cart { version',
    'cart { version email shippingAddress { formatted }',
  )
  async function give(held: HeldCart, given: object) {
    const { version: expectedVersion } = await cartOf(shop, held)
    const input = { cartId: globalId('Cart', held.id), expectedVersion, ...given }
    return (await shop.askAdmin(set, { input })).cartCustomerSet
  }

  test('a customer, who gets it with their address, and whose token opens it still', async () => {
    const customerId = await newCustomer(shop, 'caller@example.com')
    const address = { address1: 'Am Markt 1', city: 'Weimar', postalCode: '99423', country: 'DE' }
    await must(shop.customers.saveAddress(customerId, { address, makeDefault: true }))
    const held = await newCart(shop, both())
    const { record } = await give(held, { customerId: globalId('Customer', customerId) })
    expect(record.cart).toMatchObject({ version: 2, email: 'caller@example.com' })
    expect(record.cart.shippingAddress.formatted).toContain('99423 Weimar')
    expect(await cartOf(shop, { ...held, holder: signedIn(customerId) })).toMatchObject({ customerId })
    expect(await cartOf(shop, held)).toMatchObject({ customerId, useStoreCredit: false })
    const another = await newCustomer(shop, 'another@example.com')
    const at = ['input', 'customerId']
    expect(await give(held, { customerId: globalId('Customer', another) })).toEqual({
      errors: [{ code: 'INVALID', field: at }],
    })
    expect(await give(held, { customerId: globalId('Customer', newId()) })).toEqual({
      errors: [{ code: 'NOT_FOUND', field: at }],
    })
  })

  test('at the prices of their group, which is no news', async () => {
    const customerId = await newCustomer(shop, 'adept@example.com')
    await must(shop.customers.saveGroup(shop.actor, { key: 'adepts', name: 'Adepts' }))
    await must(shop.customers.save(shop.actor, { id: customerId, groups: ['adepts'] }))
    const ofGroup = { channel: 'eu', currency: 'EUR', amountMinor: 800, priceGroup: 'adepts' }
    const prices = [...pricesOf(1_000), ofGroup]
    await shop.saved(vessel('alembic', { variants: [{ sku: 'alembic', prices }] }))
    const variantId = (await shop.stored('alembic')).state.variants[0]?.id ?? 0
    const held = await newCart(shop, [{ variantId, quantity: 2 }])
    expect((await shownOf(shop, held)).priced.cost.subtotalMinor).toBe(2_000)
    const { record } = await give(held, { customerId: globalId('Customer', customerId) })
    expect(record.cart.cost.total).toEqual({ amountMinor: 1_600, currency: 'EUR' })
    expect((await shownOf(shop, held)).warnings).toEqual([])
  })

  test('or whom letters go to, by a well-formed address', async () => {
    const held = await newCart(shop, both())
    const { record } = await give(held, { email: ' bo@example.com ' })
    expect(record.cart).toMatchObject({ email: 'bo@example.com', shippingAddress: null })
    expect(await cartOf(shop, held)).toMatchObject({ customerId: null })
    for (const [given, code, ...field] of [
      [{ email: 'bo' }, 'INVALID_FORMAT', 'email'],
      [{}, 'REQUIRED'],
      [{ email: 'bo@example.com', customerId: 'cus_1' }, 'INVALID'],
      [{ email: 'bo@example.com', cartId: globalId('Cart', newId()) }, 'NOT_FOUND', 'cartId'],
    ] as const)
      expect(await give(held, given)).toEqual({ errors: [{ code, field: ['input', ...field] }] })
    const input = { cartId: globalId('Cart', held.id), expectedVersion: 2, email: 'eve@example.com' }
    const { body } = await shop.as(['ORDERS_READ'], set, { input })
    expect(body.errors[0].extensions.code).toBe('FORBIDDEN')
  })
})
