import pg from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { outboxStatus } from '../../src/workers/outbox-status.js'
import { openTestDatabase, type TestDatabase } from '../support/database.js'
import { manualClock } from './support/clock.js'
import { tell } from './support/facts.js'

let db: TestDatabase
let other: pg.Client
beforeEach(async () => {
  db = await openTestDatabase()
  other = new pg.Client({ connectionString: db.url })
  await other.connect()
})
afterEach(() => other.end())

test('a long transaction shows by the age of the facts that it holds up', async () => {
  const clock = manualClock()
  const unsettled = async () => (await outboxStatus(db.read, [], clock.now())).unsettledMs
  await other.query('begin; select pg_current_xact_id()')
  await tell(db, 'a 1')
  clock.advance(60_000)
  await tell(db, 'a 2')
  expect(await unsettled()).toBe(60_000)
  await other.query('commit')
  expect(await unsettled()).toBe(0)
})
