import { expect, onTestFinished, test } from 'vitest'
import { figure, timeout, times } from '../support/counts.js'
import { readinessAt } from '../support/gateway-client.js'
import { type PostgresServer, startPostgres } from '../support/postgres.js'
import { administer } from '../support/postgres-admin.js'
import { furnishDatabase, spawnShop } from '../support/shop-process.js'
import { expectSound } from '../support/soundness.js'
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy.js'
import { askAdmin, save, startWriters } from '../support/writers.js'

const rounds = times(1, 8)
const slowestMs = 5_000

const item = (reference: string) => `{ externalReference: "${reference}", productType: "vessel",
  translations: [{ locale: "en", name: "A" }], variants: [{ sku: "${reference}" }] }`

/** Of each way to the database at least one. */
const operations = [
  '{ products(first: 5) { totalCount nodes { name } } }',
  '{ a: brand(by: { slug: "hermes" }) { name } b: product(by: { slug: "x" }) { name } }',
  '{ auditEntries(first: 5) { nodes { action } } }',
  'mutation { shopSave(input: { name: "Frozen" }) { __typename } }',
  `mutation { ${[1, 2, 3].map((n) => `m${n}: shopSave(input: { name: "Frozen ${n}" }) { __typename }`).join(' ')} }`,
  `mutation { productsUpsert(input: { items: [${item('f-1')}, ${item('f-2')}] }) { __typename } }`,
  `mutation { productsUpsert(input: { items: [${item('f-3')}], dryRun: true }) { __typename } }`,
]

const freezes: readonly [string, (on: { server: PostgresServer; proxy: TcpProxy }) => () => void][] = [
  [
    'PostgreSQL is frozen',
    ({ server }) => {
      server.signal('SIGSTOP')
      return () => server.signal('SIGCONT')
    },
  ],
  [
    'the network drops everything',
    ({ proxy }) => {
      proxy.freeze()
      return () => proxy.thaw()
    },
  ],
]

test.each(freezes)(
  'while %s every request ends within 5 s, and then all goes on',
  { timeout },
  async (what, freeze) => {
    const server = await startPostgres()
    onTestFinished(() => server.stop())
    await administer(server.url('postgres'), 'create database shop')
    await furnishDatabase(server.url('shop'))
    const proxy = await startTcpProxy({ port: server.port })
    const gateway = await spawnShop(server.url('shop').replace(`:${server.port}/`, `:${proxy.port}/`))
    const acknowledged: string[] = []
    let slowest = 0
    let asked = 0
    for (let round = 0; round < rounds; round++) {
      const writers = startWriters(() => gateway.url)
      await writers.progress(30)
      const thaw = freeze({ server, proxy })
      // Twice: at first the open connections are silent, then no new one can be had.
      for (let again = 0; again < 2; again++)
        await Promise.all(
          // More than there are connections.
          Array.from({ length: 21 }, async (_, i) => {
            const since = performance.now()
            const { body } = await askAdmin(gateway.url, String(operations[i % operations.length]))
            slowest = Math.max(slowest, performance.now() - since)
            asked++
            const codes = new Set(body.errors?.map(({ extensions }) => extensions.code))
            expect(codes, operations[i % operations.length]).toEqual(new Set(['UNAVAILABLE']))
          }),
        )
      expect(await readinessAt(gateway.adminUrl)).toMatchObject({ status: 503, checks: { database: false } })
      thaw()
      await writers.progress(30)
      await writers.stop()
      await expect
        .poll(() => readinessAt(gateway.adminUrl), { timeout: 10_000 })
        .toMatchObject({ status: 200 })
      expect((await save(gateway.url, `thawed-${round}`)).outcome).toBe('CREATED')
      slowest = Math.max(slowest, ...writers.attempts.map(({ tookMs }) => tookMs))
      acknowledged.push(...writers.acknowledged())
    }
    figure(
      `${rounds} times ${what}: ${asked} requests and those of the writers, the slowest ${Math.round(slowest)} ms`,
    )
    expect(slowest).toBeLessThan(slowestMs)
    gateway.signal('SIGTERM')
    expect(await gateway.exit).toBe(0)
    await expectSound(server.url('shop'), acknowledged)
  },
)
