import { beforeAll, expect, test } from 'vitest'
import { cart as cartTable } from '../../../src/db/tables/cart.js'
import type { CheckoutUpdateInput } from '../../../src/domains/cart/index.js'
import { explainCart } from '../../../src/domains/cart/index.js'
import { cartOf, guest, type HeldCart, newCart, newCustomer, shownOf, signedIn } from '../../support/carts.js'
import { must, openTestShop, type TestShop } from '../../support/shop.js'
import { statementsOf } from '../../support/statements.js'
import { soldVariant } from '../../support/stocked.js'
import { newCard, newCredit, newKey } from '../../support/tenders.js'

let shop: TestShop
let flask: number
beforeAll(async () => {
  shop = await openTestShop()
  flask = await soldVariant(shop, 'flask')
  await must(shop.promotions.save(shop.actor, { code: 'HALF', percent: '50' }))
})

type Codes = { add?: string[]; remove?: string[] }
const change = ({ id, holder }: HeldCart, codes: Codes) =>
  shop.carts.updateCodes(holder, { cartId: id, ...codes })
const refusal = async (held: HeldCart, ...add: string[]) => {
  const changed = await change(held, { add })
  return changed.ok ? [] : changed.errors.map(({ code, field }) => `${code} ${field?.join('.')}`)
}
const checkout = ({ id, holder }: HeldCart, input: Omit<CheckoutUpdateInput, 'cartId'>) =>
  shop.carts.updateCheckout(holder, { cartId: id, ...input })
/** A cart of 20.00, or so many times 10.00. */
const filled = (quantity = 2, holder = guest()) => newCart(shop, [{ variantId: flask, quantity }], holder)
const due = async (held: HeldCart) => (await shownOf(shop, held)).priced.cost

test('gift cards pay beside one discount, by ids: their codes are not kept', async () => {
  const [one, two] = [await newCard(shop, 300), await newCard(shop, 2_000)]
  const held = await filled()
  await must(change(held, { add: [` ${one.code.toLowerCase().replaceAll('-', ' ')} `, 'half', two.code] }))
  const { priced, problems, warnings } = await shownOf(shop, held)
  expect(priced.cost).toMatchObject({ totalMinor: 1_000, tenderedMinor: 1_000, dueMinor: 0 })
  expect(priced.codes).toMatchObject([
    { kind: 'DISCOUNT', code: 'half', amountMinor: 1_000 },
    { kind: 'GIFT_CARD', code: null, lastCharacters: one.code.slice(-4), amountMinor: 300 },
    { kind: 'GIFT_CARD', code: null, lastCharacters: two.code.slice(-4), amountMinor: 700 },
  ])
  const steps = explainCart(priced)
  expect(steps.at(-1)?.reason).toBe(`gift card …${two.code.slice(-4)} pays 7.00 EUR`)
  expect(steps.reduce((sum, { amountMinor }) => sum + amountMinor, 0)).toBe(0)
  expect([warnings, problems.filter(({ field }) => field?.[0] === 'codes')]).toEqual([[], []])
  const rows = JSON.stringify(await shop.db.read.select().from(cartTable))
  expect([one, two].map(({ id }) => rows.includes(id))).toEqual([true, true])
  for (const { code } of [one, two]) expect(rows).not.toContain(code)
})

test('a gift card goes by its code or its last characters, and is put in once', async () => {
  const [one, two] = [await newCard(shop, 300), await newCard(shop, 400)]
  const held = await filled()
  await must(change(held, { add: [one.code, two.code, one.code.replaceAll('-', '')] }))
  expect(await due(held)).toMatchObject({ tenderedMinor: 700 })
  await must(change(held, { remove: [two.code.slice(-4).toLowerCase()], add: [one.code] }))
  expect(await due(held)).toMatchObject({ tenderedMinor: 300 })
  await must(change(held, { remove: ['nobody', one.code.toLowerCase()] }))
  expect((await cartOf(shop, held)).giftCardIds).toEqual([])
})

test('who tries codes is told why only of a card that is held; one that is disabled is as if it were not there', async () => {
  const usd = await newCard(shop, 1, { amount: { amountMinor: 1, currency: 'USD' } })
  const ended = await newCard(shop, 1, { endsAt: new Date('2030-01-01T12:00:00Z') })
  const [empty, disabled] = [await newCard(shop, 5), await newCard(shop, 5)]
  const delta = { amountMinor: -5, currency: 'EUR' }
  const spend = { giftCardId: empty.id, delta, reason: 'spent', idempotencyKey: newKey() }
  await must(shop.tenders.adjust(shop.actor, spend))
  await must(shop.tenders.update(shop.actor, { giftCardId: disabled.id, expectedVersion: 1, disabled: true }))
  shop.clock.set('2030-01-01T12:00:00Z')
  const held = await filled()
  const unknown = 'AAAA-BBBB-CCCC-DDDD-EEEE'
  expect(await refusal(held, usd.code, ended.code, empty.code, disabled.code, unknown)).toEqual([
    'CODE_NOT_APPLICABLE add.0',
    'CODE_EXPIRED add.1',
    'GIFT_CARD_EMPTY add.2',
    'CODE_UNKNOWN add.3',
    'CODE_UNKNOWN add.4',
  ])
  const told = async (code: string) =>
    JSON.stringify(await change(held, { add: [code] })).replaceAll(code, '')
  expect(await told(disabled.code)).toBe(await told(unknown))
  expect(await statementsOf(() => told(disabled.code))).toEqual(await statementsOf(() => told(unknown)))
  const cards = await Promise.all(Array.from({ length: 6 }, () => newCard(shop, 1)))
  expect(await refusal(held, ...cards.map(({ code }) => code))).toEqual(['LIMIT_EXCEEDED add.5'])
  expect((await cartOf(shop, held)).giftCardIds).toEqual([])
})

