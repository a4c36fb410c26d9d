import { Agent } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { beforeAll, describe, expect, test } from 'vitest'
import { dialect } from '../../src/db/index.js'
import { metricsAt } from '../support/athanor.js'
import { createEmptyDatabase } from '../support/database.js'
import { askedMetrics, baseNames } from '../support/deployed.js'
import { outcomeOf, readinessAt } from '../support/gateway-client.js'
import type { GatewayProcess } from '../support/gateway-process.js'
import { connectToAnother, connectToBoth, logged, pidOf, startTwo } from '../support/two-processes.js'

async function untilReadiness({ adminUrl }: GatewayProcess, status: number) {
  for (;;) {
    const readiness = await readinessAt(adminUrl)
    if (readiness.status === status) return readiness
    await sleep(20)
  }
}

const allReady = { migrated: true, database: true, workers: true, accepting: true }

describe('a gateway of two processes', { timeout: 60_000 }, () => {
  let gateway: GatewayProcess
  beforeAll(async () => {
    const faulty = 'process.on("SIGUSR2", () => { setImmediate(() => { throw new Error("stray") }) })'
    gateway = await startTwo(await createEmptyDatabase(), {}, faulty)
  }, 60_000)

  test('answers on one port by both, and each shows what the other has saved', async () => {
    expect(await readinessAt(gateway.adminUrl)).toEqual({ status: 200, ready: true, checks: allReady })
    const [first, second] = await connectToBoth(gateway)
    expect([first.pid, second.pid]).not.toContain(gateway.pid)
    for (const [writer, reader, name] of [
      [first, second, 'One'],
      [second, first, 'Two'],
    ] as const) {
      const saved = await writer.ask(`mutation { shopSave(input: { name: "${name}" }) { __typename } }`)
      expect(saved).toMatchObject({ data: { shopSave: { __typename: 'ShopSavePayload' } } })
      expect(await reader.ask('{ shop { name } }')).toMatchObject({ data: { shop: { name } } })
    }
  })

  test('leaves the relay and the scheduler to one that serves', async () => {
    const msg = 'this process leads the relay and the scheduler'
    expect(await pidOf(gateway, { msg })).not.toBe(gateway.pid)
    expect(logged(gateway).filter((line) => line.msg === msg)).toHaveLength(1)
  })

  const named = 'athanor_request_duration_seconds_count{operation="Counted",outcome="OK"}'
  const counted = async () => (await metricsAt(gateway.adminUrl)).get(named)

  test('adds up the metrics of both', async () => {
    const both = await connectToBoth(gateway)
    // A name is counted from its third time on.
    for (const client of both) for (let i = 0; i < 5; i++) await client.ask('query Counted { __typename }')
    await expect.poll(counted).toBe(6)
    const metrics = await metricsAt(gateway.adminUrl)
    expect(Object.fromEntries(metrics)).toMatchObject({
      athanor_worker_processes: 2,
      athanor_leader: 1,
      'athanor_ready{check="workers"}': 1,
    })
  })

  test('exports all that dashboard and alerts ask for', async () => {
    await (await fetch(`${gateway.url}/no/such/address`)).text()
    const exported = baseNames((await metricsAt(gateway.adminUrl)).keys())
    const otherEngine = `athanor_${dialect === 'sqlite' ? 'postgres' : 'sqlite'}_`
    // Long reads are for SQLite alone, and this gateway has no Redis.
    const absent = (name: string) =>
      name.startsWith(otherEngine) ||
      (dialect === 'postgres' && name.startsWith('athanor_long_read')) ||
      name.startsWith('athanor_redis_')
    const asked = [...baseNames(askedMetrics())].filter((name) => !absent(name))
    expect(asked.length).toBeGreaterThan(25)
    expect(asked.filter((name) => !exported.has(name))).toEqual([])
  })

  test('brings back one that was killed or met a fault, later each time', async () => {
    const [other, first] = await connectToBoth(gateway)
    const comesBackFrom = async (signal: NodeJS.Signals, pid: number) => {
      process.kill(pid, signal)
      expect((await untilReadiness(gateway, 503)).checks).toEqual({ ...allReady, workers: false })
      expect(await other.ask('{ __typename }')).toMatchObject({ data: { __typename: 'Query' } })
      await untilReadiness(gateway, 200)
      return (await connectToAnother(gateway, other.pid)).pid
    }
    const second = await comesBackFrom('SIGKILL', first.pid)
    await comesBackFrom('SIGUSR2', second)
    expect(await counted()).toBe(6)
    expect((await metricsAt(gateway.adminUrl)).get('athanor_worker_restarts_total')).toBe(2)
    expect(logged(gateway).filter(({ level, pid }) => level === 'error' && pid === gateway.pid)).toEqual([
      expect.objectContaining({ worker: first.pid, code: null, signal: 'SIGKILL', pauseMs: 100 }),
      expect.objectContaining({ worker: second, code: 1, signal: null, pauseMs: 200 }),
    ])
  })

  test('is not ready while one hangs, and leaves nobody waiting when that is killed', async () => {
    const [, frozen] = await connectToBoth(gateway)
    process.kill(frozen.pid, 'SIGSTOP')
    const outcomes = Array.from({ length: 3 }, () => outcomeOf(`${gateway.url}/graphql`, new Agent()))
    expect((await readinessAt(gateway.adminUrl)).checks).toEqual({ ...allReady, workers: false })
    process.kill(frozen.pid, 'SIGKILL')
    expect((await Promise.all(outcomes)).sort()).toEqual([200, 200, 'ECONNRESET'])
    await untilReadiness(gateway, 200)
  })

  test('fails no request when all of its processes are told to stop', async () => {
    const both = await connectToBoth(gateway)
    const agent = new Agent({ keepAlive: true })
    const outcomes: unknown[] = []
    const client = async () => {
      while (outcomes.at(-1) !== 'ECONNREFUSED')
        outcomes.push(await outcomeOf(`${gateway.url}/graphql`, agent))
    }
    const clients = Array.from({ length: 16 }, client)
    await expect.poll(() => outcomes.length, { timeout: 20_000 }).toBeGreaterThan(200)
    for (const pid of [gateway.pid, ...both.map((one) => one.pid)]) process.kill(pid, 'SIGTERM')
    await Promise.all(clients)
    expect(new Set(outcomes)).toEqual(new Set([200, 'ECONNREFUSED']))
    expect(await gateway.exit).toBe(0)
    expect(gateway.output()).toContain('"msg":"stopped"')
  })
})
