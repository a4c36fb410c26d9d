import { is, Table } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import * as tables from '../../src/db/tables/index.js'
import { globalId } from '../../src/kernel/ids.js'
import { newCustomer } from '../support/carts.js'
import { goodPassword } from '../support/customers.js'
import { must, pricesOf, vessel } from '../support/shop.js'
import { type ShopApi, startTestShop } from '../support/shop-api.js'
import { newKey, tenderFaults } from '../support/tenders.js'

let shop: ShopApi
let alembic: string
beforeAll(async () => {
  shop = await startTestShop()
  const rates = [{ handle: 'de', name: 'MwSt.', country: 'DE', ratePercent: '19', includedInPrice: true }]
  await must(shop.tax.save(shop.actor, { key: 'standard', isDefault: true, rates }))
  await must(shop.promotions.save(shop.actor, { code: 'TEN', percent: '10' }))
  await shop.saved(vessel('alembic', { variants: [{ sku: 'alembic', prices: pricesOf(999) }] }))
  const { productVariant } = await shop.ask('{ productVariant(by: { sku: "alembic" }) { id } }')
  alembic = productVariant.id
})

type Headers = Record<string, string>
const rejection = '... on Rejection { errors { __typename code field message } }'
const card = `id lastCharacters issued { amountMinor } balance { formatted } endsAt disabledAt note externalReference version`
const EUR = (amountMinor: number) => ({ amountMinor, currency: 'EUR' })

const issue = async (input: object) => {
  const query = `mutation ($input: GiftCardIssueInput!) { giftCardIssue(input: $input) {
    ... on GiftCardIssuePayload { code giftCard { ${card} } } ${rejection} } }`
  return (await shop.askAdmin(query, { input: { idempotencyKey: newKey(), ...input } })).giftCardIssue
}
const change = async (name: 'Update' | 'Adjust', input: object) => {
  const query = `mutation ($input: GiftCard${name}Input!) { giftCard${name}(input: $input) {
    ... on GiftCardPayload { giftCard { ${card} } } ${rejection} } }`
  return (await shop.askAdmin(query, { input }))[`giftCard${name}`]
}
const credit = async (input: object) => {
  const query = `mutation ($input: StoreCreditAdjustInput!) { storeCreditAdjust(input: $input) {
    ... on StoreCreditPayload { storeCredit { formatted } } ${rejection} } }`
  const whole = { reason: 'a present', idempotencyKey: newKey(), ...input }
  return (await shop.askAdmin(query, { input: whole })).storeCreditAdjust
}

const cost = `cost { total { amountMinor } tax { amountMinor } discount { amountMinor } giftCards { amountMinor }
  storeCredit { amountMinor } due { amountMinor } }`
const cartContent = `id version useStoreCredit ${cost} codes { kind code lastCharacters applicable reason amount { amountMinor } }
  problems { code field } warnings { code }`
const newCart = async (headers: Headers = {}) => {
  const query = `mutation ($input: CartCreateInput!) { cartCreate(input: $input) {
    ... on CartCreatePayload { token cart { id } } } }`
  const input = { lines: [{ variantId: alembic, quantity: 3 }] }
  const { cart, token } = (await shop.ask(query, { input }, headers)).cartCreate
  return { cartId: cart.id as string, opening: { 'athanor-cart': token as string, ...headers } }
}
const codes = async (input: object, headers: Headers) => {
  const query = `mutation ($input: CartCodesUpdateInput!) { cartCodesUpdate(input: $input) {
    ... on CartPayload { cart { ${cartContent} } } ${rejection} } }`
  return (await shop.ask(query, { input }, headers)).cartCodesUpdate
}

test('3 × 9.99 with 19 % included, a code of 10 % and a gift card of 10.00: 26.97, tax 4.31, due 16.97', async () => {
  const { code } = await issue({ amount: EUR(1_000) })
  const { cartId, opening } = await newCart()
  const { cart } = await codes({ cartId, add: ['TEN', code] }, opening)
  expect(cart.cost).toMatchObject({
    ...{ discount: { amountMinor: 300 }, total: { amountMinor: 2_697 }, tax: { amountMinor: 431 } },
    ...{ giftCards: { amountMinor: 1_000 }, storeCredit: { amountMinor: 0 }, due: { amountMinor: 1_697 } },
  })
  const lastCharacters = code.slice(-4)
  expect(cart.codes).toMatchObject([
    { kind: 'DISCOUNT', code: 'TEN', amount: { amountMinor: 300 } },
    { kind: 'GIFT_CARD', code: null, lastCharacters, applicable: true, amount: { amountMinor: 1_000 } },
  ])
  expect(JSON.stringify(cart)).not.toContain(code)
  const { cart: without } = await codes({ cartId, remove: [lastCharacters] }, opening)
  expect(without.cost).toMatchObject({ giftCards: { amountMinor: 0 }, due: { amountMinor: 2_697 } })
})

