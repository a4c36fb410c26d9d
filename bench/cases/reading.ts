import type { CeilingOrder } from '../ceilings/ceiling-process.js'
import type { CeilingName } from '../ceilings/ceilings.js'
import type { Load } from '../load/load.js'
import { keepingNoAnswers, keepingNothing, startAthanor } from '../processes/athanor.js'
import { startChild } from '../processes/child.js'
import { cpuSecondsOf } from '../processes/usage.js'
import { type Contestant, takeTurns } from '../rounds.js'
import type { Bench, Case } from './case.js'
import { assertSameAnswers, bodyOf, extensionsOf, jsonHeaders } from './requests.js'

interface Reading {
  readonly name: string
  readonly ceiling: CeilingName
  readonly query: string
  /** Whether to tell as well what it takes to read everything anew. */
  readonly anew?: boolean
  /** Of the requests, in the order in which they are sent. */
  variables(graphqlUrl: string): Promise<readonly object[]>
}

const connections = 16

/** A query against the same answer by hand, out of the same database. */
export const reading = ({ name, ceiling, query, anew = false, variables }: Reading): Case => ({
  name,
  async run({ engine, load, pace, smoke }) {
    const databaseUrl = await engine.shop()
    const byHand = startChild<CeilingOrder, { port: number }>(
      new URL('../ceilings/ceiling-process.ts', import.meta.url),
    )
    const [server, reader] = await Promise.all([
      startAthanor(databaseUrl, keepingNoAnswers),
      anew && !smoke ? startAthanor(databaseUrl, keepingNothing) : null,
    ])
    try {
      const graphqlUrl = `${server.url}/graphql`
      const bodies = (await variables(graphqlUrl)).map((values) => bodyOf(query, values))
      const extensions = await extensionsOf(graphqlUrl, bodies[0] ?? '')
      const { port } = await byHand.ask({ name: ceiling, databaseUrl, extensions })
      const ceilingUrl = `http://127.0.0.1:${port}/`
      await assertSameAnswers(graphqlUrl, ceilingUrl, bodies)
      const lines = await takeTurns(
        [
          requests('athanor', { url: graphqlUrl, pid: server.pid }, bodies, load, engine),
          ...(reader
            ? [
                requests(
                  'keeping nothing',
                  { url: `${reader.url}/graphql`, pid: reader.pid },
                  bodies,
                  load,
                  engine,
                ),
              ]
            : []),
          requests('by hand', { url: ceilingUrl, pid: byHand.pid }, bodies, load, engine),
        ],
        pace,
      )
      return { name, engine: engine.name, unit: 'request', lines }
    } finally {
      await Promise.all([byHand.stop(), reader?.stop(), server.stop()])
    }
  },
})

const requests = (
  name: string,
  { url, pid }: { readonly url: string; readonly pid: number },
  bodies: readonly string[],
  load: Load,
  engine: Bench['engine'],
): Contestant => ({
  name,
  burst: (seconds) => load.burst({ url, headers: jsonHeaders, bodies, connections }, seconds),
  cpuSeconds: () => cpuSecondsOf(pid),
  databaseCpuSeconds: () => engine.cpuSeconds(),
})
