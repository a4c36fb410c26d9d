import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { priceHistory } from '../../../src/db/tables/pricing.js'
import type { Shelf } from '../../../src/domains/listing/index.js'
import type { PriceInput, PriceState } from '../../../src/domains/pricing/index.js'
import { lowestBefore } from '../../../src/domains/pricing/rules/history.js'
import { boundariesOf, pricePoints } from '../../../src/domains/pricing/rules/points.js'
import { priceStates } from '../../../src/domains/pricing/rules/prices.js'
import { must, openTestShop, type TestShop, vessel } from '../../support/shop.js'
import { soldVariant } from '../../support/stocked.js'

let shop: TestShop
let shelf: Shelf
beforeAll(async () => {
  shop = await openTestShop()
  const channelId = (await shop.channels.all()).find(({ slug }) => slug === 'eu')?.id ?? 0
  shelf = { channelId, currency: 'EUR', locale: 'en' }
})

const dayMs = 24 * 60 * 60 * 1_000
const amount = fc.constantFrom(700, 800, 900, 1_000)
const former = fc.constantFrom(null, 1_100)
const span = fc.tuple(fc.integer({ min: -5, max: 40 }), fc.integer({ min: 1, max: 30 }))

const priced = fc.record({ amount, former })
const step = fc.record({
  afterDays: fc.constantFrom(0, 1, 8, 29, 30, 31),
  /** Whether the schedule has run before the save. */
  isOnTime: fc.boolean(),
  forAll: fc.option(priced),
  scheduled: fc.option(fc.record({ priced, span })),
  group: fc.option(priced),
})
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

/** One of the sets of prices that a variant had, from an instant on. */
interface SetSince {
  readonly sinceMs: number
  readonly prices: readonly PriceInput[]
}
interface Shown {
  readonly amountMinor: number
  readonly compareAtMinor: number | null
}

const inputOf = (
  { amount: amountMinor, former: compareAtMinor }: { amount: number; former: number | null },
  given: Partial<PriceInput> = {},
): PriceInput => ({ channel: 'eu', currency: 'EUR', amountMinor, compareAtMinor, ...given })

function pricesOf({ forAll, scheduled, group }: Step, nowMs: number): PriceInput[] {
  const day = (days: number) => new Date(nowMs + days * dayMs)
  return [
    ...(forAll ? [inputOf(forAll)] : []),
    ...(scheduled
      ? [
          inputOf(scheduled.priced, {
            startsAt: day(scheduled.span[0]),
            endsAt: day(scheduled.span[0] + scheduled.span[1]),
          }),
        ]
      : []),
    ...(group ? [inputOf(group, { priceGroup: 'guild' })] : []),
  ]
}

/** What everybody pays at an instant: of the set of that time the scheduled price, else the other. */
function naivePrice(sets: readonly SetSince[], atMs: number): Shown | null {
  const set = sets.findLast(({ sinceMs }) => sinceMs <= atMs)?.prices ?? []
  const own = set.filter(({ priceGroup }) => !priceGroup)
  const isNow = ({ startsAt, endsAt }: PriceInput) =>
    Number(startsAt) <= atMs && atMs < Number(endsAt as Date)
  const price = own.find((one) => one.startsAt && isNow(one)) ?? own.find((one) => !one.startsAt)
  return price ? { amountMinor: price.amountMinor, compareAtMinor: price.compareAtMinor ?? null } : null
}

/** Walks back hour by hour from now, as long as the price is the same reduction, and then for 30 days. */
function naiveLowest(sets: readonly SetSince[], nowMs: number): number | null {
  const current = naivePrice(sets, nowMs)
  if (!current?.compareAtMinor) return null
  const hourMs = dayMs / 24
  let startMs = nowMs
  for (let atMs = nowMs; ; atMs -= hourMs) {
    const price = naivePrice(sets, atMs)
    if (price?.amountMinor !== current.amountMinor || price.compareAtMinor === null) break
    startMs = atMs
  }
  const amounts: number[] = []
  for (let atMs = startMs - hourMs; atMs >= startMs - 30 * dayMs; atMs -= hourMs) {
    const price = naivePrice(sets, atMs)
    if (price) amounts.push(price.amountMinor)
  }
  return amounts.length > 0 ? Math.min(...amounts) : null
}

