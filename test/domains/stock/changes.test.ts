import { beforeEach, describe, expect, test } from 'vitest'
import type { Tx } from '../../../src/db/index.js'
import { stockItem, stockLevel, stockMovement } from '../../../src/db/tables/stock.js'
import type { StockPolicyItem } from '../../../src/domains/stock/index.js'
import type { Problem } from '../../../src/kernel/problem.js'
import type { Result } from '../../../src/kernel/result.js'
import { must, openTestShop, type TestShop } from '../../support/shop.js'
import { lay, ledgerFaults, place, soldVariant, toldOf } from '../../support/stocked.js'

let shop: TestShop
let variantId: number
beforeEach(async () => {
  shop = await openTestShop()
  variantId = await soldVariant(shop, 'retort')
  await must(shop.stock.saveLocation(shop.actor, place('vienna', { priority: 2 })))
  await must(shop.stock.saveLocation(shop.actor, place('graz', { priority: 1 })))
})

const codes = (result: Result<unknown, Problem>): string[] =>
  result.ok ? [] : result.errors.map(({ code, field }) => `${code} ${field?.join('.')}`)
const levels = async () =>
  (await shop.stock.exact([variantId]))[0]?.levels.map(({ onHand, reserved }) => [onHand, reserved])
const told = async (channelId = 1) => (await shop.stock.channelStock(channelId, [variantId]))[0]

describe('a variant', () => {
  test('that nobody has counted can be bought, and no number is known', async () => {
    expect(await told()).toMatchObject({ availability: 'IN_STOCK', available: null, version: 0 })
  })

  test('is counted from the first count on', async () => {
    await lay(shop, 'retort', 'vienna', 0)
    expect(await told()).toMatchObject({ availability: 'OUT', available: 0, version: 1 })
    expect(await toldOf(shop, 'stock.availabilityChanged')).toHaveLength(1)
  })

  test('is told by what is free at the locations that serve the channel', async () => {
    await must(shop.stock.saveLocation(shop.actor, place('graz', { channels: ['us'] })))
    await lay(shop, 'retort', 'vienna', 3)
    await lay(shop, 'retort', 'graz', 4)
    await must(shop.stock.set(shop.actor, { items: [{ sku: 'retort', location: 'vienna', safetyStock: 1 }] }))
    expect([(await told(1))?.available, (await told(2))?.available]).toEqual([2, 6])
  })
})

describe('an adjustment', () => {
  test('by a delta is refused where less is there', async () => {
    await lay(shop, 'retort', 'vienna', 3)
    const refused = await shop.stock.adjust(shop.actor, { sku: 'retort', location: 'vienna', delta: -4 })
    expect(codes(refused)).toEqual(['INSUFFICIENT_STOCK delta'])
    expect(await levels()).toEqual([[3, 0]])
  })

  test('to a count is refused when the caller saw another', async () => {
    await lay(shop, 'retort', 'vienna', 3)
    const count = { sku: 'retort', location: 'vienna', quantity: 9, expectedQuantity: 2 }
    const refused = await shop.stock.adjust(shop.actor, count)
    expect(refused).toMatchObject({ errors: [{ code: 'QUANTITY_CHANGED', currentQuantity: 3 }] })
    await must(shop.stock.adjust(shop.actor, { ...count, expectedQuantity: 3 }))
    expect(await levels()).toEqual([[9, 0]])
  })

  test('below what is reserved is taken: nothing is available, and the shortage is seen', async () => {
    await lay(shop, 'retort', 'vienna', 5)
    await hold(4)
    await must(shop.stock.adjust(shop.actor, { sku: 'retort', location: 'vienna', quantity: 1 }))
    expect(await told()).toMatchObject({ availability: 'OUT', available: 0 })
    const short = await shop.stock.pages.levels({ isShort: true }, {})
    expect(short.items).toMatchObject([{ onHand: 1, reserved: 4, short: 3 }])
    expect(await ledgerFaults(shop)).toEqual([])
  })

  test('above what a level can have is refused', async () => {
    await lay(shop, 'retort', 'vienna', 1_000_000_000)
    const refused = await shop.stock.adjust(shop.actor, { sku: 'retort', location: 'vienna', delta: 1 })
    expect(codes(refused)).toEqual(['OUT_OF_RANGE delta'])
  })

  test('is done once for its key, and refused for another input under the same', async () => {
    await lay(shop, 'retort', 'vienna', 3)
    const input = { sku: 'retort', location: 'vienna', delta: 2, idempotencyKey: 'key-0123456789abcdef' }
    const first = await must(shop.stock.adjust(shop.actor, input))
    expect(await must(shop.stock.adjust(shop.actor, input))).toEqual(first)
    expect(await levels()).toEqual([[5, 0]])
    expect(codes(await shop.stock.adjust(shop.actor, { ...input, delta: 3 }))).toEqual([
      'IDEMPOTENCY_KEY_REUSED idempotencyKey',
    ])
  })

  test('leaves an audit entry, a movement and a fact, and raises the version', async () => {
    await lay(shop, 'retort', 'vienna', 3)
    const before = await told()
    await must(
      shop.stock.adjust(shop.actor, { sku: 'retort', location: 'vienna', delta: 2, reason: 'found' }),
    )
    expect((await told())?.version).toBe((before?.version ?? 0) + 1)
    const { items } = await shop.audit.page(
      { entity: 'ProductVariant', entityId: String(variantId) },
      { first: 1 },
    )
    expect(items).toMatchObject([
      { action: 'stockAdjust', before: { levels: [{ onHand: 3 }] }, after: { levels: [{ onHand: 5 }] } },
    ])
    const movements = await shop.stock.pages.movements({ variantId }, { first: 1 })
    expect(movements.items).toMatchObject([
      { kind: 'ADJUST', quantity: 2, reason: 'found', actor: shop.actor.name },
    ])
    expect((await toldOf(shop, 'stock.changed')).at(-1)).toMatchObject({ variantIds: [variantId] })
  })
})

