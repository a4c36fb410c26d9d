import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import type { StockPolicy } from '../../../src/domains/stock/index.js'
import { must, openTestShop, type TestShop } from '../../support/shop.js'
import { ledgerFaults, place, soldVariant } from '../../support/stocked.js'

let shop: TestShop
beforeAll(async () => {
  shop = await openTestShop()
  for (const name of locations) await must(shop.stock.saveLocation(shop.actor, place(name)))
})

const locations = ['a', 'b', 'c']
const anywhere = fc.constantFrom(...locations)
const some = fc.integer({ min: 1, max: 12 })
const sku = fc.constantFrom(0, 1)
const nth = fc.nat({ max: 9 })

const step = fc.oneof(
  fc.record({ do: fc.constant('set' as const), sku, at: anywhere, quantity: fc.nat({ max: 20 }) }),
  fc.record({ do: fc.constant('safety' as const), sku, at: anywhere, quantity: fc.nat({ max: 3 }) }),
  fc.record({
    do: fc.constant('adjust' as const),
    sku,
    at: anywhere,
    delta: fc.integer({ min: -9, max: 9 }),
  }),
  fc.record({ do: fc.constant('receive' as const), sku, at: anywhere, quantity: some }),
  fc.record({ do: fc.constant('transfer' as const), sku, at: anywhere, to: anywhere, quantity: some }),
  fc.record({
    do: fc.constant('reserve' as const),
    quantities: fc.tuple(some, some),
    oneLocation: fc.boolean(),
  }),
  fc.record({ do: fc.constantFrom('commit', 'settle', 'release', 'cancel', 'expire' as const), nth }),
)
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

interface History {
  readonly skus: readonly string[]
  readonly ids: readonly number[]
  readonly held: string[]
}

async function run(given: Step, { skus, ids, held }: History): Promise<void> {
  const { stock, actor, clock } = shop
  if (given.do === 'reserve') {
    const reserved = await stock.reserve(actor, {
      channelId: 1,
      lines: ids.map((variantId, i) => ({ variantId, quantity: given.quantities[i as 0 | 1] })),
      expiresAt: new Date(clock.now().getTime() + 1_000),
      strategy: { kind: given.oneLocation ? 'ONE_LOCATION' : 'BY_PRIORITY' },
    })
    if (reserved.ok) held.push(reserved.value.id)
    return
  }
  if ('nth' in given) {
    const id = held[given.nth]
    if (given.do === 'expire') {
      clock.set(new Date(clock.now().getTime() + 500).toISOString())
      await stock.expireDue(actor, clock.now(), () => false)
    } else if (id) await stock[given.do](actor, id)
    return
  }
  const sku = skus[given.sku] ?? ''
  const { at } = given
  if (given.do === 'set') await stock.set(actor, { items: [{ sku, location: at, quantity: given.quantity }] })
  else if (given.do === 'safety')
    await stock.set(actor, { items: [{ sku, location: at, safetyStock: given.quantity }] })
  else if (given.do === 'adjust') await stock.adjust(actor, { sku, location: at, delta: given.delta })
  else if (given.do === 'receive') await stock.receive(actor, { sku, location: at, quantity: given.quantity })
  else await stock.transfer(actor, { sku, from: at, to: given.to, quantity: given.quantity })
}

let made = 0
async function newHistory(policy: StockPolicy): Promise<History> {
  const skus = [`h-${++made}`, `h-${++made}`]
  const ids = [await soldVariant(shop, skus[0] ?? ''), await soldVariant(shop, skus[1] ?? '')]
  const items = skus.map((sku) => ({ sku, policy, ...(policy === 'BACKORDER' && { promiseLimit: 5 }) }))
  await must(shop.stock.savePolicies(shop.actor, { items }))
  return { skus, ids, held: [] }
}

/** Units that open reservations still have, by variant and location. */
async function stillReserved({ held }: History): Promise<Map<string, number>> {
  const sums = new Map<string, number>()
  for (const id of held)
    for (const line of (await shop.stock.reservation(id))?.lines ?? []) {
      const key = `${line.variantId} ${line.locationId}`
      sums.set(key, (sums.get(key) ?? 0) + line.quantity)
    }
  return sums
}

test.each(['DENY', 'BACKORDER'] as const)(
  'whatever happens to stock with the policy %s, levels are the sums of the ledger and of what is reserved',
  async (policy) => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 15, maxLength: 40 }), async (steps) => {
        const history = await newHistory(policy)
        let lossesWereCounted = false
        for (const given of steps) {
          const before = await shop.stock.exact(history.ids)
          await run(given, history)
          lossesWereCounted ||= given.do === 'set' || given.do === 'adjust'
          const after = await shop.stock.exact(history.ids)
          for (const [i, stock] of after.entries()) {
            const was = before[i]
            expect(stock.version).toBeGreaterThanOrEqual(was?.version ?? 0)
            const isChanged = JSON.stringify(was?.levels) !== JSON.stringify(stock.levels)
            if (isChanged) expect(stock.version).toBeGreaterThan(was?.version ?? 0)
            for (const level of stock.levels)
              if (policy === 'DENY' && !lossesWereCounted)
                expect(level.reserved).toBeLessThanOrEqual(level.onHand)
          }
        }
        expect(await ledgerFaults(shop)).toEqual([])
        const reserved = await stillReserved(history)
        for (const { levels } of await shop.stock.exact(history.ids))
          for (const level of levels)
            expect(level.reserved).toBe(reserved.get(`${level.variantId} ${level.locationId}`) ?? 0)
        for (const { variantId, available } of await shop.stock.channelStock(1, history.ids)) {
          const levels = (await shop.stock.exact([variantId]))[0]?.levels ?? []
          const free = levels.map((level) => Math.max(0, level.onHand - level.reserved - level.safetyStock))
          expect(available).toBe(free.reduce((sum, one) => sum + one, 0))
        }
      }),
      { numRuns: 12 },
    )
  },
  60_000,
)