const startMs = Date.parse('2030-01-01T00:00:00.000Z')
const first: SetSince = { sinceMs: startMs, prices: [inputOf({ amount: 1_000, former: null })] }
const later = [0, 7, 60]

test('the lowest price before a reduction is what a walk back through time finds', () => {
  const channels = [{ id: 1, slug: 'eu', currencies: ['EUR'] }]
  const statesOf = (prices: readonly PriceInput[]) => priceStates([], prices, channels).prices
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 8 }), (steps) => {
      const history = pricePoints(1, [], statesOf(first.prices), [], new Date(startMs))
      const sets = [first]
      let [notedMs, nowMs, prices] = [startMs, startMs, statesOf(first.prices)]
      const note = (after: PriceState[]) => {
        const now = new Date(nowMs)
        const passed = boundariesOf(prices, new Date(notedMs)).filter((at) => at <= now)
        history.push(...pricePoints(1, prices, after, passed.sort(inOrder), now))
        ;[notedMs, prices] = [nowMs, after]
      }
      for (const one of steps) {
        nowMs += one.afterDays * dayMs
        sets.push({ sinceMs: nowMs, prices: pricesOf(one, nowMs) })
        note(statesOf(pricesOf(one, nowMs)))
      }
      for (const days of later) {
        nowMs += days * dayMs
        note(prices)
        const current = naivePrice(sets, nowMs)
        const points = history.filter(({ priceGroup }) => priceGroup === '')
        const found = current && lowestBefore(points, [], current, new Date(nowMs))
        expect(found).toBe(naiveLowest(sets, nowMs))
      }
    }),
    { numRuns: 300 },
  )
})

const inOrder = (a: Date, b: Date) => a.getTime() - b.getTime()
let made = 0

test('shelves show it, whether the schedule runs in time or not', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async (steps) => {
      let nowMs = startMs
      const wait = (days: number) => {
        nowMs += days * dayMs
        shop.clock.set(new Date(nowMs).toISOString())
      }
      wait(0)
      const sku = `history-${++made}`
      await shop.saved(vessel(sku, { variants: [{ sku, prices: [...first.prices] }] }))
      const variantId = (await shop.stored(sku)).state.variants[0]?.id ?? 0
      const sets = [first]
      for (const one of steps) {
        wait(one.afterDays)
        if (one.isOnTime) await shop.merchandising.applyDuePrices(new Date(nowMs), () => false)
        const prices = pricesOf(one, nowMs)
        await must(shop.merchandising.savePrices(shop.actor, { items: [{ sku, prices }] }))
        sets.push({ sinceMs: nowMs, prices })
      }
      for (const days of later) {
        wait(days)
        await shop.merchandising.applyDuePrices(new Date(nowMs), () => false)
        const [listed] = await shop.listings.variants(shelf, [variantId])
        const price = naivePrice(sets, nowMs)
        expect(listed ? [listed.amountMinor, listed.compareAtMinor] : null).toEqual(
          price && [price.amountMinor, price.compareAtMinor],
        )
        expect(listed?.lowestBeforeMinor ?? null).toBe(naiveLowest(sets, nowMs))
      }
    }),
    { numRuns: 8 },
  )
}, 60_000)

test('a history is only ever added to', async () => {
  await soldVariant(shop, `history-${++made}`)
  await expect(shop.db.write((tx) => tx.update(priceHistory).set({ amountMinor: 1 }))).rejects.toThrow()
  await expect(shop.db.write((tx) => tx.delete(priceHistory))).rejects.toThrow()
})