describe('what is not there', () => {
  test.each([
    [{ sku: 'none', location: 'vienna', delta: 1 }, ['NOT_FOUND sku']],
    [{ variantId: 999, location: 'vienna', delta: 1 }, ['NOT_FOUND variantId']],
    [{ sku: 'retort', location: 'moon', delta: 1 }, ['NOT_FOUND location']],
    [{ sku: 'retort', variantId: 1, location: 'vienna', delta: 1 }, ['INVALID ']],
    [{ sku: 'retort', location: 'vienna' }, ['INVALID delta']],
    [{ sku: 'retort', location: 'vienna', delta: 0 }, ['OUT_OF_RANGE delta']],
    [{ sku: 'retort', location: 'vienna', delta: 0.5 }, ['OUT_OF_RANGE delta']],
    [{ sku: 'retort', location: 'vienna', quantity: -1 }, ['OUT_OF_RANGE quantity']],
    [
      { sku: 'retort', location: 'vienna', delta: 1, idempotencyKey: 'short' },
      ['INVALID_FORMAT idempotencyKey'],
    ],
  ])('%j is refused, and nothing is counted', async (input, reasons) => {
    expect(codes(await shop.stock.adjust(shop.actor, input))).toEqual(reasons)
    expect(await levels()).toBeUndefined()
  })
})

