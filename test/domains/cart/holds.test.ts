import { beforeAll, expect, test } from 'vitest'
import { createPersonalData } from '../../../src/app/personal-data.js'
import { systemActor } from '../../../src/domains/audit/index.js'
import type { Cart } from '../../../src/domains/cart/index.js'
import {
  cartOf,
  contentOf,
  guest,
  type HeldCart,
  newCart,
  newCustomer,
  placeIn,
  shownOf,
  signedIn,
} from '../../support/carts.js'
import { refusedBy } from '../../support/customers.js'
import { must, openTestShop, type TestShop } from '../../support/shop.js'
import { lay, ledgerFaults, place, soldVariant, toldOf } from '../../support/stocked.js'

let shop: TestShop
let made = 0
const minuteMs = 60_000

beforeAll(async () => {
  shop = await openTestShop()
  await must(shop.stock.saveLocation(shop.actor, place('vault')))
  await must(shop.stock.saveLocation(shop.actor, place('attic')))
})

/** A variant that carts hold for ten minutes. */
async function scarce(quantity: number): Promise<number> {
  const sku = `scarce-${++made}`
  const id = await soldVariant(shop, sku)
  await lay(shop, sku, 'vault', quantity)
  await must(shop.stock.savePolicies(shop.actor, { items: [{ sku, reserveInCartMinutes: 10 }] }))
  return id
}

const add = (held: HeldCart, variantId: number, quantity: number) =>
  shop.carts.addLines(held.holder, { cartId: held.id, lines: [{ variantId, quantity }] })
const set = (held: HeldCart, { id }: Cart['lines'][number], quantity: number) =>
  shop.carts.updateLines(held.holder, { cartId: held.id, lines: [{ lineId: id, quantity }] })
const lineOf = async (held: HeldCart, index = 0) => {
  const line = (await cartOf(shop, held)).lines[index]
  if (!line) throw new Error('There is no such line')
  return line
}
async function reservedOf(variantId: number): Promise<number> {
  const [stock] = await shop.stock.exact([variantId])
  return stock?.levels.reduce((sum, { reserved }) => sum + reserved, 0) ?? 0
}
const later = (minutes: number) =>
  shop.clock.set(new Date(shop.clock.now().getTime() + minutes * minuteMs).toISOString())
const expireHolds = () => shop.stock.expireDue(systemActor('schedule'), shop.clock.now(), () => false)
const codesOf = async (held: HeldCart) => (await shownOf(shop, held)).warnings.map(({ code }) => code)

test('what is put into a cart is held for it and nobody else, however its quantity changes', async () => {
  const variantId = await scarce(5)
  const own = await newCart(shop, [{ variantId, quantity: 3 }])
  const other = await newCart(shop)
  expect(await reservedOf(variantId)).toBe(3)
  const { reservedUntil, problems } = await shownOf(shop, own)
  expect(reservedUntil).toEqual(new Date(shop.clock.now().getTime() + 10 * minuteMs))
  expect(problems.filter(({ code }) => code === 'INSUFFICIENT_STOCK')).toEqual([])
  expect(refusedBy(await add(other, variantId, 3))).toEqual(['INSUFFICIENT_STOCK lines.0.quantity'])
  expect(await reservedOf(variantId)).toBe(3)

  later(1)
  await must(add(own, variantId, 2))
  expect(await reservedOf(variantId)).toBe(5)
  expect((await shownOf(shop, own)).reservedUntil).toEqual(reservedUntil)
  expect(refusedBy(await add(own, variantId, 1))).toEqual(['INSUFFICIENT_STOCK lines.0.quantity'])
  await must(set(own, await lineOf(own), 1))
  expect(await reservedOf(variantId)).toBe(1)
  await must(add(other, variantId, 4))
  await must(set(own, await lineOf(own), 0))
  expect([await reservedOf(variantId), (await shownOf(shop, own)).reservedUntil]).toEqual([4, null])
  expect(await ledgerFaults(shop)).toEqual([])
})

