import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { createServices } from '../../src/app/build-services.js'
import { reservation, reservationLine, stockMovement } from '../../src/db/tables/stock.js'
import { systemClock } from '../../src/kernel/clock.js'
import { figure, timeout, times } from '../support/counts.js'
import { type Crowd, startCrowd } from '../support/crowd.js'
import { openAgain, type TestDatabase } from '../support/database.js'
import { must, shopOf, type TestShop, testClock } from '../support/shop.js'
import { furnishedDatabase, spawnShop } from '../support/shop-process.js'
import { lay, ledgerFaults, place, soldVariant } from '../support/stocked.js'
import { askAdmin } from '../support/writers.js'

const units = 100
const buyers = 500
const rounds = times(1, 25)
const kills = 4

/** Units for sale at two locations, and some at a third one that sells nothing, which only staff moves. */
async function stocked(url: string): Promise<[TestShop, number]> {
  const db = await openAgain(url)
  const shop = shopOf(db, testClock(), createServices({ db, clock: systemClock }))
  for (const name of ['near', 'far']) await must(shop.stock.saveLocation(shop.actor, place(name)))
  await must(shop.stock.saveLocation(shop.actor, place('cellar', { channels: [] })))
  const variantId = await soldVariant(shop, 'retort')
  for (const [name, quantity] of [['near', 60] as const, ['far', 40] as const, ['cellar', 50] as const])
    await lay(shop, 'retort', name, quantity)
  return [shop, variantId]
}

interface Staff {
  /** What of adjustments was acknowledged, in sum, and how often anything was. */
  readonly sum: { units: number; acknowledged: number }
  stop(): Promise<void>
}

const documents = {
  stockAdjust: 'mutation ($input: StockAdjustInput!) { stockAdjust(input: $input) { __typename } }',
  stockTransfer: 'mutation ($input: StockTransferInput!) { stockTransfer(input: $input) { __typename } }',
}

/** Adjusts and transfers without a pause; each change is sent under its key until it has an answer. */
function startStaff(urlOf: () => string): Staff {
  const sum = { units: 0, acknowledged: 0 }
  let going = true

  async function insist(mutation: keyof typeof documents, input: object): Promise<boolean> {
    const document = documents[mutation]
    const idempotencyKey = randomUUID()
    for (;;) {
      const answer = await askAdmin(urlOf(), document, { input: { sku: 'retort', ...input, idempotencyKey } })
        .then(({ body }) => body.data?.[mutation] as { __typename: string } | undefined)
        .catch(() => undefined)
      if (answer) return answer.__typename === 'StockPayload'
      await sleep(20)
    }
  }

  async function work(): Promise<void> {
    while (going) {
      const delta = Math.random() < 0.5 ? 2 : -2
      if (await insist('stockAdjust', { location: 'cellar', delta })) {
        sum.units += delta
        sum.acknowledged++
      }
      const [from, to] = Math.random() < 0.5 ? ['near', 'far'] : ['far', 'near']
      const quantity = 1 + Math.floor(Math.random() * 3)
      if (await insist('stockTransfer', { from, to, quantity })) sum.acknowledged++
    }
  }

  const working = Promise.all([work(), work()])
  return {
    sum,
    async stop() {
      going = false
      await working
    },
  }
}

/** At any one moment: units come from nowhere and go nowhere, and no more are sold than there were. */
const expectConstant = (db: TestDatabase) =>
  db.snapshot(async (on) => {
    expect(await ledgerFaults({ db: { ...db, read: on } })).toEqual([])
    const sums = await on
      .select({ kind: stockMovement.kind, sum: sql<number>`sum(${stockMovement.quantity})`.mapWith(Number) })
      .from(stockMovement)
      .groupBy(stockMovement.kind)
    const of = (kind: string) => sums.find((one) => one.kind === kind)?.sum ?? 0
    const [{ sold } = { sold: 0 }] = await on
      .select({ sold: sql<number>`coalesce(sum(${reservationLine.sold}), 0)`.mapWith(Number) })
      .from(reservationLine)
    expect([sold + of('SELL'), of('TRANSFER')]).toEqual([0, 0])
    expect(sold).toBeLessThanOrEqual(units)
    return { sold, adjusted: of('ADJUST') }
  })

interface Killable {
  kill(): Promise<void>
}

async function gatewayOf(url: string) {
  let gateway = await spawnShop(url)
  return {
    now: () => gateway,
    async kill() {
      gateway.signal('SIGKILL')
      await gateway.exit
      gateway = await spawnShop(url)
    },
  }
}

/** What was answered is so: sold is sold, and given back is given back. */
async function expectKept(db: TestDatabase, crowds: readonly Crowd[]): Promise<void> {
  const kept = new Map((await db.read.select().from(reservation)).map(({ id, status }) => [id, status]))
  const states = { commit: 'COMMITTED', release: 'RELEASED' } as const
  for (const { what, reservation: id = '' } of crowds.flatMap(({ told }) => told))
    if (what !== 'refused') expect([id, kept.get(id)]).toEqual([id, states[what]])
}

async function round(): Promise<void> {
  const url = await furnishedDatabase()
  const [shop, variantId] = await stocked(url)
  const gateways = [await gatewayOf(url), await gatewayOf(url)] as const
  const staff = gateways.map((gateway) => startStaff(() => gateway.now().url))
  const crowds = ['left', 'right'].map((name) => startCrowd(url, variantId, name, buyers / 2))
  const killable: readonly Killable[] = [...gateways, ...crowds]
  for (let i = 0; i < kills; i++) {
    await sleep(200 + Math.random() * 500)
    await killable[Math.floor(Math.random() * killable.length)]?.kill()
    await expectConstant(shop.db)
  }
  await Promise.all(crowds.map(({ done }) => done))
  await Promise.all(staff.map((one) => one.stop()))
  for (const gateway of gateways) gateway.now().signal('SIGTERM')
  for (const gateway of gateways) expect(await gateway.now().exit).toBe(0)

  await expectKept(shop.db, crowds)
  await shop.stock.expireDue(shop.actor, new Date(Date.now() + 7_200_000), () => false)
  const { sold, adjusted } = await expectConstant(shop.db)
  const [stock] = await shop.stock.exact([variantId])
  const [near, far, cellar] = stock?.levels ?? []
  expect((near?.onHand ?? 0) + (far?.onHand ?? 0) + sold).toBe(units)
  expect(stock?.levels.map(({ reserved }) => reserved)).toEqual([0, 0, 0])
  expect([adjusted, cellar?.onHand]).toEqual([
    staff.reduce((total, one) => total + one.sum.units, 0),
    50 + adjusted,
  ])
  const acknowledged = staff.reduce((total, one) => total + one.sum.acknowledged, 0)
  figure(
    `killed ${kills} times: ${buyers} buyers, ${sold} of ${units} sold, ${acknowledged} changes by staff`,
  )
}

test(`${buyers} buyers never get more than ${units} units, whoever is killed`, { timeout }, async () => {
  for (let i = 0; i < rounds; i++) await round()
})
