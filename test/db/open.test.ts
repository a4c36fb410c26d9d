import { describe, expect, it } from 'vitest'
import { dialect, openDatabase } from '../../src/db/index.js'
import { shop } from '../../src/db/tables/index.js'
import { createTestDatabase, openTestDatabase } from '../support/database.js'

describe('opening a database', () => {
  it('finds what was written before it was closed', async () => {
    const url = await createTestDatabase()
    const first = await openDatabase({ url })
    await first.write((tx) => tx.insert(shop).values({ id: 1, name: 'Retort' }))
    await first.close()
    const second = await openDatabase({ url })
    expect(await second.read.select().from(shop)).toEqual([{ id: 1, name: 'Retort' }])
    await second.close()
  })

  it('of the other engine is refused, since the tables are made for one', async () => {
    const url = dialect === 'sqlite' ? 'postgres://localhost/x' : 'file:x.db'
    await expect(openDatabase({ url })).rejects.toThrow(`This process speaks ${dialect}`)
  })

  it('twice in a process keeps their jobs apart', async () => {
    const [one, two] = [await openTestDatabase(), await openTestDatabase()]
    const failing = one.write(async (tx) => {
      await tx.insert(shop).values({ id: 1, name: 'one' })
      await two.write((other) => other.insert(shop).values({ id: 1, name: 'two' }))
    })
    await expect(failing).rejects.toThrow(/awaits something other than its transaction/)
    expect(await one.read.select().from(shop)).toEqual([])
  })
})
