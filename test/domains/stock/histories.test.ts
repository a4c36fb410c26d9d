import { asc, gt } from 'drizzle-orm'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { outbox } from '../../../src/db/tables/outbox.js'
import { stockMovement } from '../../../src/db/tables/stock.js'
import type { Crossing, VariantStock } from '../../../src/domains/stock/index.js'
import { timeout, times } from '../../support/counts.js'
import { must, openTestShop, type TestShop } from '../../support/shop.js'
import { ledgerFaults, place, soldVariant } from '../../support/stocked.js'
import { type History, type Step, step, take } from './steps.js'

let shop: TestShop
/** The last is served by no location. */
const channelIds = [1, 2, 3]
beforeAll(async () => {
  shop = await openTestShop()
  const moon = { slug: 'moon', name: 'Moon', currencies: ['EUR'], locales: ['en'], countries: ['LI'] }
  await must(shop.channels.save(shop.actor, moon))
  for (const name of ['a', 'b']) await must(shop.stock.saveLocation(shop.actor, place(name)))
  await must(shop.stock.saveLocation(shop.actor, place('c', { channels: ['us'] })))
})

let made = 0
async function newHistory(): Promise<History> {
  const skus = [`h-${++made}`, `h-${++made}`] as const
  const ids = [await soldVariant(shop, skus[0]), await soldVariant(shop, skus[1])] as const
  return { skus, ids, held: [] }
}

/** All that is known of two variants at a time, each read on its own way. */
async function look({ ids }: History) {
  const told = await Promise.all(channelIds.map((id) => shop.stock.channelStock(id, ids)))
  return { stocks: await shop.stock.exact(ids), told }
}
type Look = Awaited<ReturnType<typeof look>>

const versionOf = ({ stocks }: Look, id: number) => stocks.find((one) => one.variantId === id)?.version ?? 0
const availabilityOf = ({ told }: Look, id: number) =>
  told.map((ofChannel) => ofChannel.find((one) => one.variantId === id)?.availability)
const levelsOf = ({ stocks }: Look) => stocks.flatMap(({ levels }) => levels)
const promised = ({ levels }: VariantStock) =>
  levels.reduce(
    (sum, { onHand, reserved, safetyStock }) => sum + Math.max(0, reserved + safetyStock - onHand),
    0,
  )

let seen = { fact: 0, movement: 0 }
/** The facts and the movements since the last time. */
async function news() {
  const facts = await shop.db.read
    .select()
    .from(outbox)
    .where(gt(outbox.seq, seen.fact))
    .orderBy(asc(outbox.seq))
  const movements = await shop.db.read
    .select()
    .from(stockMovement)
    .where(gt(stockMovement.id, seen.movement))
    .orderBy(asc(stockMovement.id))
  seen = { fact: facts.at(-1)?.seq ?? seen.fact, movement: movements.at(-1)?.id ?? seen.movement }
  const bodiesOf = (kind: string) => facts.filter((fact) => fact.kind === kind).map(({ body }) => body)
  const changed = bodiesOf('stock.changed').map(({ variantIds }) => variantIds as number[])
  const crossed = bodiesOf('stock.availabilityChanged').map(({ crossings }) =>
    (crossings as Crossing[]).map(({ variantId }) => variantId),
  )
  return { changed, crossed, movements }
}

/** Every change raises the version by one and is told; that availability has changed is told when it has, and only then. */
function expectTold(
  { ids }: History,
  before: Look,
  after: Look,
  told: Awaited<ReturnType<typeof news>>,
): void {
  for (const id of ids) {
    const changes = told.changed.filter((variantIds) => variantIds.includes(id)).length
    expect(versionOf(after, id) - versionOf(before, id)).toBe(changes)
    const asTold = ({ stocks }: Look) => {
      const { version: _, isLow: __, ...stock } = stocks.find((one) => one.variantId === id) ?? {}
      return stock
    }
    if (changes === 0) expect(asTold(after)).toEqual(asTold(before))
    else expect(asTold(after)).not.toEqual(asTold(before))
    const isCrossed = told.crossed.some((variantIds) => variantIds.includes(id))
    expect([id, isCrossed]).toEqual([
      id,
      availabilityOf(after, id).join() !== availabilityOf(before, id).join(),
    ])
  }
}

/** A level changes by its movements, is never below zero, and lacks units only for a loss or a promise. */
function expectSound(given: Step, before: Look, after: Look, told: Awaited<ReturnType<typeof news>>): void {
  for (const level of levelsOf(after)) {
    const isSame = (one: { variantId: number; locationId: number }) =>
      one.variantId === level.variantId && one.locationId === level.locationId
    const was = levelsOf(before).find(isSame) ?? { onHand: 0, reserved: 0, short: 0 }
    const sum = (key: 'quantity' | 'reserved') =>
      told.movements.filter(isSame).reduce((total, movement) => total + movement[key], 0)
    expect([level.onHand - was.onHand, level.reserved - was.reserved]).toEqual([
      sum('quantity'),
      sum('reserved'),
    ])
    expect(Math.min(level.onHand, level.reserved)).toBeGreaterThanOrEqual(0)
    expect(level.short).toBe(Math.max(0, level.reserved - level.onHand))
    if (level.short > was.short) expect(['set', 'adjust', 'reserve']).toContain(given.do)
  }
  if (given.do !== 'reserve') return
  for (const stock of after.stocks) {
    const was = before.stocks.find((one) => one.variantId === stock.variantId)
    const [more, limit] = [promised(stock) - (was ? promised(was) : 0), stock.promiseLimit ?? 0]
    if (more > 0) expect([stock.policy, promised(stock) <= limit]).toEqual(['BACKORDER', true])
  }
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

test('whatever happens to stock, the books balance, and each change and crossing is told once', {
  timeout,
}, async () => {
  const histories = fc.array(step, { minLength: 15, maxLength: 40 })
  await fc.assert(
    fc.asyncProperty(histories, async (steps) => {
      const history = await newHistory()
      await news()
      let before = await look(history)
      for (const given of steps) {
        await take(shop, given, history)
        const after = await look(history)
        const told = await news()
        expectTold(history, before, after, told)
        expectSound(given, before, after, told)
        before = after
      }
      expect(await ledgerFaults(shop)).toEqual([])
      const reserved = await stillReserved(history)
      for (const level of levelsOf(before))
        expect(level.reserved).toBe(reserved.get(`${level.variantId} ${level.locationId}`) ?? 0)
    }),
    { numRuns: times(12, 400) },
  )
})
