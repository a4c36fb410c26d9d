import { type Load, startLoad, type Target } from '../load/load.js'
import { startAthanor } from '../processes/athanor.js'
import { cpuSecondsOf } from '../processes/usage.js'
import { type Contestant, takeTurns } from '../rounds.js'
import { browsePages, browseQuery } from './browse.js'
import type { Case } from './case.js'
import { bodyOf, jsonHeaders, staffHeaders } from './requests.js'

const anonymousPerMinute = 600
const goodPerSecond = 100

/**
 * A client that keeps to its limit, on its own and beside another that sends as much as it can and is over its limit at
 * once. The times are those of the good client, the CPU time is that of all requests.
 */
export const flood: Case = {
  name: 'flood',
  async run({ engine, load, pace }) {
    // What is refused meets no database.
    if (engine.name !== 'sqlite') return null
    const server = await startAthanor(await engine.shop(), {
      RATE_LIMIT_PER_MINUTE: String(anonymousPerMinute),
      TRUST_PROXY: 'loopback',
    })
    const flooding = startLoad()
    try {
      const url = `${server.url}/graphql`
      const bodies = (await browsePages(url)).map((page) => bodyOf(browseQuery, page))
      const good = { url, headers: staffHeaders, bodies, connections: 8, perSecond: goodPerSecond }
      const bad = {
        url,
        headers: { ...jsonHeaders, 'x-forwarded-for': '198.51.100.7' },
        bodies,
        connections: 32,
        statuses: [200, 429],
      }
      const contestant = (name: string, burst: Contestant['burst']): Contestant => ({
        name,
        burst,
        cpuSeconds: () => cpuSecondsOf(server.pid),
        databaseCpuSeconds: () => 0,
      })
      const [flooded, alone] = await takeTurns(
        [
          contestant('athanor', (seconds) => bothOf(load, good, flooding, bad, seconds)),
          contestant('no flood', (seconds) => load.burst(good, seconds)),
        ],
        pace,
      )
      if (!flooded || !alone) return null
      const more = { 'p99 ×': (flooded.p99Ms ?? 0) / (alone.p99Ms ?? 1) }
      return { name: 'flood', engine: engine.name, unit: 'request', lines: [{ ...flooded, more }, alone] }
    } finally {
      await Promise.all([flooding.stop(), server.stop()])
    }
  },
}

async function bothOf(load: Load, good: Target, flooding: Load, bad: Target, seconds: number) {
  const [measured, refused] = await Promise.all([load.burst(good, seconds), flooding.burst(bad, seconds)])
  return { ...measured, count: measured.count + refused.count }
}
