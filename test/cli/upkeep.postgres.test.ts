import { writeFileSync } from 'node:fs'
import pg from 'pg'
import { beforeEach, describe, expect, test } from 'vitest'
import { withScratchSchema } from '../../src/db/upkeep/scratch-schema.js'
import { createTestDatabase } from '../support/database.js'
import { athanor, testFolder } from './athanor.js'

const file = testFolder()
const timeout = 60_000

let url: string
beforeEach(async () => {
  url = await createTestDatabase()
})

async function ask<T>(statement: string): Promise<T[]> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    return (await client.query(statement)).rows as T[]
  } finally {
    await client.end()
  }
}

describe('the server knows how much there is of brands', () => {
  /** -1 before it has looked. */
  const known = async () => {
    const [row] = await ask<{ count: number }>(
      `select reltuples::int as count from pg_class where oid = 'brand'::regclass`,
    )
    return row?.count
  }
  const feedOf = (count: number) => {
    const name = file('brands.ndjson')
    const brands = Array.from({ length: count }, (_, i) => ({
      kind: 'brand',
      externalReference: `b${i}`,
      translations: [{ locale: 'en', name: `B ${i}` }],
    }))
    writeFileSync(name, brands.map((one) => `${JSON.stringify(one)}\n`).join(''))
    return name
  }

  test('behind a large import, which nobody waits for with a small one', { timeout }, async () => {
    await athanor(['import', feedOf(3)], url)
    expect(await known()).toBe(-1)
    await athanor(['import', feedOf(500)], url)
    expect(await known()).toBe(500)
  })

  test('behind a restore', { timeout }, async () => {
    await athanor(['import', feedOf(3)], url)
    const backup = file('three.db')
    await athanor(['backup', backup], url)
    expect(await athanor(['restore', backup, '--force'], url)).toMatchObject({ code: 0 })
    expect(await known()).toBe(3)
  })
})

describe('what dry runs work on', () => {
  const schemas = async () => {
    const rows = await ask<{ name: string }>(
      `select nspname as name from pg_namespace where nspname like 'athanor%' order by 1`,
    )
    return rows.map(({ name }) => name)
  }

  test('is gone behind them, and so is what one that was killed has left', async () => {
    await ask('create schema athanor_scratch_1_1')
    await ask('create table athanor_scratch_1_1.brand (id int)')
    await withScratchSchema(url, async () => {
      const [own, ...others] = await schemas()
      expect([own, others]).toEqual([expect.not.stringMatching('athanor_scratch_1_1$'), []])
    })
    expect(await schemas()).toEqual([])
  })

  test('stays while it is worked on, whoever comes', async () => {
    await withScratchSchema(url, async () => {
      await withScratchSchema(url, async () => {
        expect(await schemas()).toHaveLength(2)
      })
      expect(await schemas()).toHaveLength(1)
    })
  })
})
