import { describe, expect, it } from 'vitest'
import type { Migration } from '../../src/db/engines/migration.js'
import { migrate } from '../../src/db/index.js'
import { createEmptyDatabase, createTestDatabase } from '../support/database.js'
import { openRaw } from '../support/raw-database.js'

const step = (hash: string, ...sql: string[]): Migration => ({ hash, sql })

describe('the tables on SQLite', () => {
  it('are all strict, so that no column takes a value of another type', async () => {
    const raw = await openRaw(await createTestDatabase())
    const tables = await raw.all(
      `select name, strict from pragma_table_list where schema = 'main' and type = 'table'`,
    )
    const lax = tables.filter((table) => !table.strict && !String(table.name).startsWith('sqlite_'))
    expect(tables.length).toBeGreaterThan(20)
    expect(lax).toEqual([])
  })

  it('with a key of several columns have no row ids, unless their rows are long', async () => {
    const raw = await openRaw(await createTestDatabase())
    const rowless = await raw.all(
      `select name from pragma_table_list where schema = 'main' and wr order by name`,
    )
    const names = rowless.map((table) => table.name)
    expect(names).toEqual(expect.arrayContaining(['facet', 'listing', 'price']))
    expect(names).not.toContain('product_text')
  })
})

describe('a step that rebuilds a table', () => {
  const family = step(
    'family',
    'create table parent (id integer primary key, name text) strict',
    'create table child (id integer primary key, parent_id integer not null references parent(id) on delete cascade) strict',
  )
  const rebuild = (rows: string) =>
    step(
      'rebuild',
      'PRAGMA foreign_keys=OFF',
      'create table __new_parent (id integer primary key, name text, more text) strict',
      `insert into __new_parent (id, name) ${rows}`,
      'drop table parent',
      'alter table __new_parent rename to parent',
      'PRAGMA foreign_keys=ON',
    )
  const withRows = async () => {
    const url = await createEmptyDatabase()
    await migrate(url, [family])
    const raw = await openRaw(url)
    await raw.all(`insert into parent (id, name) values (1, 'a'), (2, 'b') returning id`)
    await raw.all('insert into child (id, parent_id) values (1, 1), (2, 2) returning id')
    return { url, raw }
  }

  it('keeps the rows that refer to it', async () => {
    const { url, raw } = await withRows()
    await migrate(url, [family, rebuild('select id, name from parent')])
    expect(await raw.all('select id from child')).toHaveLength(2)
  })

  it('is refused when it would leave rows without their parent', async () => {
    const { url, raw } = await withRows()
    const losing = migrate(url, [family, rebuild('select id, name from parent where id = 1')])
    await expect(losing).rejects.toThrow(/leaves rows of child without their parent/)
    expect(await raw.all('select id from parent')).toHaveLength(2)
    expect(await raw.all('select id from child')).toHaveLength(2)
  })
})