describe('a bulk count', () => {
  test('is taken whole or not at all, with every reason', async () => {
    const refused = await shop.stock.set(shop.actor, {
      items: [
        { sku: 'retort', location: 'vienna', quantity: 3 },
        { sku: 'retort', location: 'vienna', quantity: 4 },
        { sku: 'retort', location: 'graz', quantity: -1 },
        { sku: 'none', location: 'graz', quantity: 1 },
        { sku: 'retort', location: 'moon' },
      ],
    })
    expect(codes(refused)).toEqual([
      'NOT_FOUND items.3.sku',
      'NOT_FOUND items.4.location',
      'DUPLICATE items.1',
      'OUT_OF_RANGE items.2.quantity',
      'REQUIRED items.4',
    ])
    expect(await levels()).toBeUndefined()
  })

  test('of what is so already changes nothing and tells nobody', async () => {
    const items = [{ sku: 'retort', location: 'vienna', quantity: 3, safetyStock: 1, incoming: 4 }]
    await must(shop.stock.set(shop.actor, { items }))
    const before = [await told(), await toldOf(shop, 'stock.changed')]
    await must(shop.stock.set(shop.actor, { items }))
    expect([await told(), await toldOf(shop, 'stock.changed')]).toEqual(before)
  })

  test('tells of availability only where it has crossed a threshold', async () => {
    await must(shop.stock.savePolicies(shop.actor, { items: [{ sku: 'retort', lowStockThreshold: 2 }] }))
    const crossings = async () => (await toldOf(shop, 'stock.availabilityChanged')).length
    const steps = [9, 8, 3, 2, 1, 0, 5]
    const seen: [number, string | undefined, number][] = []
    for (const quantity of steps) {
      const before = await crossings()
      await lay(shop, 'retort', 'vienna', quantity)
      seen.push([quantity, (await told())?.availability, (await crossings()) - before])
    }
    expect(seen).toEqual([
      [9, 'IN_STOCK', 1],
      [8, 'IN_STOCK', 0],
      [3, 'IN_STOCK', 0],
      [2, 'LOW', 1],
      [1, 'LOW', 0],
      [0, 'OUT', 1],
      [5, 'IN_STOCK', 1],
    ])
  })

  test('of 500 places is one change', async () => {
    const skus = Array.from({ length: 50 }, (_, i) => `many-${i}`)
    for (const sku of skus) await soldVariant(shop, sku)
    for (let i = 0; i < 10; i++) await must(shop.stock.saveLocation(shop.actor, place(`l-${i}`)))
    const items = skus.flatMap((sku, n) =>
      Array.from({ length: 10 }, (_, i) => ({ sku, location: `l-${i}`, quantity: n + i })),
    )
    await must(shop.stock.set(shop.actor, { items }))
    expect(await shop.stock.pages.countLevels({})).toBe(500)
    expect(await ledgerFaults(shop)).toEqual([])
    expect(codes(await shop.stock.set(shop.actor, { items: [...items, ...items.slice(0, 1)] }))).toEqual([
      'LIMIT_EXCEEDED items',
    ])
  })
})

describe('a transfer', () => {
  test('moves units that are not reserved', async () => {
    await lay(shop, 'retort', 'vienna', 5)
    await hold(2)
    const move = { sku: 'retort', from: 'vienna', to: 'graz' }
    expect(codes(await shop.stock.transfer(shop.actor, { ...move, quantity: 4 }))).toEqual([
      'INSUFFICIENT_STOCK quantity',
    ])
    await must(shop.stock.transfer(shop.actor, { ...move, quantity: 3 }))
    expect(await levels()).toEqual([
      [2, 2],
      [3, 0],
    ])
    expect(codes(await shop.stock.transfer(shop.actor, { ...move, to: 'vienna', quantity: 1 }))).toEqual([
      'INVALID to',
    ])
  })
})

test('what has come is no longer expected', async () => {
  const incomingAt = new Date('2030-02-01T00:00:00Z')
  await must(
    shop.stock.set(shop.actor, {
      items: [{ sku: 'retort', location: 'vienna', quantity: 0, incoming: 10, incomingAt }],
    }),
  )
  expect((await told())?.restockAt).toEqual(incomingAt)
  await must(shop.stock.receive(shop.actor, { sku: 'retort', location: 'vienna', quantity: 4 }))
  const [stock] = await shop.stock.exact([variantId])
  expect(stock?.levels).toMatchObject([{ onHand: 4, incoming: 6 }])
  expect((await told())?.restockAt).toBeNull()
})

