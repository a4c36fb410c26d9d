import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Line } from '../figures.js'
import type { MixedBurst, MixedOrder } from '../mixed/mixed.js'
import { keepingNothing, type Server, startAthanor } from '../processes/athanor.js'
import { type Child, startChild } from '../processes/child.js'
import { cpuSecondsOf } from '../processes/usage.js'
import { type Contestant, takeTurns } from '../rounds.js'
import { showpieces } from '../shop/records.js'
import { browsePages } from './browse.js'
import type { Bench, Case } from './case.js'
import { staffHeaders } from './requests.js'

const writesPerSecond = 20
const pageLength = 24

/**
 * Shoppers ask one gateway while another one changes prices and names: what the cache spares, how many answers come out
 * of it, and whether any is older than it may be.
 */
export const mixed: Case = {
  name: 'mixed',
  async run({ engine, pace, folder }) {
    const databaseUrl = await engine.shop()
    const log = join(folder, `mixed-${engine.name}.log`)
    const shoppers = startChild<MixedOrder, MixedBurst>(new URL('../mixed/mixed-process.ts', import.meta.url))
    const [writing, keeping, making] = await Promise.all([
      startAthanor(databaseUrl),
      startAthanor(databaseUrl, {}, log),
      startAthanor(databaseUrl, keepingNothing),
    ])
    try {
      const order = await orderFor(writing)
      const turn = (name: string, server: Server, carries: boolean, log?: string) =>
        reading({ name, server, shoppers, order: { ...order, carries }, engine, log })
      const turns = [turn('athanor', keeping, false, log), turn('keeping nothing', making, false)]
      if (engine.name === 'postgres') turns.push(turn('with Athanor-Seq', keeping, true, log))
      const lines = await takeTurns(
        turns.map(({ contestant }) => contestant),
        pace,
      )
      const told = lines.map((line, i): Line => ({ ...line, more: turns[i]?.more() ?? {} }))
      assertFresh(engine.name, told)
      return { name: 'mixed', engine: engine.name, unit: 'read', lines: told }
    } finally {
      await Promise.all([shoppers, making, keeping, writing].map((each) => each.stop()))
    }
  },
}

/** On PostgreSQL an answer of another gateway may be old for whoever does not say what it has seen, and only then. */
function assertFresh(engine: string, lines: readonly Line[]): void {
  for (const { contestant, more } of lines) {
    const mayBeOld = engine === 'postgres' && contestant === 'athanor'
    if (!mayBeOld && more?.stale !== 0)
      throw new Error(`${more?.stale} answers of ${contestant} on ${engine} were older than what was known.`)
  }
}

type Order = Omit<MixedOrder, 'readUrl' | 'seconds' | 'carries'>

async function orderFor(writing: Server): Promise<Order> {
  const cursors = (await browsePages(`${writing.url}/graphql`)).map(({ after }) => after)
  return {
    writeUrl: `${writing.url}/admin/graphql`,
    writeHeaders: staffHeaders,
    products: cursors.length - showpieces - 1,
    cursors: cursors.filter((_, i) => i % pageLength === 0),
    writesPerSecond,
  }
}

interface Reading {
  readonly name: string
  readonly server: Server
  readonly shoppers: Child<MixedOrder, MixedBurst>
  readonly order: Order & { readonly carries: boolean }
  readonly engine: Bench['engine']
  readonly log: string | undefined
}

function reading({ name, server, shoppers, order, engine, log }: Reading) {
  const sum = { writes: 0, stale: 0, oldestMs: 0, reads: 0, hits: 0 }
  const contestant: Contestant = {
    name,
    async burst(seconds) {
      const from = log ? statSync(log).size : 0
      const burst = await shoppers.ask({ ...order, readUrl: `${server.url}/graphql`, seconds })
      sum.writes += burst.writes
      sum.stale += burst.stale
      sum.oldestMs = Math.max(sum.oldestMs, burst.oldestMs)
      sum.reads += burst.count
      if (log) sum.hits += hitsIn(log, from)
      return burst
    },
    cpuSeconds: () => cpuSecondsOf(server.pid),
    databaseCpuSeconds: () => engine.cpuSeconds(),
  }
  const more = () => ({
    ...(log && { 'hits %': (sum.hits / sum.reads) * 100 }),
    'writes per 100 reads': (sum.writes / sum.reads) * 100,
    stale: sum.stale,
    'oldest ms': sum.oldestMs,
  })
  return { contestant, more }
}

const hitsIn = (log: string, from: number): number =>
  readFileSync(log, 'utf8').slice(from).split('"cached":true').length - 1
