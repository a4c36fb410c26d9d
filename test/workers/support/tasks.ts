import { threadId } from 'node:worker_threads'
import { count, sql } from 'drizzle-orm'
import { type ReadHandle, rows } from '../../../src/db/index.js'
import { outbox } from '../../../src/db/tables/outbox.js'
import { InputError } from '../../../src/kernel/input-error.js'

/** One statement that takes its time. */
async function countTo(on: ReadHandle, most: number): Promise<number> {
  const [row] = await rows<{ n: number }>(
    on,
    sql`with recursive counted(n) as (select 1 union all select n + 1 from counted where n < ${sql.raw(String(most))}) select count(*) as n from counted`,
  )
  return Number(row?.n)
}

async function countFacts(on: ReadHandle): Promise<number> {
  const [row] = await on.select({ n: count() }).from(outbox)
  return Number(row?.n)
}

export const tasks = {
  countTo,
  countFacts,
  thread: async (_on: ReadHandle, _input: null) => threadId,
  refuse: async (_on: ReadHandle, field: string): Promise<never> => {
    throw new InputError([field], `\`${field}\` is not to be had.`, ['another'])
  },
  fail: async (_on: ReadHandle, message: string): Promise<never> => {
    throw new RangeError(message)
  },
  crash: async (_on: ReadHandle, _input: null): Promise<never> => process.exit(3),
}
