import { eq, sql } from 'drizzle-orm'
import { openDatabase } from '../../../src/db/index.js'
import { sample } from '../../support/sample-columns.js'

// Run as a process of its own: adds 1 to the counter by eight writers for so many milliseconds, then reports.
const [url = '', ms = '0'] = process.argv.slice(2)
const db = await openDatabase({ url, maxHoldMs: 5_000 })
let added = 0
let longestWaitMs = 0
const until = performance.now() + Number(ms)

await Promise.all(
  Array.from({ length: 8 }, async () => {
    while (performance.now() < until) {
      const start = performance.now()
      await db.write((tx) =>
        tx
          .update(sample)
          .set({ amount: sql`${sample.amount} + 1` })
          .where(eq(sample.name, 'counter')),
      )
      longestWaitMs = Math.max(longestWaitMs, performance.now() - start)
      added++
    }
  }),
)
await db.close()
process.send?.({ added, longestWaitMs })
