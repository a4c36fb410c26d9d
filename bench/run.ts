import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from '../scripts/build.mjs'
import type { Bench, Case } from './cases/case.js'
import { cases } from './cases/index.js'
import type { Engine, EngineName } from './engines/engine.js'
import { postgresEngine } from './engines/postgres.js'
import { sqliteEngine } from './engines/sqlite.js'
import type { Outcome } from './figures.js'
import { startLoad } from './load/load.js'
import { readOptions } from './options.js'
import { assertFinite, machine, machineText, table } from './report.js'
import { shopFile } from './shop/shop-file.js'

const kept = fileURLToPath(new URL('../.tmp/bench/', import.meta.url))
const likeOthers = [
  'product-page',
  'selected-variant',
  'cached-get',
  'not-modified',
  'workers-cached',
  'stock-adjust',
  'cart-read',
  'sign-in',
]
/** What a short run leaves out: on SQLite what is done like another case, on PostgreSQL all but what differs there. */
const leftOut: Readonly<Record<EngineName, (name: string) => boolean>> = {
  sqlite: (name) => likeOthers.includes(name),
  postgres: (name) => !['browse', 'small-writes'].includes(name),
}
const options = readOptions()
const say = (text: string) => void process.stderr.write(`${text}\n`)

await build()
mkdirSync(kept, { recursive: true })
const folder = mkdtempSync(join(kept, 'run-'))
const shop = await shopFile(kept, options.smoke ? 200 : 10_000)
const load = startLoad()
const outcomes: Outcome[] = []
const versions: string[] = []
try {
  for (const name of options.engines) {
    const engine = await open(name)
    versions.push(engine.version)
    try {
      await runCases(engine)
    } finally {
      await engine.stop()
    }
  }
} finally {
  await load.stop()
  rmSync(folder, { recursive: true, force: true })
}

const here = machine(versions)
process.stdout.write(
  options.json
    ? `${JSON.stringify({ machine: here, outcomes }, null, 2)}\n`
    : `\n${machineText(here)}\n\n${table(outcomes)}\n`,
)

async function open(name: EngineName): Promise<Engine> {
  return name === 'sqlite' ? sqliteEngine(shop, folder) : postgresEngine(shop)
}

async function runCases(engine: Engine): Promise<void> {
  const { seconds, rounds, smoke } = options
  const pace = { seconds, rounds, warmUpSeconds: smoke ? 0.3 : 3 }
  const bench: Bench = { engine, load, pace, folder, smoke }
  const isWanted = ({ name }: Case) => options.cases.includes(name) && !(smoke && leftOut[engine.name](name))
  for (const { name, run } of cases.filter(isWanted)) {
    say(`${name} on ${engine.version}`)
    const outcome = await run(bench)
    if (!outcome) continue
    assertFinite(outcome)
    outcomes.push(outcome)
  }
}
