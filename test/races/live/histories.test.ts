import { setTimeout as sleep } from 'node:timers/promises'
import { beforeEach, expect, test } from 'vitest'
import { pruneFacts } from '../../../src/db/index.js'
import { type Crossing, crossedFor } from '../../../src/domains/stock/index.js'
import { globalId } from '../../../src/kernel/ids.js'
import { figure, timeout, times } from '../../support/counts.js'
import { openAgain } from '../../support/database.js'
import { startTestGateway } from '../../support/gateway.js'
import { must } from '../../support/shop.js'
import { type ShopApi, startTestShop } from '../../support/shop-api.js'
import { lay, place, soldVariant, toldOf } from '../../support/stocked.js'
import { Subscriber, type Subscribing, subscribing } from '../../support/subscriber.js'

const skus = ['a', 'b', 'c']
let shop: ShopApi
let ids: number[]
/** Two processes, as far as the database can tell. */
let gateways: readonly [Subscribing, Subscribing]

beforeEach(async () => {
  shop = await startTestShop()
  ids = await Promise.all(skus.map((sku) => soldVariant(shop, sku)))
  await must(shop.channels.save(shop.actor, { slug: 'eu', quantityDisplayCap: 1_000 }))
  for (const name of ['near', 'far']) await must(shop.stock.saveLocation(shop.actor, place(name)))
  for (const sku of skus) await lay(shop, sku, 'near', 5)
  const other = await startTestGateway({ clock: shop.clock, db: await openAgain(shop.db.url) })
  gateways = [
    await subscribing({ live: shop.live, services: shop }),
    await subscribing({ live: other.live, services: other.services }),
  ]
})

const pick = <T>(of: readonly T[]): T => of[Math.floor(Math.random() * of.length)] as T

const stockChanged = `subscription ($ids: [ID!], $since: String) { stockChanged(variantIds: $ids, since: $since) {
  cursor snapshot variants { id availability quantityAvailable stockVersion } } }`

interface Shown {
  readonly id: string
  readonly availability: string
  readonly quantityAvailable: number | null
  readonly stockVersion: number
}

/** What one client has seen over all of its sockets. */
class Watcher {
  /** By variant, from its last snapshot on. */
  seen = new Map<string, Shown[]>()
  snapshots = 0
  cursor: string | undefined
  cuts = 0

  /** Subscribes, and is cut off after a while. */
  async stay(ms: number): Promise<void> {
    const from = this.cursor
    const client = await pick(gateways).subscribe(stockChanged, {
      variables: { ids: ids.map((id) => globalId('ProductVariant', id)), since: from },
      receiver: new Taking((event) => this.#take(event)),
    })
    await sleep(ms)
    client.end()
    this.cuts++
  }

  #take({ cursor, snapshot, variants }: { cursor: string; snapshot: boolean; variants: readonly Shown[] }) {
    this.cursor = cursor
    if (snapshot) {
      this.snapshots++
      this.seen = new Map()
    }
    for (const shown of variants) this.seen.set(shown.id, [...(this.seen.get(shown.id) ?? []), shown])
  }
}

class Taking extends Subscriber {
  constructor(private readonly take: (event: Subscriber['last']) => void) {
    super()
  }
  override next(text: string): void {
    super.next(text)
    this.take(this.last)
  }
}

async function change(): Promise<void> {
  const [sku, location, roll] = [pick(skus), pick(['near', 'far']), Math.random()]
  if (roll < 0.5) await lay(shop, sku, location, pick([0, 0, 1, 7]))
  else if (roll < 0.7)
    await shop.stock.set(shop.actor, {
      items: skus.map((one) => ({ sku: one, location, quantity: pick([0, 3]) })),
    })
  else await shop.stock.adjust(shop.actor, { sku, location, delta: pick([1, -1]) })
}

const changedInARow = (availabilities: readonly string[]) =>
  availabilities.filter((one, i) => one !== availabilities[i - 1])

async function compare(watcher: Watcher): Promise<void> {
  const crossings = (await toldOf(shop, 'stock.availabilityChanged')).flatMap(
    ({ crossings }) => crossings as Crossing[],
  )
  for (const [i, told] of (await shop.stock.channelStock(1, ids)).entries()) {
    const shown = watcher.seen.get(globalId('ProductVariant', ids[i] ?? 0)) ?? []
    const versions = shown.map(({ stockVersion }) => stockVersion)
    expect(versions).toEqual(versions.toSorted((a, b) => a - b))
    expect(shown.at(-1)).toMatchObject({
      availability: told.availability,
      quantityAvailable: told.available,
      stockVersion: told.version,
    })
    const since = crossings
      .flatMap((crossing) => (crossing.variantId === ids[i] ? (crossedFor(crossing, 1) ?? []) : []))
      .filter(({ version }) => version > (versions[0] ?? 0))
    expect(changedInARow(shown.map(({ availability }) => availability))).toEqual([
      shown[0]?.availability,
      ...since.map(({ availability }) => availability),
    ])
  }
}

test(
  'however often it is cut off, a client sees each change of availability in order, and the state in the end',
  async () => {
    const cuts = times(40, 1_000)
    const watchers = Array.from({ length: 4 }, () => new Watcher())
    let isOver = false
    const changing = Array.from({ length: 3 }, async () => {
      while (!isOver) {
        await change()
        await sleep(Math.random() * 8)
      }
    })
    await Promise.all(
      watchers.map(async (watcher) => {
        await watcher.stay(100)
        while (watcher.cuts < cuts) {
          await sleep(Math.random() * 10)
          await watcher.stay(Math.random() * 30)
        }
      }),
    )
    isOver = true
    await Promise.all(changing)
    for (const watcher of watchers) {
      await watcher.stay(1_000)
      expect(watcher.snapshots).toBe(1)
      await compare(watcher)
    }
    figure(`${cuts} cuts of each of ${watchers.length} clients on 2 gateways: nothing missed`)
  },
  timeout,
)

test(
  'a client that sleeps for longer than facts are kept goes on from a snapshot',
  async () => {
    const sleeper = new Watcher()
    await sleeper.stay(200)
    for (let round = 0; round < times(2, 20); round++) {
      for (let i = 0; i < 10; i++) await change()
      await shop.react()
      await pruneFacts(shop.db, { before: new Date('2031-01-01'), readers: [] })
      await sleeper.stay(300)
      for (let i = 0; i < 3; i++) await change()
      await sleeper.stay(500)
      expect(sleeper.snapshots).toBe(2 + round)
      await compare(sleeper)
    }
  },
  timeout,
)
