import { Agent, request } from 'node:http'
import { json } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { beforeAll, describe, expect, test } from 'vitest'
import { pauseAfter } from '../../src/app/cluster/pauses.js'
import { createEmptyDatabase, createTestDatabase } from '../support/database.js'
import { outcomeOf, readinessAt } from '../support/gateway-client.js'
import { type GatewayProcess, runGateway, spawnGateway } from '../support/gateway-process.js'

const adminKey = 'the-admin-key-of-the-tests-has-32-characters'

const startTwo = async (url: string, settings: Record<string, string> = {}, inject = '') =>
  spawnGateway({ env: settingsOfTwo(url, settings), inject })

const settingsOfTwo = (url: string, settings: Record<string, string> = {}) => ({
  ...{ DATABASE_URL: url, WORKERS: '2', ATHANOR_ADMIN_KEY: adminKey },
  ...settings,
})

type Line = Readonly<Record<string, unknown>>

const logged = (gateway: GatewayProcess): Line[] =>
  gateway
    .output()
    .split('\n')
    .flatMap((line) => (line.startsWith('{') && line.endsWith('}') ? JSON.parse(line) : []))

/** The process that logged a line with these fields. */
async function pidOf(gateway: GatewayProcess, fields: Line): Promise<number> {
  const find = () =>
    logged(gateway).find((line) => Object.entries(fields).every(([name, value]) => line[name] === value))
  await expect.poll(find, { timeout: 10_000 }).toBeDefined()
  return Number(find()?.pid)
}

interface Client {
  /** The process that answers it. */
  readonly pid: number
  ask(query: string): Promise<unknown>
}

/** A client with one connection, so that one process answers all it asks. */
async function connect(gateway: GatewayProcess): Promise<Client> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${adminKey}` }
  const ask = (query: string, id = 'asked-by-a-test') =>
    new Promise<unknown>((resolve, reject) => {
      const options = { method: 'POST', agent, headers: { ...headers, 'x-request-id': id } }
      request(`${gateway.url}/admin/graphql`, options, (answer) => resolve(json(answer)))
        .on('error', reject)
        .end(JSON.stringify({ query }))
    })
  const requestId = `first-${Math.random()}`
  await ask('{ __typename }', requestId)
  return { pid: await pidOf(gateway, { requestId, msg: 'request' }), ask }
}

/** A client of a process that is not this one. */
async function connectToAnother(gateway: GatewayProcess, pid: number): Promise<Client> {
  for (;;) {
    const client = await connect(gateway)
    if (client.pid !== pid) return client
  }
}

/** A client of each of the two processes. */
async function connectToBoth(gateway: GatewayProcess): Promise<readonly [Client, Client]> {
  const first = await connect(gateway)
  return [first, await connectToAnother(gateway, first.pid)]
}

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

// Their exit is known when nobody holds their standard output any longer: no process is left.
describe('all processes of a gateway are gone', { timeout: 60_000 }, () => {
  test('when it is told a second time to stop, even one that hangs', async () => {
    const gateway = await startTwo(await createTestDatabase(), { STOP_TIMEOUT_MS: '60000' })
    process.kill((await connect(gateway)).pid, 'SIGSTOP')
    gateway.signal('SIGTERM')
    await expect.poll(() => gateway.output()).toContain('"msg":"stopping"')
    expect(await readinessAt(gateway.adminUrl)).toMatchObject({ status: 503, checks: { accepting: false } })
    expect(await outcomeOf(`${gateway.url}/graphql`, new Agent())).toBe('ECONNREFUSED')
    gateway.signal('SIGTERM')
    expect(await gateway.exit).toBe(1)
  })

  test('when their primary is killed', async () => {
    const gateway = await startTwo(await createTestDatabase())
    gateway.signal('SIGKILL')
    expect(await gateway.exit).toBe(null)
  })

  test('when one ends before it could serve', async () => {
    const inject = 'if (process.argv[1].includes("/cluster/")) process.exit(3)'
    const env = settingsOfTwo(await createTestDatabase())
    const { code, errors } = await runGateway({ env, inject })
    expect(code).toBe(1)
    expect(errors).toContain('A worker process ended before it could serve.')
  })
})

test('what ends again and again pauses ever longer, up to half a minute, until it has lived for one', () => {
  const pauses = [0]
  for (let i = 0; i < 11; i++) pauses.push(pauseAfter(pauses.at(-1) ?? 0, 2_000))
  expect(pauses).toEqual([0, 100, 200, 400, 800, 1600, 3200, 6400, 12_800, 25_600, 30_000, 30_000])
  expect(pauseAfter(30_000, 60_001)).toBe(100)
})
