import { createReadStream, existsSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { createGunzip } from 'node:zlib'
import type { Engine } from '../engines/engine.js'
import type { Outcome } from '../figures.js'
import { runAthanor } from '../processes/athanor.js'
import { writeFeed } from '../shop/feed.js'
import { shopRecords } from '../shop/records.js'
import type { Case } from './case.js'

const fromRoot = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url))
const icecatData = fromRoot('../shared/data/icecat/products.ndjson.gz')
const icecatMapping = fromRoot('examples/icecat.mapping.json')

/** The shop of the other cases as a native feed. */
export const importShop: Case = {
  name: 'import',
  async run({ engine, folder, smoke }) {
    const products = smoke ? 100 : 10_000
    const feed = join(folder, 'shop.ndjson')
    const rows = await writeFeed(feed, shopRecords(products))
    return imported('import', engine, rows, ['import', feed])
  },
}

/** Real products with all their attributes, by a mapping; null where the data is not beside the project. */
export const importIcecat: Case = {
  name: 'import-icecat',
  async run({ engine, smoke }) {
    if (smoke || !existsSync(icecatData)) return null
    const rows = await linesIn(icecatData)
    return imported('import-icecat', engine, rows, ['import', icecatData, '--mapping', icecatMapping])
  },
}

const someRejected = 2

async function imported(
  name: string,
  engine: Engine,
  rows: number,
  args: readonly string[],
): Promise<Outcome> {
  const databaseUrl = await engine.empty()
  const databaseCpu = engine.cpuSeconds()
  const { seconds, cpuSeconds, peakMiB } = await runAthanor(args, databaseUrl, [0, someRejected])
  const line = {
    contestant: 'athanor',
    cpuMicros: (cpuSeconds / rows) * 1e6,
    databaseCpuMicros: ((engine.cpuSeconds() - databaseCpu) / rows) * 1e6,
    perSecond: rows / seconds,
    p50Ms: null,
    p99Ms: null,
    peakMiB,
  }
  return { name, engine: engine.name, unit: 'row', lines: [line] }
}

async function linesIn(gzipped: string): Promise<number> {
  let count = 0
  for await (const _ of createInterface(createReadStream(gzipped).pipe(createGunzip()))) count++
  return count
}
