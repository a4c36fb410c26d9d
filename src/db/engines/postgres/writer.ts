import { setTimeout as sleep } from 'node:timers/promises'
import type { Pool } from 'pg'
import type { Tx } from '../../database.js'
import { DatabaseSilent } from '../../outage.js'
import { WriteRuleError } from '../lane.js'
import { mayBeRedone } from './errors.js'
import type { LineOf } from './lanes.js'

const mostTries = 10
const longestPauseMs = 100

export interface Transactions {
  readonly pool: Pool
  readonly lineOf: LineOf
  readonly maxHoldMs: number
  readonly counts: WriteCounts
}

export interface WriteCounts {
  jobs: number
  commits: number
  redone: number
}

/** One transaction, redone as a whole when the server says that it lost against another one. */
export async function writePostgres<T>(on: Transactions, job: (tx: Tx) => Promise<T>): Promise<T> {
  on.counts.jobs++
  for (let tries = 1; ; tries++) {
    try {
      return await transact(on, job)
    } catch (error) {
      if (tries >= mostTries || !mayBeRedone(error)) throw error
    }
    on.counts.redone++
    await sleep(Math.random() * Math.min(longestPauseMs, 2 ** tries))
  }
}

async function transact<T>(
  { pool, lineOf, maxHoldMs, counts }: Transactions,
  job: (tx: Tx) => Promise<T>,
): Promise<T> {
  const client = await pool.connect()
  const { lane, control } = lineOf(client)
  let timer: NodeJS.Timeout | undefined
  let unfit: boolean | Error = false
  try {
    // Not awaited: it travels with the first statement, which fails when this does.
    control('BEGIN ISOLATION LEVEL READ COMMITTED').catch(() => {})
    const value = await lane.run(job, (refuse) => {
      timer = setTimeout(() => refuse(heldTooLong(maxHoldMs, lane.busy)), maxHoldMs)
    })
    await control('COMMIT')
    counts.commits++
    return value
  } catch (error) {
    unfit =
      lane.busy ||
      (await control('ROLLBACK').then(
        () => false,
        () => true,
      ))
    throw error
  } finally {
    clearTimeout(timer)
    client.release(unfit)
  }
}

/** A job that waits for an answer just then may be innocent. */
const heldTooLong = (mostMs: number, waits: boolean) =>
  new WriteRuleError(
    `The job held its transaction for more than ${mostMs} ms. Split it into smaller writes.`,
    waits ? { cause: new DatabaseSilent() } : {},
  )
