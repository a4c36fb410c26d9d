import { once } from 'node:events'
import { Agent, type ClientRequest, get, type IncomingMessage, request } from 'node:http'
import { text } from 'node:stream/consumers'
import { describe, expect, test } from 'vitest'
import { createTestDatabase } from '../support/database.js'
import { outcomeOf, readinessAt } from '../support/gateway-client.js'
import { runGateway, spawnGateway } from '../support/gateway-process.js'

const body = JSON.stringify({ query: '{ __typename }' })

/** A request that is under way: its body has begun and not ended. */
async function begin(url: string): Promise<ClientRequest> {
  const sent = request(`${url}/graphql`, {
    method: 'POST',
    agent: new Agent({ keepAlive: true }),
    headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
  })
  await new Promise((resolve) => sent.write(body.slice(0, 5), resolve))
  // The server has it once it has answered another one that was sent later.
  await fetch(`${url}/schema.graphql`).then((answer) => answer.text())
  return sent
}

async function finish(sent: ClientRequest) {
  sent.end(body.slice(5))
  const [answer] = (await once(sent, 'response')) as [IncomingMessage]
  return { status: answer.statusCode, connection: answer.headers.connection, body: await text(answer) }
}

const started = async (settings: Record<string, string> = {}, inject = '') =>
  spawnGateway({ env: { DATABASE_URL: await createTestDatabase(), ...settings }, inject })

describe('a gateway that is told to stop', () => {
  test.each(['SIGTERM', 'SIGINT'] as const)('by %s finishes what is under way', async (signal) => {
    const gateway = await started()
    expect(await readinessAt(gateway.adminUrl)).toEqual({
      status: 200,
      ready: true,
      checks: { migrated: true, database: true, listening: true, accepting: true },
    })
    const underWay = await begin(gateway.url)
    gateway.signal(signal)
    await expect
      .poll(() => readinessAt(gateway.adminUrl))
      .toMatchObject({ status: 503, checks: { accepting: false } })
    await expect.poll(() => fetch(gateway.url).catch(() => 'refused')).toBe('refused')
    expect(await finish(underWay)).toEqual({
      status: 200,
      connection: 'close',
      body: expect.stringContaining('{"data":{"__typename":"Query"}'),
    })
    expect(await gateway.exit).toBe(0)
    expect(gateway.output()).toContain('"msg":"stopped"')
  })

  test('fails no request of clients that go on sending', async () => {
    const gateway = await started()
    const agent = new Agent({ keepAlive: true })
    const outcomes: unknown[] = []
    const client = async () => {
      while (outcomes.at(-1) !== 'ECONNREFUSED')
        outcomes.push(await outcomeOf(`${gateway.url}/graphql`, agent))
    }
    const clients = Array.from({ length: 16 }, client)
    await expect.poll(() => outcomes.length).toBeGreaterThan(200)
    gateway.signal('SIGTERM')
    await Promise.all(clients)
    expect(new Set(outcomes)).toEqual(new Set([200, 'ECONNREFUSED']))
    expect(await gateway.exit).toBe(0)
  })

  test('ends although nobody reads its log any more', async () => {
    const gateway = await started()
    gateway.closeOutput()
    for (let i = 0; i < 20; i++) await (await fetch(`${gateway.url}/schema.graphql`)).text()
    gateway.signal('SIGTERM')
    expect(await gateway.exit).toBe(0)
  })

  test('does not wait for idle connections', async () => {
    const gateway = await started()
    const agent = new Agent({ keepAlive: true })
    const idle = get(`${gateway.url}/schema.graphql`, { agent })
    const [answer] = (await once(idle, 'response')) as [IncomingMessage]
    await text(answer)
    const since = performance.now()
    gateway.signal('SIGTERM')
    expect(await gateway.exit).toBe(0)
    expect(performance.now() - since).toBeLessThan(5_000)
  })

  test('gives up what takes longer than STOP_TIMEOUT_MS', async () => {
    const gateway = await started({ STOP_TIMEOUT_MS: '500' })
    const underWay = await begin(gateway.url)
    const cut = once(underWay, 'error')
    gateway.signal('SIGTERM')
    expect(await gateway.exit).toBe(0)
    expect(await cut).toHaveLength(1)
  })

  test('ends at once when told a second time', async () => {
    const gateway = await started({ STOP_TIMEOUT_MS: '60000' })
    const underWay = await begin(gateway.url)
    underWay.on('error', () => {})
    gateway.signal('SIGTERM')
    await expect.poll(() => gateway.output()).toContain('"msg":"stopping"')
    gateway.signal('SIGTERM')
    expect(await gateway.exit).toBe(1)
  })
})

describe('a gateway ends with a log line and code 1', () => {
  test.each([
    ['a promise that nobody awaits fails', 'Promise.reject(new Error("stray"))'],
    ['nobody catches an error', 'setImmediate(() => { throw new Error("stray") })'],
  ])('when %s', async (_, fault) => {
    const gateway = await started({}, `process.on("SIGUSR2", () => { ${fault} })`)
    gateway.signal('SIGUSR2')
    expect(await gateway.exit).toBe(1)
    expect(gateway.output()).toMatch(
      /"level":"fatal".*"message":"stray".*gateway-process|"level":"fatal".*stray/,
    )
  })
})

test('a wrong configuration is told in full, without a stack', async () => {
  const { code, errors } = await runGateway({
    env: {
      PORT: 'http',
      CORS_ORIGINS: 'https://shop.example/path',
      TRUST_PROXY: 'all',
      DATABASE_URL: 'file:x',
    },
  })
  expect(code).toBe(1)
  expect(errors).toMatch(/3 problem/)
  for (const name of ['PORT', 'CORS_ORIGINS', 'TRUST_PROXY']) expect(errors).toContain(`  ${name}: `)
  expect(errors).not.toContain('    at ')
})

test('a port that is taken is told', async () => {
  const gateway = await started()
  const { code, errors } = await runGateway({
    env: { DATABASE_URL: await createTestDatabase(), PORT: new URL(gateway.url).port },
  })
  expect(code).toBe(1)
  expect(errors).toContain('EADDRINUSE')
})
