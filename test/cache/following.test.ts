import { expect, test } from 'vitest'
import { followFacts } from '../../src/cache/coherence.js'
import type { Database } from '../../src/db/index.js'
import { openTestDatabase } from '../support/database.js'

test('what is kept is used again as soon as the database answers again', async () => {
  const db = await openTestDatabase()
  let answers = true
  const failing: Database = {
    ...db,
    get read() {
      if (!answers) throw new Error('gone')
      return db.read
    },
  }
  const coherence = await followFacts({
    db: failing,
    log: { info() {}, warn() {}, error() {} },
    untrueBy: () => [],
    keeps: true,
    listener: () => ({ drop() {}, dropEverything() {} }),
  })
  const isFresh = async () => {
    await coherence.settle()
    return coherence.fresh
  }
  expect(await isFresh()).toBe(true)
  answers = false
  await coherence.catchUp()
  expect(coherence.fresh).toBe(false)
  answers = true
  await expect.poll(isFresh).toBe(true)
  coherence.stop()
})