test('lines of one variant are held together, and all of a call or nothing', async () => {
  const [first, second] = [await scarce(4), await scarce(1)]
  const lines = [
    { variantId: first, quantity: 1 },
    { variantId: first, quantity: 2, attributes: [{ key: 'gift', value: 'yes' }] },
  ]
  const held = await newCart(shop, lines)
  expect(await reservedOf(first)).toBe(3)
  const both = [
    { variantId: first, quantity: 1 },
    { variantId: second, quantity: 2 },
  ]
  const refused = await shop.carts.addLines(held.holder, { cartId: held.id, lines: both })
  expect(refusedBy(refused)).toEqual(['INSUFFICIENT_STOCK lines.1.quantity'])
  expect([await reservedOf(first), await reservedOf(second)]).toEqual([3, 0])
})

test('what is held no more stays with a warning, and is held anew if it is there', async () => {
  const [variantId, plain] = [await scarce(2), await soldVariant(shop, `plain-${++made}`)]
  const held = await newCart(shop, [{ variantId, quantity: 2 }])
  later(10)
  expect(await codesOf(held)).toEqual(['RESERVATION_EXPIRED'])
  expect(await expireHolds()).toBeGreaterThan(0)
  expect(await reservedOf(variantId)).toBe(0)
  expect(await codesOf(held)).toEqual(['RESERVATION_EXPIRED'])
  expect(contentOf(await cartOf(shop, held))).toEqual([[variantId, 2]])
  expect(await toldOf(shop, 'reservation.expired')).toContainEqual({ reference: `cart:${held.id}` })

  const quicker = await newCart(shop, [{ variantId, quantity: 1 }])
  await must(add(held, plain, 1))
  expect(await reservedOf(variantId)).toBe(1)
  expect(await codesOf(held)).toEqual(['RESERVATION_EXPIRED'])
  await must(set(quicker, await lineOf(quicker), 0))
  await must(add(held, plain, 1))
  expect([await reservedOf(variantId), await codesOf(held)]).toEqual([2, []])

  // Whoever changes a cart before the schedule has noticed holds the same units anew.
  later(11)
  const { version } = await cartOf(shop, held)
  await must(shop.carts.acknowledge(held.holder, { cartId: held.id, expectedVersion: version }))
  expect([await reservedOf(variantId), await codesOf(held), await expireHolds()]).toEqual([2, [], 0])
  expect((await shownOf(shop, held)).reservedUntil).toEqual(
    new Date(shop.clock.now().getTime() + 10 * minuteMs),
  )
  expect(await ledgerFaults(shop)).toEqual([])
})

test('who agrees to a cart whose units are gone is told that they are gone', async () => {
  const variantId = await scarce(1)
  const held = await newCart(shop, [{ variantId, quantity: 1 }])
  later(10)
  await expireHolds()
  await newCart(shop, [{ variantId, quantity: 1 }])
  const { version } = await cartOf(shop, held)
  await must(shop.carts.acknowledge(held.holder, { cartId: held.id, expectedVersion: version }))
  expect(await lineOf(held)).toMatchObject({ heldUntil: null, quantity: 1 })
  expect(await codesOf(held)).toEqual([])
  expect((await shownOf(shop, held)).problems.map(({ code }) => code)).toContain('INSUFFICIENT_STOCK')
})

test('carts that go up in one another hold together what both held, and no cart that has ended holds anything', async () => {
  const variantId = await scarce(6)
  const { channelId } = await placeIn(shop)
  const customerId = await newCustomer(shop, 'holder@example.com')
  const own = await newCart(shop, [{ variantId, quantity: 2 }], signedIn(customerId))
  const guests = await newCart(shop, [{ variantId, quantity: 3 }])
  await newCart(shop, [{ variantId, quantity: 1 }])
  await shop.carts.take(signedIn(customerId, guests.holder.token), channelId, 'MERGE')
  expect(contentOf(await cartOf(shop, own))).toEqual([[variantId, 5]])
  expect([await reservedOf(variantId), (await shownOf(shop, own)).reservedUntil]).toEqual([
    6,
    expect.any(Date),
  ])

  const kept = await newCart(shop)
  await shop.carts.take(signedIn(customerId, kept.holder.token), channelId, 'KEEP_GUEST')
  expect(await reservedOf(variantId)).toBe(1)

  await must(add({ id: kept.id, holder: signedIn(customerId) }, variantId, 2))
  const { expiresAt } = await cartOf(shop, { id: kept.id, holder: signedIn(customerId) })
  await shop.carts.expireDue(expiresAt, () => false)
  expect(await reservedOf(variantId)).toBe(0)
  expect(await ledgerFaults(shop)).toEqual([])
})

