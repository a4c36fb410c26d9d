import fc from 'fast-check'
import { expect, test } from 'vitest'
import { allocate } from '../../../src/domains/stock/rules/allocation.js'
import {
  availabilityIn,
  availabilityOf,
  availableIn,
  bestAvailability,
  freeAt,
  promisedIn,
  toldTo,
} from '../../../src/domains/stock/rules/availability.js'
import { crossedFor, crossingOf } from '../../../src/domains/stock/rules/crossings.js'
import type { PlacedLevel, VariantStock } from '../../../src/domains/stock/types.js'

const level = fc.record({
  variantId: fc.constant(1),
  locationId: fc.nat({ max: 5 }),
  onHand: fc.nat({ max: 20 }),
  reserved: fc.nat({ max: 20 }),
  safetyStock: fc.nat({ max: 3 }),
  priority: fc.nat({ max: 3 }),
  channelIds: fc.constantFrom([], [1], [2], [1, 2]),
  short: fc.constant(0),
  incoming: fc.constant(0),
  incomingAt: fc.constant(null),
}) satisfies fc.Arbitrary<PlacedLevel>

const stockWith = (variantId: number): fc.Arbitrary<VariantStock> =>
  fc.record({
    variantId: fc.constant(variantId),
    productId: fc.constant(1),
    policy: fc.constantFrom('DENY', 'BACKORDER', 'PREORDER' as const),
    promiseLimit: fc.option(fc.nat({ max: 30 })),
    preorderUntil: fc.constant(null),
    lowStockThreshold: fc.option(fc.nat({ max: 5 })),
    reserveInCartMinutes: fc.constant(null),
    isLow: fc.constant(false),
    version: fc.constant(1),
    levels: fc
      .uniqueArray(level, { selector: (one) => one.locationId, maxLength: 5 })
      .map((levels) => levels.map((one) => ({ ...one, variantId }))),
  })
const strategy = fc.constantFrom({ kind: 'BY_PRIORITY' } as const, { kind: 'ONE_LOCATION' } as const)
const wanted = fc
  .tuple(stockWith(1), stockWith(2), fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 10 }))
  .map(([a, b, first, second]) => [
    { stock: a, quantity: first },
    { stock: b, quantity: second },
  ])

test('an allocation gives exactly what is wanted, from where the channel is served, and no more than may be', () => {
  fc.assert(
    fc.property(wanted, strategy, (lines, how) => {
      const allocation = allocate(lines, 1, how)
      if (!allocation.ok) {
        for (const { requested, available } of allocation.lacking)
          expect(requested).toBeGreaterThan(available)
        expect(allocation.lacking.length).toBeGreaterThan(0)
        return
      }
      for (const { stock, quantity } of lines) {
        const given = allocation.lines.filter((line) => line.variantId === stock.variantId)
        expect(given.reduce((sum, line) => sum + line.quantity, 0)).toBe(quantity)
        const promised = given.reduce((sum, line) => sum + line.promised, 0)
        if (stock.policy === 'DENY') expect(promised).toBe(0)
        if (stock.promiseLimit !== null && promised > 0)
          expect(promised + promisedIn(stock.levels)).toBeLessThanOrEqual(stock.promiseLimit)
        for (const line of given) {
          const from = stock.levels.find((one) => one.locationId === line.locationId)
          expect(from?.channelIds).toContain(1)
          expect(line.quantity - line.promised).toBeLessThanOrEqual(Math.max(0, from ? freeAt(from) : 0))
        }
      }
      if (how.kind === 'ONE_LOCATION')
        expect(new Set(allocation.lines.map((line) => line.locationId)).size).toBe(1)
    }),
  )
})

test('what is told available can be had, and one more cannot', () => {
  fc.assert(
    fc.property(stockWith(1), (given) => {
      const stock = { ...given, policy: 'DENY' as const }
      const available = availableIn(stock.levels.filter((one) => one.channelIds.includes(1)))
      const taking = (quantity: number) => allocate([{ stock, quantity }], 1, { kind: 'BY_PRIORITY' }).ok
      if (available > 0) expect(taking(available)).toBe(true)
      expect(taking(available + 1)).toBe(false)
      expect(availabilityIn(stock, 1) === 'OUT').toBe(available === 0)
    }),
  )
})

test('a crossing tells each channel that is told another availability what it is told, and no other', () => {
  fc.assert(
    fc.property(stockWith(1), stockWith(1), (before, after) => {
      const crossing = crossingOf(before, after)
      for (const id of [1, 2, 3]) {
        const isTold = availabilityIn(before, id) !== availabilityIn(after, id)
        expect(crossing && crossedFor(crossing, id)).toEqual(isTold ? toldTo(after, id) : null)
      }
    }),
  )
})

test.each([
  ['UNTRACKED', 0, 'IN_STOCK'],
  ['DENY', 4, 'IN_STOCK'],
  ['DENY', 3, 'LOW'],
  ['DENY', 0, 'OUT'],
  ['BACKORDER', 0, 'BACKORDER'],
  ['PREORDER', 0, 'PREORDER'],
  ['PREORDER', 4, 'IN_STOCK'],
] as const)('%s with %i available is %s', (policy, available, told) => {
  const item = { policy, promiseLimit: null, lowStockThreshold: 3 }
  expect(availabilityOf(item, { available, promised: 0, serving: 1 })).toBe(told)
})

test('nothing is promised where no location serves the channel, or beyond the limit', () => {
  const item = { policy: 'BACKORDER', promiseLimit: 2, lowStockThreshold: null } as const
  expect(availabilityOf(item, { available: 0, promised: 0, serving: 0 })).toBe('OUT')
  expect(availabilityOf(item, { available: 0, promised: 2, serving: 1 })).toBe('OUT')
  expect(availabilityOf(item, { available: 0, promised: 1, serving: 1 })).toBe('BACKORDER')
})

test('of variants the best counts', () => {
  expect(bestAvailability(['OUT', 'LOW', 'BACKORDER'])).toBe('LOW')
  expect(bestAvailability([])).toBe('OUT')
})
