import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import Sqlite from 'better-sqlite3'
import pg from 'pg'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createServices } from '../../src/app/build-services.js'
import { openDatabase } from '../../src/db/index.js'
import { migrate, migrationsOf } from '../../src/db/migrations.js'
import { brand } from '../../src/db/tables/catalog.js'
import { systemClock } from '../../src/kernel/clock.js'
import { copyTestDatabase, createTestDatabase } from '../support/database.js'
import { actor } from '../support/shop.js'
import { athanor, athanorProcess, testFolder } from './athanor.js'

const file = testFolder()
const timeout = 90_000

let url: string
beforeEach(async () => {
  url = await createTestDatabase()
})
const exported = async (from: string) => (await athanor(['export'], from)).stdout
async function renamed(at: string, name: string) {
  const feed = file('shop.ndjson')
  writeFileSync(feed, `{"kind":"shop","name":"${name}"}\n`)
  return athanor(['import', feed], at)
}

let demoShop: string
let demoShopExport: string
beforeAll(async () => {
  demoShop = await createTestDatabase()
  await athanor(['seed'], demoShop)
  demoShopExport = await exported(demoShop)
}, timeout)
/** Makes this test's database a demo shop; answers its export. */
const seeded = async () => {
  url = await copyTestDatabase(demoShop)
  return demoShopExport
}

/** Statements on a database of either engine, past everything that Athanor does. */
async function ask<T>(at: string, sql: string): Promise<T[]> {
  if (at.startsWith('file:')) {
    const database = new Sqlite(at.slice('file:'.length))
    try {
      const statement = database.prepare(sql)
      if (statement.reader) return statement.all() as T[]
      statement.run()
      return []
    } finally {
      database.close()
    }
  }
  const client = new pg.Client(at)
  await client.connect()
  try {
    return (await client.query(sql)).rows as T[]
  } finally {
    await client.end()
  }
}
const numberOf = async (at: string, sql: string) => {
  const [row] = await ask<Record<string, string | number>>(at, sql)
  return Number(Object.values(row ?? {})[0])
}

/** One of the other engine, where this run has both. */
const otherEngine = (name: string) => `file:${file(name)}`

describe('copy', () => {
  test('carries everything over, either way', { timeout }, async () => {
    const before = await seeded()
    const other = otherEngine('copied.db')
    const there = await athanor(['copy', '--from', url, '--to', other], url)
    expect(there).toMatchObject({ code: 0, stdout: '' })
    expect(there.stderr).toMatch(/product +69 rows/)
    expect(await exported(other)).toBe(before)
    const back = await createTestDatabase()
    expect(await athanor(['copy', '--from', other, '--to', back], url)).toMatchObject({ code: 0 })
    expect(await exported(back)).toBe(before)
    const count = 'select count(*) from facet'
    expect(await numberOf(back, count)).toBe(await numberOf(url, count))
  })

  test('carries tables over that are larger than what is read at once', { timeout }, async () => {
    await ask(
      url,
      `insert into import_seen (fingerprint, key, line)
       with recursive n(i) as (select 1 union all select i + 1 from n where i < 1700)
       select 'f' || (i % 3), 'k' || i, i from n`,
    )
    const other = otherEngine('large.db')
    expect(await athanor(['copy', '--from', url, '--to', other], url)).toMatchObject({ code: 0 })
    const sum = 'select sum(line) from import_seen'
    expect(await numberOf(other, sum)).toBe((1700 * 1701) / 2)
  })

  test('goes on numbering behind rows that are gone', { timeout }, async () => {
    await seeded()
    const before = await numberOf(url, 'select max(seq) from outbox')
    await ask(url, 'delete from outbox')
    const other = otherEngine('numbered.db')
    await athanor(['copy', '--from', url, '--to', other], url)
    await renamed(other, 'Renamed')
    expect(await numberOf(other, 'select min(seq) from outbox')).toBe(before + 1)
  })

  test('leaves each reaction at the fact that it had come to', { timeout }, async () => {
    await seeded()
    const [place] = await ask<{ stamp: string; seq: number }>(
      url,
      'select stamp, seq from outbox order by stamp, seq limit 1 offset 9',
    )
    await ask(
      url,
      `insert into reaction_cursor (reaction, stamp, seq) values ('test', '${place?.stamp}', ${place?.seq})`,
    )
    const left = `select count(*) from outbox, reaction_cursor
      where reaction = 'test' and (outbox.stamp, outbox.seq) > (reaction_cursor.stamp, reaction_cursor.seq)`
    const other = otherEngine('cursors.db')
    await athanor(['copy', '--from', url, '--to', other], url)
    expect(await numberOf(other, left)).toBe(await numberOf(url, left))
    expect(await numberOf(other, left)).toBe((await numberOf(url, 'select count(*) from outbox')) - 10)
  })

  test('does not touch a target that is not empty', { timeout }, async () => {
    await seeded()
    const other = otherEngine('taken.db')
    await renamed(other, 'Theirs')
    const { code, stderr } = await athanor(['copy', '--from', url, '--to', other], url)
    expect(code).toBe(1)
    expect(stderr).toMatch(/^The target is not empty \(.*shop.*\); nothing was copied\./)
    expect(await exported(other)).toBe('{"kind":"shop","name":"Theirs"}\n')
  })
})

