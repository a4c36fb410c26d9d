import pg from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { appendFacts, watermark } from '../../src/db/index.js'
import { factsSince } from '../../src/db/watermark.js'
import { openTestDatabase, type TestDatabase } from '../support/database.js'

// On SQLite there is one writer: no fact is written before a mark is taken and committed after it.
let db: TestDatabase
let early: pg.Client
beforeEach(async () => {
  db = await openTestDatabase()
  early = new pg.Client({ connectionString: db.url })
  await early.connect()
  await early.query('begin')
})
afterEach(() => early.end())

const kinds = ['price.saved']
const insert = 'insert into outbox (kind, aggregate, body, at) values ($1, $2, $3, now())'
const tellEarly = () => early.query(insert, ['price.saved', 'product:1', {}])
const tell = () =>
  db.write((tx) => appendFacts(tx, [{ kind: 'price.saved', aggregate: 'product:2', body: {} }], new Date()))
const since = async (mark: Awaited<ReturnType<typeof watermark>>) =>
  (await db.write((tx) => factsSince(tx, mark))).length

test('a fact that was written before the mark and committed after it is missed by nobody', async () => {
  await tellEarly()
  const mark = await watermark(db.read, kinds)
  expect(await since(mark)).toBe(0)
  await early.query('commit')
  expect(await since(mark)).toBe(1)
})

test('nor one of a transaction that has got its number long before, or that writes in a savepoint', async () => {
  await early.query("insert into clock_mark (name, at) values ('early', now())")
  for (let i = 0; i < 3; i++) await tell()
  const mark = await watermark(db.read, kinds)
  expect(mark.seen).toHaveLength(3)
  await early.query('savepoint one')
  await tellEarly()
  await early.query('release one')
  expect(await since(mark)).toBe(0)
  await early.query('commit')
  expect(await since(mark)).toBe(1)
})

test('nor one that is stamped like a transaction which had ended', async () => {
  await early.query('select pg_current_xact_id()')
  for (let i = 0; i < 3; i++) await tell()
  await tellEarly()
  const { rows } = await early.query(
    "select stamp > pg_current_xact_id() as later from outbox where aggregate = 'product:1'",
  )
  expect(rows).toEqual([{ later: true }])
  const mark = await watermark(db.read, kinds)
  await early.query('commit')
  expect(await since(mark)).toBe(1)
})
