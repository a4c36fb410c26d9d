import { Agent } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { figure, timeout, times } from '../support/counts.js'
import { outcomeOf } from '../support/gateway-client.js'
import { furnishedDatabase, spawnShop } from '../support/shop-process.js'
import { expectSound } from '../support/soundness.js'
import { startTcpProxy } from '../support/tcp-proxy.js'
import { startWriters } from '../support/writers.js'

const rounds = times(2, 20)
const slowestStopMs = 10_000

const portOf = (url: string) => Number(new URL(url).port)

/** Clients that read on connections that they keep. */
function startReaders(url: string, many: number) {
  const outcomes: unknown[] = []
  let going = true
  const read = async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    while (going) {
      outcomes.push(await outcomeOf(`${url}/graphql`, agent))
      await sleep(10)
    }
    agent.destroy()
  }
  const all = Promise.all(Array.from({ length: many }, read))
  return {
    outcomes,
    async stop() {
      going = false
      await all
    },
  }
}

test.each(['1', '2'])(
  'gateways of %s processes that are replaced one after the other fail no request',
  {
    timeout,
  },
  async (workers) => {
    const url = await furnishedDatabase()
    const spawned = () => spawnShop(url, { WORKERS: workers })
    let gateway = await spawned()
    const proxy = await startTcpProxy({ port: portOf(gateway.url) })
    const balanced = `http://${proxy.host}:${proxy.port}`
    const readers = startReaders(balanced, 4)
    const writers = startWriters(() => balanced, 2)
    let slowest = 0
    for (let round = 0; round < rounds; round++) {
      const old = gateway
      gateway = await spawned()
      await writers.progress(20)
      proxy.aim({ port: portOf(gateway.url) })
      const since = performance.now()
      old.signal('SIGTERM')
      expect(await old.exit).toBe(0)
      slowest = Math.max(slowest, performance.now() - since)
      await writers.progress(20)
    }
    await readers.stop()
    await writers.stop()
    expect(new Set(readers.outcomes)).toEqual(new Set([200]))
    expect(new Set(writers.attempts.map(({ outcome }) => outcome))).toEqual(new Set(['CREATED']))
    expect(slowest).toBeLessThan(slowestStopMs)
    gateway.signal('SIGTERM')
    expect(await gateway.exit).toBe(0)
    await expectSound(url, writers.acknowledged())
    const all = readers.outcomes.length + writers.attempts.length
    figure(
      `${rounds} deploys of ${workers} process(es): ${all} requests, none failed, stopped in ${Math.round(slowest)} ms`,
    )
  },
)
