import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import type { Services } from '../../src/app/build-services.js'
import { deltaOf, type Stocked, variantsOf, type Work, type WorkKind } from './work.js'

type Db = typeof import('../../src/db/index.js')
type App = typeof import('../../src/app/build-services.js')

/** The services as they were built, not as they would be compiled here. */
const built = <Module>(path: string): Promise<Module> =>
  import(new URL(`../../dist/${path}`, import.meta.url).href)

const outstanding = sql`select (select max(seq) from outbox) > (select min(seq) from reaction_cursor where reaction <> 'outbox.prune') as outstanding`

const actor = { name: 'key:bench', requestId: 'bench', keyId: 'bench' }
const location = 'bench'
const unitsEach = 100_000_000
const mostItems = 500

export interface OpenServices {
  readonly services: Services
  /** Waits until a server has done what follows from all that was changed, so that it is not done while something is measured. */
  settled(): Promise<void>
  close(): Promise<void>
}

export async function openServices(url: string): Promise<OpenServices> {
  const { openDatabase, rows } = await built<Db>('db/index.js')
  const { createServices } = await built<App>('app/build-services.js')
  const db = await openDatabase({ url })
  const isSettled = async () => {
    const [row] = await rows<{ outstanding: number | boolean }>(db.read, outstanding)
    return !row?.outstanding
  }
  return {
    services: createServices({ db, clock: { now: () => new Date() } }),
    async settled() {
      while (!(await isSettled())) await sleep(200)
    },
    close: () => db.close(),
  }
}

/** Stocks up to a thousand variants of a shop at one location. */
export async function stockUp({ channels, catalog, stock }: Services): Promise<Stocked> {
  const [channel] = await channels.all()
  if (!channel) throw new Error('The shop has no channel.')
  const saved = await stock.saveLocation(actor, {
    ...{ externalReference: location, kind: 'WAREHOUSE', names: [{ locale: 'en', value: 'Bench' }] },
    ...{ address: { country: 'AT' }, timeZone: 'UTC', channels: [channel.slug] },
  })
  if (!saved.ok) throw new Error(JSON.stringify(saved.errors))
  const names = await catalog.variantNames(Array.from({ length: 1_000 }, (_, i) => i + 1))
  const variants = [...names.values()].flatMap(({ id, productId, sku }) =>
    sku ? [{ id, productId, sku }] : [],
  )
  variants.sort((a, b) => a.id - b.id)
  for (let from = 0; from < variants.length; from += mostItems) {
    const items = variants
      .slice(from, from + mostItems)
      .map(({ sku }) => ({ sku, location, quantity: unitsEach }))
    const set = await stock.set(actor, { items })
    if (!set.ok) throw new Error(JSON.stringify(set.errors))
  }
  return { variants, locationId: saved.value.id, channelId: channel.id }
}

/** As the API has it done. */
export function athanorWork({ stock }: Services, stocked: Stocked, kind: WorkKind): Work {
  const adjust = (n: number) => {
    const [variant] = variantsOf(stocked, kind, n)
    const input = { sku: variant?.sku ?? '', location, delta: deltaOf(n), idempotencyKey: randomUUID() }
    return stock.adjust(actor, input)
  }
  const reserve = (n: number) =>
    stock.reserve(actor, {
      channelId: stocked.channelId,
      lines: variantsOf(stocked, kind, n).map(({ id }) => ({ variantId: id, quantity: 1 })),
      expiresAt: new Date(Date.now() + 900_000),
      reference: `cart:${n}`,
    })
  const work = kind === 'adjust' ? adjust : reserve
  return async function insist(n): Promise<void> {
    const done = await work(n).catch((error: Error) => {
      if (!isSilence(error)) throw error
    })
    if (!done) return insist(n)
    if (!done.ok) throw new Error(JSON.stringify(done.errors))
  }
}

/** Where the machine is so busy that a job waits too long for others, clients are told to try again. */
const isSilence = ({ cause }: Error): boolean => cause instanceof Error && cause.name === 'DatabaseSilent'