describe('a policy', () => {
  test('promises units up to its limit', async () => {
    await lay(shop, 'retort', 'vienna', 1)
    await must(
      shop.stock.savePolicies(shop.actor, {
        items: [{ sku: 'retort', policy: 'BACKORDER', promiseLimit: 3 }],
      }),
    )
    await hold(3)
    expect((await told())?.availability).toBe('BACKORDER')
    expect(codes(await reserve(2))).toEqual(['INSUFFICIENT_STOCK lines.0.quantity'])
    await hold(1)
    expect((await told())?.availability).toBe('OUT')
    expect(await ledgerFaults(shop)).toEqual([])
  })

  test('takes preorders until its instant, and none behind it even before the schedule has come', async () => {
    await lay(shop, 'retort', 'vienna', 0)
    const preorderUntil = new Date('2030-01-02T00:00:00Z')
    await must(
      shop.stock.savePolicies(shop.actor, { items: [{ sku: 'retort', policy: 'PREORDER', preorderUntil }] }),
    )
    expect(await told()).toMatchObject({ availability: 'PREORDER', restockAt: preorderUntil })
    await hold(1)
    shop.clock.set('2030-01-02T00:00:00Z')
    expect(codes(await reserve(1))).toEqual(['INSUFFICIENT_STOCK lines.0.quantity'])
    await shop.stock.endPreorders(shop.actor, shop.clock.now(), () => false)
    expect((await told())?.availability).toBe('OUT')
  })

  test('is told as a fault when its preorders cannot be ended', async () => {
    const unknown = { variantId: 404, productId: 1, policy: 'PREORDER', isLow: true, version: 1 }
    const past = new Date('2000-01-01T00:00:00Z')
    await shop.db.write((tx) =>
      tx.insert(stockItem).values({ ...unknown, preorderUntil: past, updatedAt: past }),
    )
    const ending = shop.stock.endPreorders(shop.actor, shop.clock.now(), () => false)
    await expect(ending).rejects.toThrow('404')
  })

  test('that makes no sense is refused', async () => {
    const refusedFor = async (item: StockPolicyItem) =>
      codes(await shop.stock.savePolicies(shop.actor, { items: [item] }))
    expect(await refusedFor({ sku: 'retort', policy: 'PREORDER' })).toEqual([
      'REQUIRED items.0.preorderUntil',
    ])
    expect(await refusedFor({ sku: 'retort', policy: 'DENY', promiseLimit: 2 })).toEqual([
      'INVALID items.0.promiseLimit',
    ])
    expect(await refusedFor({ sku: 'retort', lowStockThreshold: -1 })).toEqual([
      'OUT_OF_RANGE items.0.lowStockThreshold',
    ])
    expect(await refusedFor({ sku: 'none' })).toEqual(['NOT_FOUND items.0.sku'])
  })

  test('that counts nothing lets everything be bought', async () => {
    await lay(shop, 'retort', 'vienna', 0)
    await must(shop.stock.savePolicies(shop.actor, { items: [{ sku: 'retort', policy: 'UNTRACKED' }] }))
    expect(await told()).toMatchObject({ availability: 'IN_STOCK', available: null })
    expect(await must(reserve(5))).toMatchObject({ status: 'HELD', lines: [] })
  })
})

test('the ledger and its levels refuse what may not be', async () => {
  await lay(shop, 'retort', 'vienna', 3)
  const refusal = async (job: (tx: Tx) => PromiseLike<unknown>): Promise<string> => {
    const error = await shop.db.write(async (tx) => void (await job(tx))).catch((reason) => reason)
    return `${error?.message} ${error?.cause?.message}`
  }
  expect(await refusal((tx) => tx.update(stockMovement).set({ quantity: 4 }))).toMatch(/append-only/)
  expect(await refusal((tx) => tx.delete(stockMovement))).toMatch(/append-only/)
  expect(await refusal((tx) => tx.update(stockLevel).set({ onHand: -1 }))).toMatch(
    /stock_level_(on_hand|covered)/,
  )
  expect(await refusal((tx) => tx.update(stockLevel).set({ reserved: 4 }))).toMatch(/stock_level_covered/)
  expect(await ledgerFaults(shop)).toEqual([])
})

test('variants whose stock is low are listed', async () => {
  await lay(shop, 'retort', 'vienna', 3)
  const low = async () => (await shop.stock.pages.lowItems({})).items.map((item) => item.variantId)
  expect(await low()).toEqual([])
  await must(shop.stock.savePolicies(shop.actor, { items: [{ sku: 'retort', lowStockThreshold: 3 }] }))
  expect(await low()).toEqual([variantId])
  await lay(shop, 'retort', 'graz', 1)
  expect(await low()).toEqual([])
})

const reserve = (quantity: number) =>
  shop.stock.reserve(shop.actor, {
    channelId: 1,
    lines: [{ variantId, quantity }],
    expiresAt: new Date(shop.clock.now().getTime() + 60_000),
  })
const hold = async (quantity: number) => must(reserve(quantity))
