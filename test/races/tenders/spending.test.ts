import { beforeAll, expect, test } from 'vitest'
import { attempt } from '../../../src/db/index.js'
import { openTestShop, type TestShop } from '../../support/shop.js'
import { newCard, newCredit, tenderFaults } from '../../support/tenders.js'

let shop: TestShop
beforeAll(async () => {
  shop = await openTestShop()
})

const atOnce = <T>(count: number, work: (i: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, i) => work(i)))
const take = async (
  reference: string,
  kind: 'GIFT_CARD' | 'STORE_CREDIT',
  ids: string[],
  amountMinor = 7,
) => {
  const tenders = ids.map((id) => ({ kind, id, amountMinor }))
  return (await attempt(shop.db, (tx) => shop.tenders.take(tx, { reference, tenders }))).ok
}

test('50 orders that pay with one card at once take exactly what is on it', async () => {
  const { id } = await newCard(shop, 100)
  const taken = await atOnce(50, (i) => take(`order:a-${i}`, 'GIFT_CARD', [id]))
  expect(taken.filter(Boolean)).toHaveLength(14)
  expect((await shop.tenders.giftCards([id]))[0]?.balanceMinor).toBe(2)
  expect(await tenderFaults(shop)).toEqual([])
}, 60_000)

test('so do those that pay with the credit of one customer, and one order that is tried 50 times takes once', async () => {
  const { customerId, id } = await newCredit(shop, 100)
  expect(await atOnce(50, () => take('order:b', 'STORE_CREDIT', [id]))).toEqual(Array(50).fill(true))
  const taken = await atOnce(50, (i) => take(`order:b-${i}`, 'STORE_CREDIT', [id]))
  expect(taken.filter(Boolean)).toHaveLength(13)
  expect(await shop.tenders.credits([customerId])).toMatchObject([{ balanceMinor: 2 }])
  await atOnce(20, () => shop.db.write((tx) => shop.tenders.giveBack(tx, 'order:b')))
  expect(await shop.tenders.credits([customerId])).toMatchObject([{ balanceMinor: 9 }])
  expect(await tenderFaults(shop)).toEqual([])
}, 60_000)

test('orders that take from the same cards in another order never wait for each other in a ring', async () => {
  const ids = [
    (await newCard(shop, 1_000)).id,
    (await newCard(shop, 1_000)).id,
    (await newCard(shop, 1_000)).id,
  ]
  const taken = await atOnce(60, (i) => take(`order:c-${i}`, 'GIFT_CARD', i % 2 ? ids : ids.toReversed(), 20))
  expect(taken.filter(Boolean)).toHaveLength(50)
  await atOnce(60, (i) => shop.db.write((tx) => shop.tenders.giveBack(tx, `order:c-${i}`)))
  expect((await shop.tenders.giftCards(ids)).map(({ balanceMinor }) => balanceMinor)).toEqual([
    1_000, 1_000, 1_000,
  ])
  expect(await tenderFaults(shop)).toEqual([])
}, 60_000)