describe('staff', () => {
  test('issue a gift card once, and its code is told once', async () => {
    const input = {
      ...{ amount: EUR(2_500), endsAt: '2031-01-01T00:00:00.000Z', note: 'prize' },
      ...{ externalReference: 'prize-1', idempotencyKey: newKey() },
    }
    const { code, giftCard } = await issue(input)
    expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){4}[0-9A-HJKMNP-TV-Z]{4}$/)
    expect(giftCard).toMatchObject({
      ...{ issued: { amountMinor: 2_500 }, balance: { formatted: '€25.00' }, disabledAt: null, version: 1 },
      ...{
        lastCharacters: code.slice(-4),
        endsAt: input.endsAt,
        note: 'prize',
        externalReference: 'prize-1',
      },
    })
    expect(await issue(input)).toEqual({ code: null, giftCard })
    expect(await issue({ ...input, note: 'other' })).toMatchObject({
      errors: [{ code: 'IDEMPOTENCY_KEY_REUSED' }],
    })
    expect(await issue({ ...input, idempotencyKey: newKey() })).toMatchObject({
      errors: [{ code: 'DUPLICATE', field: ['input', 'externalReference'] }],
    })
    const find = `query ($id: ID!, $last: String) { giftCard(id: $id) { ${card} }
      giftCards(lastCharacters: $last) { totalCount nodes { ${card} } } }`
    const found = await shop.askAdmin(find, { id: giftCard.id, last: code.toLowerCase() })
    expect(found).toEqual({ giftCard, giftCards: { totalCount: 1, nodes: [giftCard] } })
  })

  test('change what is on a card, each change once, and see what happened to it', async () => {
    const { giftCard } = await issue({ amount: EUR(1_000) })
    const input = { giftCardId: giftCard.id, delta: EUR(-400), reason: 'a mistake', idempotencyKey: newKey() }
    for (let i = 0; i < 2; i++)
      expect(await change('Adjust', input)).toMatchObject({ giftCard: { balance: { formatted: '€6.00' } } })
    const more = { ...input, idempotencyKey: newKey() }
    expect(await change('Adjust', { ...more, delta: EUR(-601) })).toMatchObject({
      errors: [{ code: 'OUT_OF_RANGE', field: ['input', 'delta', 'amountMinor'] }],
    })
    expect(
      await change('Adjust', { ...more, delta: { amountMinor: 1, currency: 'USD' }, reason: ' ' }),
    ).toMatchObject({ errors: [{ field: ['input', 'reason'] }, { field: ['input', 'delta', 'currency'] }] })
    const entries = `query ($id: ID!) { giftCardEntries(giftCardId: $id, first: 1) { totalCount pageInfo { hasNextPage }
      nodes { kind amount { amountMinor } balance { amountMinor } reason actor reference } } }`
    const { giftCardEntries } = await shop.askAdmin(entries, { id: giftCard.id })
    expect(giftCardEntries).toMatchObject({ totalCount: 2, pageInfo: { hasNextPage: true } })
    expect(giftCardEntries.nodes).toMatchObject([
      { kind: 'ADJUST', amount: { amountMinor: -400 }, balance: { amountMinor: 600 }, reason: 'a mistake' },
    ])
    const audit = `query ($id: ID) { auditEntries(entityId: $id) { nodes { action } } }`
    const { auditEntries } = await shop.askAdmin(audit, { id: giftCard.id })
    expect(auditEntries.nodes.map(({ action }: { action: string }) => action)).toEqual([
      'giftCardAdjust',
      'giftCardIssue',
    ])
  })

  test('disable a card, which is then told from none no more, and let it work again', async () => {
    const { giftCard, code } = await issue({ amount: EUR(1_000) })
    const input = { giftCardId: giftCard.id, expectedVersion: 1, disabled: true }
    expect(await change('Update', input)).toMatchObject({ giftCard: { version: 2 } })
    expect(await change('Update', input)).toMatchObject({ errors: [{ code: 'VERSION_CONFLICT' }] })
    const { cartId, opening } = await newCart()
    const told = async (typed: string) =>
      JSON.stringify(await codes({ cartId, add: [typed] }, opening)).replaceAll(typed, '')
    const unknown = await told('7H4K-2M9P-QX3T-8WZD-5RCN')
    expect(unknown).toContain('CODE_UNKNOWN')
    expect(await told(code)).toBe(unknown)
    await change('Update', { ...input, expectedVersion: 2, disabled: false })
    expect(await told(code)).toContain('"giftCards":{"amountMinor":1000}')
  })

  test('are told every reason why a card cannot be issued', async () => {
    const input = { amount: EUR(0), endsAt: '2029-12-31T00:00:00Z', note: 'x'.repeat(1_001) }
    const { errors } = await issue({ ...input, idempotencyKey: newKey() })
    expect(errors.map(({ field }: { field: string[] }) => field.join('.'))).toEqual([
      'input.amount.amountMinor',
      'input.endsAt',
      'input.note',
    ])
    const unknown = { giftCardId: 'gft_x', delta: EUR(1), reason: 'x', idempotencyKey: newKey() }
    expect(await change('Adjust', unknown)).toMatchObject({ errors: [{ code: 'NOT_FOUND' }] })
    expect(await credit({ customerId: 'cus_x', delta: EUR(1) })).toMatchObject({
      errors: [{ code: 'NOT_FOUND', field: ['input', 'customerId'] }],
    })
  })
})

