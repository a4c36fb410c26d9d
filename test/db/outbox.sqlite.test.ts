import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import {
  appendFacts,
  factsAfter,
  factsSeenFrom,
  firstFactAfter,
  pruneFacts,
  type ReadHandle,
  rows,
} from '../../src/db/index.js'
import { openTestDatabase } from '../support/database.js'
import { statementsOf } from '../support/statements.js'

async function planOf(on: ReadHandle, statement: string): Promise<string[]> {
  const plan = sql.raw(`explain query plan ${statement.replaceAll('?', '0')}`)
  return (await rows<{ detail: string }>(on, plan)).map(({ detail }) => detail)
}

const position = { stamp: '0', seq: 7 }
test.each([
  ['factsAfter', (on: ReadHandle) => factsAfter(on, position, 10)],
  ['factsSeenFrom', (on: ReadHandle) => factsSeenFrom(on, position, 10)],
  ['firstFactAfter', (on: ReadHandle) => firstFactAfter(on, position)],
])('%s reads no fact before its position', async (_, reading) => {
  const db = await openTestDatabase()
  const [statement = ''] = await statementsOf(() => reading(db.read))
  expect(await planOf(db.read, statement)).toEqual(['SEARCH outbox USING INTEGER PRIMARY KEY (rowid>?)'])
})

test('pruning comes to no fact that it keeps', async () => {
  const db = await openTestDatabase()
  const told = new Date('2026-01-01')
  await db.write((tx) => appendFacts(tx, [{ kind: 'product.saved', aggregate: 'product:1', body: {} }], told))
  const before = new Date('2026-02-01')
  const statements = await statementsOf(() => pruneFacts(db, { before, readers: ['a reaction'] }))
  const deletion = statements.find((statement) => statement.startsWith('delete')) ?? ''
  expect(await planOf(db.read, deletion)).toEqual(['SEARCH outbox USING INTEGER PRIMARY KEY (rowid<?)'])
})
