import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { factsAfter, factsSeenFrom, rows } from '../../src/db/index.js'
import { openTestDatabase } from '../support/database.js'
import { statementsOf } from '../support/statements.js'

test.each([factsAfter, factsSeenFrom])('%o reads no fact before its position', async (reading) => {
  const db = await openTestDatabase()
  const [statement = ''] = await statementsOf(() => reading(db.read, { stamp: '0', seq: 7 }, 10))
  const steps = await rows<{ detail: string }>(
    db.read,
    sql.raw(`explain query plan ${statement.replaceAll('?', '0')}`),
  )
  expect(steps.map(({ detail }) => detail)).toEqual(['SEARCH outbox USING INTEGER PRIMARY KEY (rowid>?)'])
})