describe('a customer', () => {
  const signedIn = async (email: string) => {
    const id = await newCustomer(shop, email)
    const { session } = await must(shop.customers.accounts.signIn({ email, password: goodPassword }))
    const headers: Headers = { authorization: `Bearer ${session.accessToken}` }
    return { id, customerId: globalId('Customer', id), headers }
  }

  test('sees the store credit they were given, and pays with it, and nobody else does', async () => {
    const { customerId, headers } = await signedIn('ada@example.com')
    const other = await signedIn('boris@example.com')
    expect(await credit({ customerId, delta: EUR(500) })).toEqual({ storeCredit: [{ formatted: '€5.00' }] })
    const own = '{ customer { storeCredit { formatted } } }'
    expect((await shop.ask(own, {}, headers)).customer.storeCredit).toEqual([{ formatted: '€5.00' }])
    expect((await shop.ask(own, {}, other.headers)).customer.storeCredit).toEqual([])
    const { cartId } = await newCart(headers)
    const checkout = async (useStoreCredit: boolean, who: Headers) => {
      const query = `mutation ($input: CheckoutUpdateInput!) { checkoutUpdate(input: $input) {
        ... on CartPayload { cart { ${cartContent} } } ${rejection} } }`
      return (await shop.ask(query, { input: { cartId, useStoreCredit } }, who)).checkoutUpdate
    }
    expect((await checkout(true, headers)).cart).toMatchObject({
      useStoreCredit: true,
      cost: {
        giftCards: { amountMinor: 500 },
        storeCredit: { amountMinor: 500 },
        due: { amountMinor: 2_497 },
      },
    })
    expect((await checkout(false, headers)).cart.cost).toMatchObject({ due: { amountMinor: 2_997 } })
    expect(await checkout(true, other.headers)).toMatchObject({ errors: [{ code: 'NOT_FOUND' }] })
    const mine = await newCart()
    const guest = `mutation ($input: CheckoutUpdateInput!) { checkoutUpdate(input: $input) { ${rejection} } }`
    const input = { cartId: mine.cartId, useStoreCredit: true }
    expect((await shop.ask(guest, { input }, mine.opening)).checkoutUpdate).toMatchObject({
      errors: [{ code: 'INVALID', field: ['input', 'useStoreCredit'] }],
    })
  })

  test('takes what is kept of it along, and leaves the ledger as it is when erased', async () => {
    const { customerId, headers } = await signedIn('erased@example.com')
    await credit({ customerId, delta: EUR(700) })
    const exported = await shop.askAdmin('query ($id: ID!) { customerExport(id: $id) }', { id: customerId })
    expect(exported.customerExport.storeCredit).toMatchObject([
      { currency: 'EUR', balanceMinor: 700, entries: [{ kind: 'ADJUST', amountMinor: 700 }] },
    ])
    const erase = `mutation ($input: CustomerEraseInput!) { customerErase(input: $input) { __typename } }`
    await shop.askAdmin(erase, { input: { id: customerId } })
    expect(
      (await shop.ask('{ customer { id } }', {}, headers).catch(() => ({ customer: null }))).customer,
    ).toBeNull()
    const entries = `query ($id: ID!) { storeCreditEntries(customerId: $id, currency: "EUR") { nodes { balance { amountMinor } } } }`
    const { storeCreditEntries } = await shop.askAdmin(entries, { id: customerId })
    expect(storeCreditEntries.nodes).toEqual([{ balance: { amountMinor: 700 } }])
    expect(await credit({ customerId, delta: EUR(1) })).toMatchObject({ errors: [{ code: 'NOT_FOUND' }] })
    expect(await tenderFaults(shop)).toEqual([])
  })
})

test('the codes of gift cards stand nowhere but in the first answer', async () => {
  const { code } = await issue({ amount: EUR(100) })
  const { cartId, opening } = await newCart()
  await codes({ cartId, add: [code] }, opening)
  const rows = []
  for (const table of Object.values(tables))
    if (is(table, Table)) rows.push(await shop.db.read.select().from(table))
  const kept = JSON.stringify([rows, shop.logged])
  expect(kept).toContain(code.slice(-4))
  expect([code, code.replaceAll('-', '')].filter((written) => kept.includes(written))).toEqual([])
})