test('whoever is erased holds nothing any more', async () => {
  const variantId = await scarce(1)
  const customerId = await newCustomer(shop, 'gone@example.com')
  await newCart(shop, [{ variantId, quantity: 1 }], signedIn(customerId))
  await must(shop.customers.erase(shop.actor, customerId, createPersonalData(shop)))
  expect(await reservedOf(variantId)).toBe(0)
  expect(await ledgerFaults(shop)).toEqual([])
})

test('an order gets the units that its cart held', async () => {
  const variantId = await scarce(2)
  const held = await newCart(shop, [{ variantId, quantity: 2 }])
  const request = { channelId: 1, lines: [{ variantId, quantity: 2 }], expiresAt: new Date('2999-01-01') }
  expect(refusedBy(await shop.stock.reserve(shop.actor, request))).toEqual([
    'INSUFFICIENT_STOCK lines.0.quantity',
  ])
  await shop.db.write(async (tx) => {
    await shop.carts.releaseHold(tx, held.id)
    await must(shop.stock.reserve(shop.actor, request))
  })
  expect([await reservedOf(variantId), (await lineOf(held)).heldUntil]).toEqual([2, null])
})

test('a count that finds fewer units than a cart holds is seen in the cart, which gives back what it asks for no more', async () => {
  const variantId = await scarce(4)
  const held = await newCart(shop, [{ variantId, quantity: 4 }])
  await lay(shop, `scarce-${made}`, 'vault', 1)
  const { problems } = await shownOf(shop, held)
  expect(problems.find(({ code }) => code === 'INSUFFICIENT_STOCK')).toMatchObject({ requested: 4 })
  await must(set(held, await lineOf(held), 1))
  expect(await reservedOf(variantId)).toBe(1)
  expect((await shownOf(shop, held)).problems.map(({ code }) => code)).not.toContain('INSUFFICIENT_STOCK')
  expect(await ledgerFaults(shop)).toEqual([])
})

test('a cart holds a few units of a few variants, and orders reserve the rest', async () => {
  const plenty = await scarce(1_000)
  const many = await newCart(shop, [{ variantId: plenty, quantity: 500 }])
  expect(await reservedOf(plenty)).toBe(20)
  expect((await shownOf(shop, many)).problems.map(({ code }) => code)).not.toContain('INSUFFICIENT_STOCK')
  const variants: number[] = []
  for (let i = 0; i < 21; i++) variants.push(await scarce(1))
  const wide = await newCart(
    shop,
    variants.map((variantId) => ({ variantId, quantity: 1 })),
  )
  const reserved = await Promise.all(variants.map(reservedOf))
  expect([reserved.filter((units) => units === 1).length, reserved.at(-1)]).toEqual([20, 0])
  expect((await lineOf(wide, 20)).heldUntil).toBeNull()
})

test('what is reserved in carts is a whole number of minutes up to a week', async () => {
  const variantId = await scarce(1)
  const save = (reserveInCartMinutes: number | null) =>
    shop.stock.savePolicies(shop.actor, { items: [{ variantId, reserveInCartMinutes }] })
  for (const wrong of [0, 1.5, 10_081])
    expect(refusedBy(await save(wrong))).toEqual(['OUT_OF_RANGE items.0.reserveInCartMinutes'])
  await must(save(null))
  const held = await newCart(shop, [{ variantId, quantity: 1 }], guest())
  expect([await reservedOf(variantId), (await shownOf(shop, held)).reservedUntil]).toEqual([0, null])
})
