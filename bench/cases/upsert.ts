import { join } from 'node:path'
import { runAthanor, startAthanor } from '../processes/athanor.js'
import { cpuSecondsOf, peakMiBOf } from '../processes/usage.js'
import { measured } from '../rounds.js'
import { definitions } from '../shop/definitions.js'
import { writeFeed } from '../shop/feed.js'
import { plainProduct } from '../shop/products.js'
import type { Case } from './case.js'
import { bodyOf, dataOf, staffHeaders } from './requests.js'

const mutation = /* GraphQL */ `
  mutation Upsert($input: ProductsUpsertInput!) {
    productsUpsert(input: $input) {
      ... on ProductsUpsertPayload { results { outcome errors { code field message } } }
    }
  }
`
const batchSize = 50

/** New products through the admin API, as another system feeds them: in batches of 50, one after the other. */
export const upsert: Case = {
  name: 'upsert',
  async run({ engine, load, pace, folder, smoke }) {
    const batches = smoke ? 2 : 60
    const databaseUrl = await engine.empty()
    const feed = join(folder, 'definitions.ndjson')
    await writeFeed(feed, definitions())
    await runAthanor(['import', feed], databaseUrl)
    const server = await startAthanor(databaseUrl)
    try {
      const target = {
        url: `${server.url}/admin/graphql`,
        headers: staffHeaders,
        bodies: Array.from({ length: batches }, (_, i) => bodyOf(mutation, { input: { items: batch(i) } })),
        connections: 1,
        once: true,
      }
      const perBatch = await measured(
        {
          name: 'athanor',
          burst: (seconds) => load.burst(target, seconds),
          cpuSeconds: () => cpuSecondsOf(server.pid),
          databaseCpuSeconds: () => engine.cpuSeconds(),
        },
        pace.seconds,
      )
      await assertThere(`${server.url}/graphql`, batches * batchSize)
      const perProduct = {
        cpuMicros: perBatch.cpuMicros / batchSize,
        databaseCpuMicros: perBatch.databaseCpuMicros / batchSize,
        perSecond: perBatch.perSecond * batchSize,
      }
      const line = { ...perBatch, ...perProduct, contestant: 'athanor', peakMiB: peakMiBOf(server.pid) }
      return { name: 'upsert', engine: engine.name, unit: 'product', lines: [line] }
    } finally {
      await server.stop()
    }
  },
}

const batch = (number: number) =>
  Array.from({ length: batchSize }, (_, i) => plainProduct(number * batchSize + i))

async function assertThere(graphqlUrl: string, wanted: number): Promise<void> {
  const { products } = await dataOf<{ products: { totalCount: number } }>(
    graphqlUrl,
    '{ products(first: 0) { totalCount } }',
  )
  if (products.totalCount !== wanted)
    throw new Error(`${products.totalCount} of ${wanted} products are there after the upserts.`)
}
