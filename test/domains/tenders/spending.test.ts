import { afterEach, beforeAll, expect, test } from 'vitest'
import type { Tx } from '../../../src/db/index.js'
import { attempt } from '../../../src/db/index.js'
import { giftCard, ledgerPosting, storeCredit, tenderUse } from '../../../src/db/tables/tenders.js'
import type { TenderAmount } from '../../../src/domains/tenders/index.js'
import { must, openTestShop, type TestShop } from '../../support/shop.js'
import { newCard, newCredit, newKey, tenderFaults } from '../../support/tenders.js'

let shop: TestShop
beforeAll(async () => {
  shop = await openTestShop()
})
afterEach(async () => {
  expect(await tenderFaults(shop)).toEqual([])
})

let orders = 0
const newOrder = () => `order:test-${++orders}`
const card = (id: string, amountMinor: number): TenderAmount => ({ kind: 'GIFT_CARD', id, amountMinor })
const credit = (id: string, amountMinor: number): TenderAmount => ({ kind: 'STORE_CREDIT', id, amountMinor })
const take = (reference: string, ...tenders: TenderAmount[]) =>
  attempt(shop.db, (tx) => shop.tenders.take(tx, { reference, tenders }))
const refund = (reference: string, part: TenderAmount, refundReference = newKey()) =>
  attempt(shop.db, (tx) => shop.tenders.refund(tx, { reference, refundReference, ...part }))
const giveBack = (reference: string) => shop.db.write((tx) => shop.tenders.giveBack(tx, reference))
const balance = async (id: string) => (await shop.tenders.giftCards([id]))[0]?.balanceMinor
const refusal = async (job: Promise<{ ok: boolean; errors?: unknown }>) => {
  const { errors = [] } = (await job) as { errors?: { code: string; field: string[] }[] }
  return errors.map(({ code, field }) => `${code} ${field.join('.')}`)
}

test('an order takes from gift cards and store credit, once however often it is tried', async () => {
  const [one, two] = [await newCard(shop, 1_000), await newCard(shop, 300)]
  const { id } = await newCredit(shop, 500)
  const order = newOrder()
  const tenders = [card(one.id, 1_000), card(two.id, 100), credit(id, 450)]
  expect(await take(order, ...tenders)).toEqual({ ok: true, value: null })
  expect(await take(order, ...tenders)).toEqual({ ok: true, value: null })
  expect([await balance(one.id), await balance(two.id)]).toEqual([0, 200])
  const taken = await shop.tenders.taken(shop.db.read, order)
  expect(taken.map(({ kind, amountMinor, returnedMinor }) => [kind, amountMinor, returnedMinor])).toEqual([
    ['GIFT_CARD', 1_000, 0],
    ['GIFT_CARD', 100, 0],
    ['STORE_CREDIT', 450, 0],
  ])
  expect(taken[0]).toMatchObject({ id: one.id, lastCharacters: one.code.slice(-4), currency: 'EUR' })
})

test('where one has not so much, or is over, nothing is taken from any', async () => {
  const [full, poor] = [await newCard(shop, 1_000), await newCard(shop, 99)]
  const ended = await newCard(shop, 1_000, { endsAt: new Date('2030-01-02T00:00:00Z') })
  const disabled = await newCard(shop, 1_000)
  const change = { giftCardId: disabled.id, expectedVersion: 1, disabled: true }
  await must(shop.tenders.update(shop.actor, change))
  const { id } = await newCredit(shop, 5)
  shop.clock.set('2030-01-02T00:00:00Z')
  const order = newOrder()
  const tenders = [
    card(full.id, 1),
    card(poor.id, 100),
    card(ended.id, 1),
    card(disabled.id, 1),
    credit(id, 6),
  ]
  expect((await refusal(take(order, ...tenders))).sort()).toEqual([
    'CODE_EXPIRED tenders.2',
    'CODE_EXPIRED tenders.3',
    'GIFT_CARD_EMPTY tenders.1',
    'GIFT_CARD_EMPTY tenders.4',
  ])
  expect(await balance(full.id)).toBe(1_000)
  expect(await shop.tenders.taken(shop.db.read, order)).toEqual([])
})

