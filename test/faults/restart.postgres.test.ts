import { setTimeout as sleep } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { figure, timeout, times } from '../support/counts.js'
import { readinessAt } from '../support/gateway-client.js'
import { newCluster, startPostgres } from '../support/postgres.js'
import { administer } from '../support/postgres-admin.js'
import { furnishDatabase, spawnShop } from '../support/shop-process.js'
import { expectSound } from '../support/soundness.js'
import { startWriters } from '../support/writers.js'

const rounds = times(2, 20)

test('while PostgreSQL restarts requests are told so, and all goes on by itself', { timeout }, async () => {
  const data = newCluster()
  let server = await startPostgres({ data, durable: true })
  onTestFinished(() => server.stop())
  const { port } = server
  await administer(server.url('postgres'), 'create database shop')
  await furnishDatabase(server.url('shop'))
  const gateway = await spawnShop(server.url('shop'))
  const ready = (status: number) =>
    expect.poll(() => readinessAt(gateway.adminUrl), { timeout: 10_000 }).toMatchObject({ status })
  const writers = startWriters(() => gateway.url)
  for (let round = 0; round < rounds; round++) {
    await writers.progress(30)
    await server.stop({ keepData: true })
    await ready(503)
    expect(await readinessAt(gateway.adminUrl)).toMatchObject({ checks: { migrated: true, database: false } })
    await sleep(Math.random() * 500)
    server = await startPostgres({ data, port, durable: true })
    await writers.progress(30)
    await ready(200)
  }
  await writers.stop()
  expect(new Set(writers.attempts.map(({ outcome }) => outcome))).toEqual(new Set(['CREATED', 'UNAVAILABLE']))
  expect(Math.max(...writers.attempts.map(({ tookMs }) => tookMs))).toBeLessThan(5_000)
  gateway.signal('SIGTERM')
  expect(await gateway.exit).toBe(0)
  expect(gateway.output()).not.toContain('"level":"fatal"')
  await expectSound(server.url('shop'), writers.acknowledged())
  const refused = writers.attempts.length - writers.acknowledged().length
  figure(
    `${rounds} restarts: ${writers.acknowledged().length} acknowledged, none lost; ${refused} refused meanwhile`,
  )
})
