import { expect, test } from 'vitest'
import { readinessOf } from '../../src/app/readiness.js'
import { adminEndpoints } from '../../src/http/health.js'
import { openTestDatabase } from '../support/database.js'

const ask = async (checks: Record<string, boolean>, url: string) => {
  const answer = await adminEndpoints({ readiness: async () => checks, metrics: async () => '' }).inject(url)
  return { status: answer.statusCode, body: answer.json() }
}

test('a process that answers at all is alive', async () => {
  expect(await ask({ database: false }, '/livez')).toEqual({ status: 200, body: { live: true } })
})

test('a gateway is ready when everything it needs is there', async () => {
  const checks = { database: true, accepting: true }
  expect(await ask(checks, '/readyz')).toEqual({ status: 200, body: { ready: true, checks } })
})

test('a gateway that misses something is not ready, and says what', async () => {
  const checks = { database: false, accepting: true }
  expect(await ask(checks, '/readyz')).toEqual({ status: 503, body: { ready: false, checks } })
})

test('a gateway without its Redis is ready, and says what it goes on without', async () => {
  const checks = { database: true, redis: false }
  expect(await ask(checks, '/readyz')).toEqual({
    status: 200,
    body: { ready: true, degraded: ['redis'], checks },
  })
  const worse = { database: false, redis: false }
  expect(await ask(worse, '/readyz')).toEqual({ status: 503, body: { ready: false, checks: worse } })
})

test('before its database is open a gateway is alive and not ready', async () => {
  const readiness = readinessOf({ db: null, listening: false, stopping: false })
  const checks = { migrated: false, database: false, listening: false, accepting: true }
  expect(await readiness()).toEqual(checks)
})

test('a database that does not answer makes it unready', async () => {
  const db = await openTestDatabase()
  const readiness = readinessOf({ db, listening: true, stopping: false })
  const checks = { migrated: true, database: true, listening: true, accepting: true }
  expect(await readiness()).toEqual(checks)
  await db.close()
  expect(await readiness()).toEqual({ ...checks, database: false })
})