test('all that has not gone back goes back once, also onto a card that has ended; then it can be taken anew', async () => {
  const { id } = await newCard(shop, 1_000)
  const order = newOrder()
  await must(take(order, card(id, 800)))
  await must(refund(order, card(id, 300)))
  const change = { giftCardId: id, expectedVersion: 1, endsAt: new Date('2030-01-01T00:00:00Z') }
  await must(shop.tenders.update(shop.actor, change))
  await giveBack(order)
  await giveBack(order)
  expect(await balance(id)).toBe(1_000)
  expect(await shop.tenders.taken(shop.db.read, order)).toMatchObject([
    { amountMinor: 800, returnedMinor: 800 },
  ])
  await must(shop.tenders.update(shop.actor, { ...change, expectedVersion: 2, endsAt: null }))
  await must(take(order, card(id, 700)))
  expect(await balance(id)).toBe(300)
})

test('a refund gives back a part, once for each reference, and never above what was taken', async () => {
  const [{ id }, other] = [await newCard(shop, 1_000), await newCard(shop, 1_000)]
  const order = newOrder()
  await must(take(order, card(id, 600)))
  const key = newKey()
  await must(refund(order, card(id, 250), key))
  await must(refund(order, card(id, 250), key))
  expect(await balance(id)).toBe(650)
  expect(await refusal(refund(order, card(id, 351)))).toEqual(['OUT_OF_RANGE amount'])
  expect(await refusal(refund(order, card(other.id, 1)))).toEqual(['OUT_OF_RANGE amount'])
  expect(await refusal(refund(newOrder(), card(id, 1)))).toEqual(['OUT_OF_RANGE amount'])
  await must(refund(order, card(id, 350)))
  expect(await balance(id)).toBe(1_000)
})

test('what is left of a job that fails is nothing', async () => {
  const { id } = await newCard(shop, 1_000)
  const order = newOrder()
  const crash = shop.db.write(async (tx) => {
    await shop.tenders.take(tx, { reference: order, tenders: [card(id, 400)] })
    throw new Error('here')
  })
  await expect(crash).rejects.toThrow('here')
  expect(await balance(id)).toBe(1_000)
  await must(take(order, card(id, 400)))
  expect(await balance(id)).toBe(600)
})

test('cards pay in the order in which they end, and store credit last and only where it is wanted', async () => {
  const never = await newCard(shop, 1)
  const late = await newCard(shop, 2, { endsAt: new Date('2032-01-01T00:00:00Z') })
  const soon = await newCard(shop, 3, { endsAt: new Date('2031-01-01T00:00:00Z') })
  const { customerId, id } = await newCredit(shop, 4)
  const giftCardIds = [never.id, late.id, soon.id]
  const ids = async (cart: { customerId: string | null; currency?: string }) =>
    (await shop.tenders.forCart({ giftCardIds, currency: 'EUR', ...cart })).map((tender) => tender.id)
  expect(await ids({ customerId })).toEqual([soon.id, late.id, never.id, id])
  expect(await ids({ customerId: null })).toEqual([soon.id, late.id, never.id])
  expect(await ids({ customerId, currency: 'USD' })).toEqual([soon.id, late.id, never.id])
})

test('the ledger and its balances refuse what may not be', async () => {
  const { id } = await newCard(shop, 1_000)
  const { id: creditId } = await newCredit(shop, 10)
  await must(take(newOrder(), card(id, 1), credit(creditId, 1)))
  const refused = async (job: (tx: Tx) => PromiseLike<unknown>): Promise<string> => {
    const error = await shop.db.write(async (tx) => void (await job(tx))).catch((reason) => reason)
    return `${error?.message} ${error?.cause?.message}`
  }
  expect(await refused((tx) => tx.update(ledgerPosting).set({ amountMinor: 4 }))).toMatch(/append-only/)
  expect(await refused((tx) => tx.delete(ledgerPosting))).toMatch(/append-only/)
  expect(await refused((tx) => tx.update(giftCard).set({ balanceMinor: -1 }))).toMatch(/gift_card_balance/)
  expect(await refused((tx) => tx.update(storeCredit).set({ balanceMinor: -1 }))).toMatch(
    /store_credit_balance/,
  )
  expect(await refused((tx) => tx.update(tenderUse).set({ returnedMinor: 5_000 }))).toMatch(
    /tender_use_returned/,
  )
})
