import type { Line } from '../figures.js'
import type { Target } from '../load/load.js'
import { keepingNoAnswers, startAthanor } from '../processes/athanor.js'
import { cpuSecondsOf, familyCpuSecondsOf } from '../processes/usage.js'
import { takeTurns } from '../rounds.js'
import { browsePages, browseQuery } from './browse.js'
import type { Bench, Case } from './case.js'
import { bodyOf, staffHeaders } from './requests.js'

interface Workers {
  readonly name: string
  readonly settings: Readonly<Record<string, string>>
  /** How many pages are asked for in turn; all when left out. */
  readonly pages?: number
}

const connections = 32

/** Two processes against one on a machine that the sender of the requests is on as well. */
const workers = ({ name, settings, pages }: Workers): Case => ({
  name,
  async run(bench) {
    const { engine, pace } = bench
    const databaseUrl = await engine.shop()
    const [two, one] = await Promise.all([
      startAthanor(databaseUrl, { ...settings, WORKERS: '2' }),
      startAthanor(databaseUrl, { ...settings, WORKERS: '1' }),
    ])
    try {
      const bodies = (await browsePages(`${one.url}/graphql`)).map((page) => bodyOf(browseQuery, page))
      const sent = { headers: staffHeaders, bodies: bodies.slice(0, pages), connections }
      const turns = [
        turn('athanor', { ...sent, url: `${two.url}/graphql` }, two.pid, bench),
        turn('one process', { ...sent, url: `${one.url}/graphql` }, one.pid, bench),
      ]
      const lines = await takeTurns(
        turns.map(({ contestant }) => contestant),
        pace,
      )
      const told = lines.map((line, i): Line => ({ ...line, more: turns[i]?.more() ?? {} }))
      return { name, engine: engine.name, unit: 'request', lines: told }
    } finally {
      await Promise.all([one.stop(), two.stop()])
    }
  },
})

function turn(name: string, target: Target, pid: number, { load, engine }: Bench) {
  const sum = { requests: 0, cpuSeconds: 0 }
  const contestant = {
    name,
    async burst(seconds: number) {
      const before = cpuSecondsOf(load.pid)
      const burst = await load.burst(target, seconds)
      sum.requests += burst.count
      sum.cpuSeconds += cpuSecondsOf(load.pid) - before
      return burst
    },
    cpuSeconds: () => familyCpuSecondsOf(pid),
    databaseCpuSeconds: () => engine.cpuSeconds(),
  }
  const more = () => ({ 'sender µs': (sum.cpuSeconds / sum.requests) * 1e6 })
  return { contestant, more }
}

/** The page of `browse`, made anew for each request. */
export const workersBrowse = workers({ name: 'workers', settings: keepingNoAnswers })

/** The page of `cached-page`. */
export const workersCached = workers({ name: 'workers-cached', settings: {}, pages: 1 })
