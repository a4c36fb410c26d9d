import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { rows, type Tx } from '../../src/db/index.js'
import { outageOf } from '../../src/db/outage.js'
import { openTestDatabase } from '../support/database.js'

test('whoever waited for a connection has less time left for an answer', async () => {
  const db = await openTestDatabase({ pool: 1 })
  const slowly = () => rows(db.read, sql`select pg_sleep(2.7)`)
  const writingSlowly = () => db.write((tx: Tx) => rows(tx, sql`select pg_sleep(2.7)`), { maxHoldMs: 2_200 })
  const since = performance.now()
  const outcomes = await Promise.allSettled([slowly(), slowly(), writingSlowly(), slowly()])
  expect(performance.now() - since).toBeLessThan(5_000)
  expect(outcomes[0]).toMatchObject({ status: 'fulfilled' })
  expect(
    outcomes.slice(1).map((outcome) => outcome.status === 'rejected' && outageOf(outcome.reason)),
  ).toEqual(['UNAVAILABLE', 'UNAVAILABLE', 'UNAVAILABLE'])
})
