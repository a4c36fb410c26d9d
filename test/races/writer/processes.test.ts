import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { openSampleDatabase, sample } from '../../support/sample-table.js'

const program = fileURLToPath(new URL('./add-in-process.ts', import.meta.url))

interface Report {
  readonly added: number
  readonly longestWaitMs: number
}

/** Adds to one row again and again in a process of its own, by several writers at once. */
async function addInProcess(url: string, ms: number): Promise<Report> {
  const child = fork(program, [url, String(ms)], {
    execArgv: ['--import', 'tsx'],
    env: { ...process.env, DATABASE_URL: url },
  })
  const [report] = (await once(child, 'message')) as [Report]
  await once(child, 'exit')
  return report
}

describe('several processes that write to one database', () => {
  it('lose no write, and none of them waits for ever', async () => {
    const db = await openSampleDatabase()
    await db.write((tx) => tx.insert(sample).values({ name: 'counter' }))
    const reports = await Promise.all([addInProcess(db.url, 1_500), addInProcess(db.url, 1_500)])
    const [row] = await db.read.select().from(sample).where(eq(sample.name, 'counter'))
    expect(row?.amount).toBe(reports[0].added + reports[1].added)
    for (const { added, longestWaitMs } of reports) {
      expect(added).toBeGreaterThan(10)
      expect(longestWaitMs).toBeLessThan(3_000)
    }
  }, 30_000)
})
