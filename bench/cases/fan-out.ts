import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { burstOf, type Line } from '../figures.js'
import type { Arrivals, SocketOrder } from '../load/socket-process.js'
import { type Server, startAthanor } from '../processes/athanor.js'
import { type Child, startChild } from '../processes/child.js'
import { cpuSecondsOf, peakMiBOf } from '../processes/usage.js'
import type { Bench, Case } from './case.js'
import { dataOf, staffHeaders } from './requests.js'

const query = `subscription ($ids: [ID!]) { stockChanged(variantIds: $ids) {
  cursor snapshot variants { id availability quantityAvailable stockVersion } } }`
const location = 'fan-out'

/** One change of stock, told to every socket: the times are from the change's request to each client. */
export const fanOut: Case = {
  name: 'fan-out',
  async run(bench) {
    const lines: Line[] = []
    for (const count of bench.smoke ? [20, 40] : [2_000, 10_000]) lines.push(await told(bench, count))
    return { name: 'fan-out', engine: bench.engine.name, unit: 'event', lines }
  },
}

async function told({ engine, pace }: Bench, sockets: number): Promise<Line> {
  const settings = { MAX_SOCKETS: '20000', MAX_SOCKETS_PER_ADDRESS: '0' }
  const server = await startAthanor(await engine.shop(), settings)
  const module = new URL('../load/socket-process.ts', import.meta.url)
  const clients = startChild<SocketOrder, Arrivals>(module)
  try {
    const variant = await stockedVariant(server)
    await change(server, variant.sku, 1)
    const before = peakMiBOf(server.pid)
    const url = `${server.url.replace('http', 'ws')}/graphql`
    await clients.ask({ open: { url, count: sockets, query, variables: { ids: [variant.id] } } })
    const kibPerSocket = ((peakMiBOf(server.pid) - before) * 1_024) / sockets
    await changes(server, clients, variant.sku, 1)
    const cpu = cpuSecondsOf(server.pid)
    const databaseCpu = engine.cpuSeconds()
    const started = performance.now()
    const { delaysMs, lastMs } = await changes(server, clients, variant.sku, pace.rounds * 4)
    const burst = burstOf(delaysMs, (performance.now() - started) / 1_000)
    return {
      contestant: `${sockets} sockets`,
      cpuMicros: ((cpuSecondsOf(server.pid) - cpu) / burst.count) * 1e6,
      databaseCpuMicros: ((engine.cpuSeconds() - databaseCpu) / burst.count) * 1e6,
      perSecond: burst.count / burst.seconds,
      p50Ms: burst.p50Ms,
      p99Ms: burst.p99Ms,
      more: { 'last ms': lastMs, 'KiB a socket': kibPerSocket },
    }
  } finally {
    await clients.stop()
    await server.stop()
  }
}

/** One change after the other, each once all have heard of the one before. */
async function changes(server: Server, clients: Child<SocketOrder, Arrivals>, sku: string, count: number) {
  const delaysMs: number[] = []
  let lastMs = 0
  for (let i = 0; i < count; i++) {
    const arriving = clients.ask({})
    // So that they wait before anything comes.
    await sleep(50)
    const sentMs = performance.timeOrigin + performance.now()
    await change(server, sku, 1)
    const delays = (await arriving).map((arrivedMs) => arrivedMs - sentMs)
    lastMs = Math.max(lastMs, ...delays)
    delaysMs.push(...delays)
  }
  return { delaysMs, lastMs }
}

async function stockedVariant({ url }: Server): Promise<{ id: string; sku: string }> {
  const { shop, products } = await dataOf<{
    shop: { channels: { slug: string }[] }
    products: { nodes: { variants: { nodes: { id: string; sku: string }[] } }[] }
  }>(
    `${url}/graphql`,
    '{ shop { channels { slug } } products(first: 1) { nodes { variants(first: 1) { nodes { id sku } } } } }',
  )
  const input = {
    ...{ externalReference: location, kind: 'WAREHOUSE', timeZone: 'Europe/Vienna' },
    ...{ names: [{ locale: 'en', value: 'Fan-out' }], address: { country: 'AT' } },
    channels: shop.channels.map(({ slug }) => slug),
  }
  const save = 'mutation ($input: LocationSaveInput!) { locationSave(input: $input) { __typename } }'
  await dataOf(`${url}/admin/graphql`, save, { input }, staffHeaders)
  const [variant] = products.nodes.flatMap(({ variants }) => variants.nodes)
  if (!variant) throw new Error('The shop of the benchmarks sells nothing.')
  return variant
}

async function change({ url }: Server, sku: string, delta: number): Promise<void> {
  const input = { sku, location, delta, idempotencyKey: randomUUID() }
  const adjust = 'mutation ($input: StockAdjustInput!) { stockAdjust(input: $input) { __typename } }'
  const { stockAdjust } = await dataOf<{ stockAdjust: { __typename: string } }>(
    `${url}/admin/graphql`,
    adjust,
    { input },
    staffHeaders,
  )
  if (stockAdjust.__typename !== 'StockPayload') throw new Error('The stock could not be changed.')
}
