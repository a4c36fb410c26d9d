import { describe, expect, it } from 'vitest'
import { createTestDatabase } from '../support/database.js'
import { openRaw } from '../support/raw-database.js'

describe('the tables on PostgreSQL', () => {
  it('sort every text by code point, as SQLite does, whatever the language of the server', async () => {
    const raw = await openRaw(await createTestDatabase())
    const texts = await raw.all(
      `select table_name, column_name, collation_name from information_schema.columns
        where table_schema = 'public' and data_type = 'text' and table_name <> 'migration'`,
    )
    expect(texts.length).toBeGreaterThan(50)
    expect(texts.filter((column) => column.collation_name !== 'C')).toEqual([])
  })

  it('keep instants to the millisecond, as JavaScript does, so that cursors are exact', async () => {
    const raw = await openRaw(await createTestDatabase())
    const instants = await raw.all(
      `select table_name, column_name, datetime_precision from information_schema.columns
        where table_schema = 'public' and data_type like 'timestamp%' and table_name <> 'migration'`,
    )
    expect(instants.length).toBeGreaterThan(10)
    expect(instants.filter((column) => column.datetime_precision !== 3)).toEqual([])
  })

  it('refuse to empty the log of changes', async () => {
    const raw = await openRaw(await createTestDatabase())
    await expect(raw.all('truncate audit_entry')).rejects.toThrow(/append-only/)
  })
})
