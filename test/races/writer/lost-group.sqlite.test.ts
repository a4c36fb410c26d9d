import { beforeEach, describe, expect, it } from 'vitest'
import type { Tx } from '../../../src/db/index.js'
import { sample } from '../../support/sample-table.js'
import { createWriter, type TestWriter } from '../../support/sqlite-writer.js'

const put = (tx: Tx, name: string, data: unknown = null) => tx.insert(sample).values({ name, data })

let on: TestWriter
beforeEach(async () => {
  on = await createWriter()
})
const kept = () => on.connection.prepare('SELECT name FROM sample ORDER BY name').pluck().all()

/** Leaves the database file so many pages, as a disk does that is nearly full. */
function leavePages(count: number): void {
  const used = Number(on.connection.pragma('page_count', { simple: true }))
  on.connection.pragma(`max_page_count = ${used + count}`)
}

describe('a group that SQLite itself has ended, since the disk is full', () => {
  const large = 'x'.repeat(1_000_000)

  it('is rejected whole, and so are those whose part had gone well', async () => {
    leavePages(2)
    const outcomes = await Promise.allSettled([
      on.writer.write((tx) => put(tx, 'small')),
      on.writer.write((tx) => put(tx, 'large', large)),
      on.writer.write((tx) => put(tx, 'never run')),
    ])
    expect(outcomes.slice(0, 2)).toMatchObject([
      { status: 'rejected', reason: { code: 'SQLITE_FULL' } },
      { status: 'rejected', reason: { code: 'SQLITE_FULL' } },
    ])
    expect(kept()).toEqual(outcomes[2]?.status === 'fulfilled' ? ['never run'] : [])
  })

  it('does not go on in the job that caused it, even when the job passes over the error', async () => {
    leavePages(2)
    const writing = on.writer.write(async (tx) => {
      await put(tx, 'large', large).catch(() => {})
    })
    await expect(writing).rejects.toThrow()
    expect(kept()).toEqual([])
  })

  it('is no harm to the next group, once there is room again', async () => {
    leavePages(2)
    await expect(on.writer.write((tx) => put(tx, 'large', large))).rejects.toMatchObject({
      code: 'SQLITE_FULL',
    })
    on.connection.pragma('max_page_count = 1000000')
    await on.writer.write((tx) => put(tx, 'large', large))
    expect(kept()).toEqual(['large'])
    expect(on.fatal).toEqual([])
  })
})

describe('a commit that fails', () => {
  it('rejects every job of the group and keeps nothing', async () => {
    on.failCommit('SQLITE_FULL')
    const outcomes = await Promise.allSettled(
      ['a', 'b'].map((name) => on.writer.write((tx) => put(tx, name))),
    )
    expect(outcomes.map((outcome) => outcome.status)).toEqual(['rejected', 'rejected'])
    await on.writer.write((tx) => put(tx, 'next'))
    expect(kept()).toEqual(['next'])
  })

  it('by an fsync that failed is never acknowledged, and nothing is written from then on', async () => {
    on.failCommit('SQLITE_IOERR_FSYNC')
    await expect(on.writer.write((tx) => put(tx, 'a'))).rejects.toMatchObject({ code: 'SQLITE_IOERR_FSYNC' })
    await expect(on.writer.write((tx) => put(tx, 'b'))).rejects.toThrow(/disk failed/)
    expect(on.fatal).toMatchObject([{ code: 'SQLITE_IOERR_FSYNC' }])
    expect(kept()).toEqual([])
  })
})
