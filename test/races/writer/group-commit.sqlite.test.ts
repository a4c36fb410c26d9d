import { describe, expect, it } from 'vitest'
import type { Tx } from '../../../src/db/index.js'
import { sample } from '../../support/sample-table.js'
import { createWriter } from '../../support/sqlite-writer.js'

const put = (tx: Tx, name: string) => tx.insert(sample).values({ name })

describe('group commit', () => {
  it('commits far fewer times than there are writers at the same time', async () => {
    const { writer, statements } = await createWriter()
    await Promise.all(Array.from({ length: 100 }, (_, i) => writer.write((tx) => put(tx, `${i}`))))
    expect(statements.filter((text) => text === 'COMMIT').length).toBeLessThan(20)
  })

  it('settles no promise before the commit', async () => {
    const { writer, statements } = await createWriter()
    const seen = await Promise.all(
      ['a', 'b', 'c'].map(async (name) => {
        await writer.write((tx) => put(tx, name))
        return statements.at(-1)
      }),
    )
    expect(seen).toEqual(['COMMIT', 'COMMIT', 'COMMIT'])
  })

  it('settles a rejection after the commit too, since the error may tell of what others did', async () => {
    const { writer, statements } = await createWriter()
    const [, seen] = await Promise.all([
      writer.write((tx) => put(tx, 'a')),
      writer
        .write(async (tx) => {
          await put(tx, 'b')
          throw new Error('no')
        })
        .catch(() => statements.at(-1)),
    ])
    expect(seen).toBe('COMMIT')
  })

  it('takes at most 128 jobs into one transaction', async () => {
    const { writer, statements } = await createWriter()
    await Promise.all(Array.from({ length: 300 }, (_, i) => writer.write((tx) => put(tx, `${i}`))))
    const groups = statements.join(' ').split('BEGIN IMMEDIATE').slice(1)
    expect(groups.length).toBeGreaterThanOrEqual(3)
    for (const group of groups) expect(group.match(/RELEASE job_0/g)?.length).toBeLessThanOrEqual(128)
  })
})