describe('copy is told no', () => {
  test.each([
    [['--from', 'mysql://a', '--to', 'file:b.db'], /DATABASE_URL: must be `file:<path>` or/],
    [['--from', 'file:a.db', '--to', 'file:a.db'], /are the same database/],
    [['--from', 'file:nowhere/a.db', '--to', 'file:b.db'], /^There is no database at nowhere\/a\.db/],
  ])('%j', async (args, complaint) => {
    const { code, stderr } = await athanor(['copy', ...args], url)
    expect(stderr).toMatch(complaint)
    expect(code).toBe(1)
  })

  test('by a server that does not answer', { timeout }, async () => {
    const { code, stderr } = await athanor(['copy', '--from', url, '--to', 'postgres://127.0.0.1:1/x'], url)
    expect([code, stderr]).toEqual([1, expect.stringContaining('cannot be reached (ECONNREFUSED)')])
  })
})

describe('backup and restore', () => {
  test('bring back what was there', { timeout }, async () => {
    const before = await seeded()
    const backup = file('one.db')
    expect(await athanor(['backup', backup], url)).toMatchObject({ code: 0, stdout: '' })
    await renamed(url, 'Spoiled')
    const refused = await athanor(['restore', backup], url)
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringMatching(/^The database is not empty/) })
    expect(await exported(url)).toContain('Spoiled')
    expect(await athanor(['restore', backup, '--force'], url)).toMatchObject({ code: 0 })
    expect(await exported(url)).toBe(before)
    const fresh = await createTestDatabase()
    expect(await athanor(['restore', backup], fresh)).toMatchObject({ code: 0 })
    expect(await exported(fresh)).toBe(before)
  })

  test('a restored audit is still append-only', { timeout }, async () => {
    await seeded()
    const backup = file('audit.db')
    await athanor(['backup', backup], url)
    await athanor(['restore', backup, '--force'], url)
    await expect(ask(url, `update audit_entry set actor = 'nobody'`)).rejects.toThrow(/append-only/)
  })

  test('do not overwrite a file, and leave no halves behind', { timeout }, async () => {
    const there = file('there.db')
    writeFileSync(there, 'mine')
    const { code, stderr } = await athanor(['backup', there], url)
    expect([code, readFileSync(there, 'utf8')]).toEqual([1, 'mine'])
    expect(stderr).toMatch(/is there already and is not overwritten/)
    expect(existsSync(`${there}.partial`)).toBe(false)
  })

  test('a backup is whole while others write', { timeout }, async () => {
    await renamed(url, 'Busy')
    const db = await openDatabase({ url, maxHoldMs: 5_000 })
    const { catalog } = createServices({ db, clock: systemClock })
    const backup = file('busy.db')
    const backingUp = athanorProcess(['backup', backup], { url })
    let ended = false
    const end = backingUp.finally(() => {
      ended = true
    })
    let saved = 0
    for (; !ended; saved++)
      await catalog.saveBrand(actor, {
        externalReference: `b${saved}`,
        translations: [{ locale: 'en', name: `Brand ${saved}` }],
      })
    expect(await end).toMatchObject({ code: 0 })
    await db.close()
    const there = `file:${backup}`
    const brands = await numberOf(there, 'select count(*) from brand')
    expect(brands).toBeGreaterThan(0)
    expect(brands).toBeLessThan(saved)
    // One moment: neither a brand without its text nor a text, a fact or an audit entry without its brand.
    for (const table of ['brand_text', 'outbox', 'audit_entry'])
      expect(await numberOf(there, `select count(*) from ${table}`)).toBe(
        table === 'brand_text' ? brands : brands + 1,
      )
    const [pragma] = await ask<{ integrity_check: string }>(there, 'pragma integrity_check')
    expect(pragma?.integrity_check).toBe('ok')
  })

  test('only a sound backup of this version or an older one is taken', { timeout }, async () => {
    await seeded()
    const refusal = async (backup: string) => (await athanor(['restore', backup], url)).stderr
    expect(await refusal(file('nowhere.db'))).toMatch(/^There is no file/)
    writeFileSync(file('text.db'), 'not a database')
    expect(await refusal(file('text.db'))).toMatch(/is not a backup of Athanor/)
    const backup = file('newer.db')
    await athanor(['backup', backup], url)
    copyFileSync(backup, file('damaged.db'))
    await ask(`file:${backup}`, `insert into migration (hash, applied_at) values ('of tomorrow', 0)`)
    expect(await refusal(backup)).toMatch(/was made by a newer version of Athanor/)
    const bytes = readFileSync(file('damaged.db'))
    bytes.fill(0x5a, Math.floor(bytes.length / 2), Math.floor(bytes.length / 2) + 8_192)
    writeFileSync(file('damaged.db'), bytes)
    expect(await refusal(file('damaged.db'))).toMatch(/is damaged/)
  })

  test('a backup of an older version is brought to the newest schema', { timeout }, async () => {
    const older = file('older.db')
    await migrate(`file:${older}`, migrationsOf('sqlite').slice(0, 1))
    expect(await athanor(['restore', older], url)).toMatchObject({ code: 0 })
    expect(await renamed(url, 'Newest')).toMatchObject({ code: 0 })
    expect(await exported(url)).toContain('Newest')
    await expect(ask(url, `update audit_entry set actor = 'nobody'`)).rejects.toThrow(/append-only/)
  })

  test('a database in use is not taken from under its user', { timeout }, async () => {
    const before = await seeded()
    const backup = file('used.db')
    await athanor(['backup', backup], url)
    const user = await openDatabase({ url })
    await user.read.select().from(brand).limit(1)
    const { code, stderr } = await athanor(['restore', backup, '--force'], url)
    await user.close()
    expect(code).toBe(1)
    expect(stderr).toMatch(/is in use\. Stop the gateway, then restore/)
    expect(await exported(url)).toBe(before)
  })
})

describe('migrate', () => {
  test('makes a database that is not there', { timeout }, async () => {
    const fresh = `file:${file('deep/new.db')}`
    expect(await athanor(['migrate'], fresh)).toMatchObject({
      code: 0,
      stdout: '',
      stderr: expect.stringContaining('has the newest schema'),
    })
    expect(await exported(fresh)).toBe('{"kind":"shop","name":"Shop"}\n')
  })
})