test('a card that was emptied meanwhile is in the way of an order until its shopper agrees, and is gone then', async () => {
  const [spent, kept] = [await newCard(shop, 500), await newCard(shop, 300)]
  const held = await filled()
  await must(change(held, { add: ['HALF', spent.code, kept.code] }))
  const tenders = [{ kind: 'GIFT_CARD' as const, id: spent.id, amountMinor: 500 }]
  await shop.db.write((tx) => must(shop.tenders.take(tx, { reference: 'order:elsewhere', tenders })))
  const shown = await shownOf(shop, held)
  expect(shown.priced.cost).toMatchObject({ totalMinor: 1_000, dueMinor: 700 })
  expect(shown.warnings).toMatchObject([{ code: 'GIFT_CARD_UNUSABLE', lineId: null }])
  expect(shown.problems.filter(({ code }) => code === 'GIFT_CARD_EMPTY')).toMatchObject([
    { field: ['codes', '1'] },
  ])
  const { version } = await cartOf(shop, held)
  await must(shop.carts.acknowledge(held.holder, { cartId: held.id, expectedVersion: version }))
  expect((await cartOf(shop, held)).giftCardIds).toEqual([kept.id])
  expect((await shownOf(shop, held)).warnings).toEqual([])
})

test('in another currency a card pays nothing, and pays again in its own', async () => {
  const { code } = await newCard(shop, 500)
  const held = await filled()
  await must(change(held, { add: [code] }))
  const inCurrency = (currency: string) =>
    must(shop.carts.updateContext(held.holder, { cartId: held.id, currency }))
  await inCurrency('USD')
  expect((await shownOf(shop, held)).priced.codes).toMatchObject([{ obstacle: 'CURRENCY_NOT_OFFERED' }])
  await inCurrency('EUR')
  expect(await due(held)).toMatchObject({ tenderedMinor: 500 })
})

test('store credit pays after gift cards when its customer says so, and nobody else can', async () => {
  const { customerId } = await newCredit(shop, 900)
  const { code } = await newCard(shop, 300)
  const held = await filled(2, signedIn(customerId))
  await must(change(held, { add: [code] }))
  expect(await due(held)).toMatchObject({ tenderedMinor: 300 })
  const byToken = { ...held, holder: guest(held.holder.token) }
  for (const other of [byToken, await filled()]) {
    const asked = await checkout(other, { useStoreCredit: true })
    expect(asked).toMatchObject({ ok: false, errors: [{ field: ['useStoreCredit'] }] })
  }
  await must(checkout(held, { useStoreCredit: true }))
  const { priced } = await shownOf(shop, held)
  expect(priced.tenders.map(({ tender, amountMinor }) => [tender.kind, amountMinor])).toEqual([
    ['GIFT_CARD', 300],
    ['STORE_CREDIT', 900],
  ])
  expect(priced.cost.dueMinor).toBe(800)
  await must(checkout(held, { note: 'and wrap it' }))
  expect(await due(held)).toMatchObject({ dueMinor: 800 })
  await must(checkout(held, { useStoreCredit: null }))
  expect(await due(held)).toMatchObject({ dueMinor: 1_700 })
})

test('merging carts keeps the gift cards of both, up to as many as a cart takes', async () => {
  const customerId = await newCustomer(shop, 'cards@example.com')
  const cards = await Promise.all(Array.from({ length: 7 }, () => newCard(shop, 1)))
  const codes = cards.map(({ code }) => code)
  const own = await filled(1, signedIn(customerId))
  await must(change(own, { add: codes.slice(0, 3) }))
  const other = await filled(1)
  await must(change(other, { add: codes.slice(2, 7) }))
  const { channelId } = await cartOf(shop, own)
  const merged = await shop.carts.take(signedIn(customerId, other.holder.token), channelId, 'MERGE')
  expect((await cartOf(shop, own)).giftCardIds).toEqual(cards.slice(0, 5).map(({ id }) => id))
  expect(merged.warnings.map(({ code }) => code)).toContain('CODE_DROPPED')
})
