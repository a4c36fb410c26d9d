import { beforeEach, describe, expect, test } from 'vitest'
import type { AllocationStrategy, Reservation } from '../../../src/domains/stock/index.js'
import type { Problem } from '../../../src/kernel/problem.js'
import type { Result } from '../../../src/kernel/result.js'
import { must, openTestShop, type TestShop } from '../../support/shop.js'
import { lay, ledgerFaults, place, soldVariant, toldOf } from '../../support/stocked.js'

let shop: TestShop
let ids: number[]
beforeEach(async () => {
  shop = await openTestShop()
  ids = [await soldVariant(shop, 'retort'), await soldVariant(shop, 'alembic')]
  await must(shop.stock.saveLocation(shop.actor, place('vienna', { priority: 2 })))
  await must(shop.stock.saveLocation(shop.actor, place('graz', { priority: 1 })))
})

const reserve = (quantities: readonly number[], strategy: AllocationStrategy = { kind: 'BY_PRIORITY' }) =>
  shop.stock.reserve(shop.actor, {
    channelId: 1,
    lines: quantities.map((quantity, i) => ({ variantId: ids[i] ?? 0, quantity })),
    expiresAt: new Date(shop.clock.now().getTime() + 60_000),
    strategy,
    reference: 'cart:1',
  })
const codes = (result: Result<unknown, Problem>): string[] =>
  result.ok ? [] : result.errors.map(({ code, field }) => `${code} ${field?.join('.')}`)
const taken = ({ lines }: Reservation) => lines.map((line) => [line.locationId, line.quantity])
const levels = async (nth = 0) =>
  (await shop.stock.exact([ids[nth] ?? 0]))[0]?.levels.map((level) => [level.onHand, level.reserved])

describe('a reservation', () => {
  test('holds everything or nothing, and says all that is lacking', async () => {
    await must(shop.channels.save(shop.actor, { slug: 'eu', quantityDisplayCap: 10 }))
    await lay(shop, 'retort', 'vienna', 5)
    await lay(shop, 'alembic', 'vienna', 1)
    const refused = await reserve([2, 3])
    expect(refused).toMatchObject({
      errors: [{ code: 'INSUFFICIENT_STOCK', field: ['lines', '1', 'quantity'], requested: 3, available: 1 }],
    })
    expect([await levels(0), await levels(1)]).toEqual([[[5, 0]], [[1, 0]]])
    await must(reserve([2, 1]))
    expect([await levels(0), await levels(1)]).toEqual([[[5, 2]], [[1, 1]]])
  })

  test('that is refused tells no more of what there is than the channel shows', async () => {
    await lay(shop, 'retort', 'vienna', 11)
    const told = async (cap: number | null) => {
      await must(shop.channels.save(shop.actor, { slug: 'eu', quantityDisplayCap: cap }))
      const refused = await reserve([12])
      return refused.ok ? null : refused.errors[0]
    }
    expect(await told(11)).toMatchObject({ available: 11, message: '12 are asked for, 11 are to be had.' })
    for (const cap of [10, null])
      expect(await told(cap)).toMatchObject({
        available: null,
        message: '12 are asked for, fewer are to be had.',
      })
  })

  test('takes from the location of the highest priority first', async () => {
    await lay(shop, 'retort', 'vienna', 2)
    await lay(shop, 'retort', 'graz', 5)
    expect(taken(await must(reserve([4])))).toEqual([
      [1, 2],
      [2, 2],
    ])
  })

  test('from one location takes the first that has everything, or the one that is wanted', async () => {
    for (const [sku, vienna, graz] of [['retort', 2, 5] as const, ['alembic', 9, 5] as const]) {
      await lay(shop, sku, 'vienna', vienna)
      await lay(shop, sku, 'graz', graz)
    }
    expect(taken(await must(reserve([3, 1], { kind: 'ONE_LOCATION' })))).toEqual([
      [2, 3],
      [2, 1],
    ])
    expect(codes(await reserve([3, 1], { kind: 'ONE_LOCATION' }))).toEqual([
      'INSUFFICIENT_STOCK lines.0.quantity',
    ])
    expect(taken(await must(reserve([1, 1], { kind: 'ONE_LOCATION', locationId: 2 })))).toEqual([
      [2, 1],
      [2, 1],
    ])
  })

  test('takes nothing from a location that does not serve the channel', async () => {
    await must(shop.stock.saveLocation(shop.actor, place('graz', { channels: ['us'] })))
    await lay(shop, 'retort', 'graz', 5)
    expect(codes(await reserve([1]))).toEqual(['INSUFFICIENT_STOCK lines.0.quantity'])
  })

  test.each([
    [[], ['LIMIT_EXCEEDED lines']],
    [[0], ['OUT_OF_RANGE lines.0.quantity']],
    [[1.5], ['OUT_OF_RANGE lines.0.quantity']],
    [[2_000_000_000], ['OUT_OF_RANGE lines.0.quantity']],
  ])('of %j is refused', async (quantities, reasons) => {
    expect(codes(await reserve(quantities))).toEqual(reasons)
  })
})

