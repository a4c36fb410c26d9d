import { startRedis } from '../../test/support/redis.js'
import { findRedis } from '../../test/support/redis-programs.js'
import type { ConstantOrder } from '../ceilings/constant-process.js'
import type { Target } from '../load/load.js'
import { keepingNoAnswers, startAthanor } from '../processes/athanor.js'
import { startChild } from '../processes/child.js'
import { cpuSecondsOf } from '../processes/usage.js'
import { type Contestant, takeTurns } from '../rounds.js'
import { browsePages, browseQuery } from './browse.js'
import type { Bench, Case } from './case.js'
import { addressOf, answerTo, bodyOf, registered, staffHeaders } from './requests.js'

type Sent = Omit<Target, 'url' | 'connections'>

interface Kept {
  readonly name: string
  readonly where: 'process' | 'redis'
  /** What is asked for over and over. */
  sent(graphqlUrl: string): Promise<Sent>
}

const connections = 16
const pagesInRedis = 200

/** An answer that was kept against the same bytes from a server that does nothing else. */
const kept = ({ name, where, sent }: Kept): Case => ({
  name,
  async run(bench) {
    // Its way through the code is that of `cached-get`.
    if (bench.smoke && name === 'not-modified') return null
    if (where === 'process') return { ...(await against(bench, sent)), name }
    if (!findRedis()) return null
    const redis = await startRedis()
    try {
      return { ...(await against(bench, sent, redis)), name }
    } finally {
      await redis.stop()
    }
  },
})

interface Redis {
  readonly url: string
  pid(): number
}

async function against({ engine, load, pace }: Bench, sent: Kept['sent'], redis?: Redis) {
  const databaseUrl = await engine.shop()
  const constant = startChild<ConstantOrder, { port: number }>(
    new URL('../ceilings/constant-process.ts', import.meta.url),
  )
  const server = await startAthanor(databaseUrl, redis ? { ...keepingNoAnswers, REDIS_URL: redis.url } : {})
  try {
    const graphqlUrl = `${server.url}/graphql`
    const target: Target = { ...(await sent(graphqlUrl)), url: graphqlUrl, connections, awake: true }
    const { port } = await constant.ask(await answerTo(target))
    const contestant = (contestant: string, url: string, pid: number): Contestant => ({
      name: contestant,
      burst: (seconds) => load.burst({ ...target, url }, seconds),
      cpuSeconds: () => cpuSecondsOf(pid),
      databaseCpuSeconds: () => (redis ? cpuSecondsOf(redis.pid()) : engine.cpuSeconds()),
    })
    const athanor = contestant('athanor', graphqlUrl, server.pid)
    const ceiling = contestant('constant body', `http://127.0.0.1:${port}/`, constant.pid)
    return {
      engine: engine.name,
      unit: 'request',
      lines: await takeTurns([athanor, ceiling], pace),
    }
  } finally {
    await Promise.all([constant.stop(), server.stop()])
  }
}

const headers = staffHeaders
const pages = async (graphqlUrl: string, count: number) =>
  (await browsePages(graphqlUrl)).slice(0, count).map((page) => bodyOf(browseQuery, page))

/** The page of `browse`, which the process has kept, for who holds an API key. */
export const cachedPage = kept({
  name: 'cached-page',
  where: 'process',
  sent: async (graphqlUrl) => ({ headers, bodies: await pages(graphqlUrl, 1) }),
})

/** Pages of `browse` that the process itself may not keep. */
export const cachedRedis = kept({
  name: 'cached-redis',
  where: 'redis',
  sent: async (graphqlUrl) => ({ headers, bodies: await pages(graphqlUrl, pagesInRedis) }),
})

/** The same page for anybody by GET, with nothing but the hash of the query, as browsers and proxies ask for pages. */
export const cachedGet = kept({
  name: 'cached-get',
  where: 'process',
  sent: getByHash,
})

/** A GET by a client that has the page already. */
export const notModified = kept({
  name: 'not-modified',
  where: 'process',
  async sent(graphqlUrl) {
    const sent = await getByHash(graphqlUrl)
    const { headers } = await answerTo({ ...sent, url: graphqlUrl })
    return {
      ...sent,
      headers: { ...sent.headers, 'if-none-match': headers.etag ?? '' },
      statuses: [304],
    }
  },
})

async function getByHash(graphqlUrl: string): Promise<Sent> {
  const [page = {}] = await browsePages(graphqlUrl)
  const hash = await registered(graphqlUrl, browseQuery)
  return { method: 'GET', headers: {}, bodies: [addressOf(hash, page)] }
}
