import { existsSync, mkdtempSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { pathOf } from '../../src/db/engines/sqlite/connect.js'
import { migrate, rows } from '../../src/db/index.js'
import { openSampleDatabase, sample } from '../support/sample-table.js'

describe('the file of a database', () => {
  it('is made together with its folder', async () => {
    const path = join(mkdtempSync(join(tmpdir(), 'athanor-test-')), 'new', 'folder', 'shop.db')
    await migrate(`file:${path}`)
    expect(existsSync(path)).toBe(true)
  })

  it('is named by a relative or an absolute URL', () => {
    expect(pathOf('file:./data/athanor.db')).toBe('./data/athanor.db')
    expect(pathOf('file:/srv/athanor.db')).toBe('/srv/athanor.db')
    expect(pathOf('file:///srv/athanor.db')).toBe('/srv/athanor.db')
  })

  it('cannot be written to by a read', async () => {
    const db = await openSampleDatabase()
    const writing = rows(db.read, sql`insert into sample (name) values ('x') returning id`)
    await expect(writing).rejects.toThrow(/readonly/)
  })

  it('gets its log written back when it is quiet', async () => {
    const db = await openSampleDatabase()
    const path = pathOf(db.url)
    const before = statSync(path).size
    await db.write((tx) => tx.insert(sample).values({ name: 'large', data: 'x'.repeat(2_000_000) }))
    expect(statSync(path).size).toBe(before)
    for (let i = 0; i < 100 && statSync(path).size === before; i++) await sleep(50)
    expect(statSync(path).size).toBeGreaterThan(before + 2_000_000)
  })

  it('keeps its log short under writes that never pause', async () => {
    const db = await openSampleDatabase()
    const data = 'x'.repeat(100_000)
    for (let i = 0; i < 400; i++) await db.write((tx) => tx.insert(sample).values({ name: `${i}`, data }))
    expect(statSync(`${pathOf(db.url)}-wal`).size).toBeLessThan(32 * 1024 * 1024)
  })
})
