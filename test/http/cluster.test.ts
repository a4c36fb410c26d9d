import { Agent, request } from 'node:http'
import { json } from 'node:stream/consumers'
import { beforeAll, describe, expect, test } from 'vitest'
import { createEmptyDatabase, createTestDatabase } from '../support/database.js'
import { outcomeOf, readinessAt } from '../support/gateway-client.js'
import { type GatewayProcess, runGateway, spawnGateway } from '../support/gateway-process.js'

const adminKey = 'the-admin-key-of-the-tests-has-32-characters'

const startTwo = async (url: string, settings: Record<string, string> = {}, inject = '') =>
  spawnGateway({
    env: { DATABASE_URL: url, WORKERS: '2', ATHANOR_ADMIN_KEY: adminKey, ...settings },
    inject,
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

/** A client of each of the two processes. */
async function connectToBoth(gateway: GatewayProcess): Promise<readonly [Client, Client]> {
  const first = await connect(gateway)
  for (;;) {
    const second = await connect(gateway)
    if (second.pid !== first.pid) return [first, second]
  }
}

const allReady = { migrated: true, database: true, workers: true, accepting: true }

describe('a gateway of two processes', () => {
  let gateway: GatewayProcess
  beforeAll(async () => {
    const dieOfFault = 'process.on("SIGUSR2", () => { setImmediate(() => { throw new Error("stray") }) })'
    gateway = await startTwo(await createEmptyDatabase(), {}, dieOfFault)
  })

  test('answers on one port by both, and each shows what the other has saved', async () => {
    expect(await readinessAt(gateway.adminUrl)).toEqual({ status: 200, ready: true, checks: allReady })
    const [first, second] = await connectToBoth(gateway)
    expect([first.pid, second.pid]).not.toContain(gateway.pid)
    for (const [writer, reader, name] of [
      [first, second, 'One'],
      [second, first, 'Two'],
    ] as const) {
      const saved = await writer.ask(`mutation { shopSave(input: { name: "${name}" }) { __typename } }`)
      expect(saved).toEqual({ data: { shopSave: { __typename: 'ShopSavePayload' } } })
      expect(await reader.ask('{ shop { name } }')).toEqual({ data: { shop: { name } } })
    }
  })

  test('leaves the relay and the scheduler to one that serves', async () => {
    const msg = 'this process leads the relay and the scheduler'
    expect(await pidOf(gateway, { msg })).not.toBe(gateway.pid)
    expect(logged(gateway).filter((line) => line.msg === msg)).toHaveLength(1)
  })

  test.each([
    ['was killed', 'SIGKILL', { code: null, signal: 'SIGKILL' }],
    ['met a fault', 'SIGUSR2', { code: 1, signal: null }],
  ] as const)('brings back one that %s', { timeout: 30_000 }, async (_, signal, ending) => {
    const [victim, other] = await connectToBoth(gateway)
    process.kill(victim.pid, signal)
    await expect
      .poll(() => readinessAt(gateway.adminUrl))
      .toMatchObject({ status: 503, checks: { ...allReady, workers: false } })
    expect(await other.ask('{ __typename }')).toEqual({ data: { __typename: 'Query' } })
    await expect
      .poll(() => readinessAt(gateway.adminUrl), { timeout: 20_000 })
      .toMatchObject({ status: 200, checks: allReady })
    expect(logged(gateway)).toContainEqual(
      expect.objectContaining({ level: 'error', pid: gateway.pid, worker: victim.pid, ...ending }),
    )
    const now = (await connectToBoth(gateway)).map(({ pid }) => pid)
    expect(now).toContain(other.pid)
    expect(now).not.toContain(victim.pid)
  })

  test('waits longer each time', () => {
    const pauses = logged(gateway).flatMap(({ pauseMs }) => pauseMs ?? [])
    expect(pauses).toEqual([100, expect.any(Number)])
  })

  test('is not ready while one of them does not answer', async () => {
    const [frozen] = await connectToBoth(gateway)
    process.kill(frozen.pid, 'SIGSTOP')
    expect(await readinessAt(gateway.adminUrl)).toMatchObject({ status: 503, checks: { workers: false } })
    process.kill(frozen.pid, 'SIGCONT')
    expect(await readinessAt(gateway.adminUrl)).toMatchObject({ status: 200, checks: allReady })
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
    await expect.poll(() => outcomes.length).toBeGreaterThan(200)
    for (const pid of [gateway.pid, ...both.map((one) => one.pid)]) process.kill(pid, 'SIGTERM')
    await Promise.all(clients)
    expect(new Set(outcomes)).toEqual(new Set([200, 'ECONNREFUSED']))
    expect(await gateway.exit).toBe(0)
    expect(gateway.output()).toContain('"msg":"stopped"')
  })
})