describe('what is held', () => {
  beforeEach(() => lay(shop, 'retort', 'vienna', 5))

  test('is sold once', async () => {
    const { id } = await must(reserve([2]))
    expect(await must(shop.stock.commit(shop.actor, id))).toMatchObject({
      status: 'COMMITTED',
      lines: [{ quantity: 0, sold: 2 }],
    })
    expect(await levels()).toEqual([[3, 0]])
    expect(codes(await shop.stock.commit(shop.actor, id))).toEqual(['RESERVATION_ENDED id'])
    expect(codes(await shop.stock.release(shop.actor, id))).toEqual(['RESERVATION_ENDED id'])
    expect(await levels()).toEqual([[3, 0]])
  })

  test('is given back once', async () => {
    const { id } = await must(reserve([2]))
    await must(shop.stock.release(shop.actor, id))
    expect(codes(await shop.stock.release(shop.actor, id))).toEqual(['RESERVATION_ENDED id'])
    expect(await levels()).toEqual([[5, 0]])
    expect(codes(await shop.stock.release(shop.actor, 'nobody'))).toEqual(['NOT_FOUND id'])
  })

  test('is given back when its time is over, and not before', async () => {
    await must(reserve([2]))
    await shop.stock.expireDue(shop.actor, new Date(shop.clock.now().getTime() + 59_999), () => false)
    expect(await levels()).toEqual([[5, 2]])
    const later = new Date(shop.clock.now().getTime() + 60_000)
    expect(await shop.stock.expireDue(shop.actor, later, () => false)).toBe(1)
    expect(await levels()).toEqual([[5, 0]])
    const { items } = await shop.stock.pages.movements({ variantId: ids[0] }, { first: 1 })
    expect(items).toMatchObject([{ kind: 'EXPIRE', quantity: 0, reserved: -2, reference: 'cart:1' }])
  })

  test('tells when the last unit goes and when it comes back', async () => {
    const before = (await toldOf(shop, 'stock.availabilityChanged')).length
    const { id } = await must(reserve([5]))
    await must(shop.stock.release(shop.actor, id))
    expect((await toldOf(shop, 'stock.availabilityChanged')).length - before).toBe(2)
  })

  test('joins the transaction of whoever reserves', async () => {
    const failing = shop.db.write(async () => {
      await must(reserve([2]))
      throw new Error('the cart was not saved')
    })
    await expect(failing).rejects.toThrow('the cart was not saved')
    expect(await levels()).toEqual([[5, 0]])
  })
})

test('what was promised is sold when it has come, to nobody who reserved later', async () => {
  await lay(shop, 'retort', 'vienna', 1)
  await must(shop.stock.savePolicies(shop.actor, { items: [{ sku: 'retort', policy: 'BACKORDER' }] }))
  const early = await must(reserve([1]))
  const promised = await must(reserve([2]))
  const owed = await must(shop.stock.commit(shop.actor, promised.id))
  expect(owed.lines).toMatchObject([{ quantity: 2, promised: 2, sold: 0 }])
  expect(await must(shop.stock.commit(shop.actor, early.id))).toMatchObject({ lines: [{ sold: 1 }] })
  expect(await levels()).toEqual([[0, 2]])
  await must(shop.stock.receive(shop.actor, { sku: 'retort', location: 'vienna', quantity: 3 }))
  expect(await must(shop.stock.settle(shop.actor, promised.id))).toMatchObject({
    lines: [{ quantity: 0, sold: 2 }],
  })
  expect(await levels()).toEqual([[1, 0]])
  expect(await ledgerFaults(shop)).toEqual([])
})

test('a sale of units that a count found missing waits for them, and may be given up', async () => {
  await lay(shop, 'retort', 'vienna', 3)
  const { id } = await must(reserve([3]))
  await lay(shop, 'retort', 'vienna', 1)
  expect(await must(shop.stock.commit(shop.actor, id))).toMatchObject({ lines: [{ quantity: 2, sold: 1 }] })
  await must(shop.stock.cancel(shop.actor, id))
  expect(await levels()).toEqual([[0, 0]])
  expect(await ledgerFaults(shop)).toEqual([])
})
