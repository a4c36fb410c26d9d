import { expect, test } from 'vitest'
import { dialect } from '../../src/db/index.js'
import { lease } from '../../src/db/tables/outbox.js'
import { openTestDatabase } from '../support/database.js'

test('a database tells how it fares', async () => {
  const db = await openTestDatabase()
  const before = await db.status()
  expect(before).toMatchObject({ jobs: 0, commits: 0, waiting: 0 })
  const insert = (name: string) =>
    db.write((tx) =>
      tx
        .insert(lease)
        .values({ name, holder: 'me', beat: 1 })
        .then(() => {}),
    )
  const writes = ['a', 'b', 'c'].map(insert)
  const refused = expect(db.write(() => Promise.reject(new Error('no')))).rejects.toThrow('no')
  if (dialect === 'sqlite') expect(await db.status()).toMatchObject({ jobs: 4, waiting: 4 })
  await Promise.all(writes)
  await refused
  const { jobs, commits, waiting, engine } = await db.status()
  expect([jobs, waiting]).toEqual([4, 0])
  // On SQLite those that came together are kept together.
  expect(commits).toBe(dialect === 'sqlite' ? 1 : 3)
  if (engine.kind === 'sqlite') {
    expect(engine.walBytes).toBeGreaterThan(0)
    expect(engine.freeBytes).toBeGreaterThan(0)
  } else {
    expect(engine.redone).toBe(0)
    expect(engine.connections.idle + engine.connections.busy).toBeGreaterThan(0)
  }
})
