import { AsyncResource } from 'node:async_hooks'
import { setImmediate as turn } from 'node:timers/promises'
import type { DatabaseStatus, Tx, WriteOptions } from '../../database.js'
import type { Lane } from '../lane.js'
import type { Checkpoints } from './checkpoints.js'
import type { Connection } from './connect.js'
import type { Controls } from './controls.js'
import type { Durability } from './durability.js'
import type { Hold } from './hold.js'
import { patiently } from './lock.js'

interface Waiting {
  /** Runs the job, in the async context of whoever asked for it. */
  readonly run: () => Promise<unknown>
  readonly maxHoldMs: number | undefined
  readonly resolve: (value: unknown) => void
  readonly reject: (error: unknown) => void
}
/** Called after the commit, tells whoever waits how their job ended. */
type Answer = () => void

/** A group is committed when it has this many jobs, or has taken this long. */
const mostJobs = 128
const mostMs = 10

interface Parts {
  readonly connection: Connection
  readonly controls: Controls
  readonly lane: Lane
  readonly hold: Hold
  readonly durability: Durability
  readonly checkpoints: Checkpoints
}

/**
 * One connection, one queue, one commit for many jobs.
 *
 * The jobs that wait are run one after the other in one transaction, each in a savepoint of its own, and their
 * promises settle only when the one COMMIT, with its fsync, has succeeded.
 */
export class Writer {
  #waiting: Waiting[] = []
  #draining: Promise<void> | null = null
  #closed = false
  #jobs = 0
  #commits = 0
  readonly #parts: Parts

  constructor(parts: Parts) {
    this.#parts = parts
  }

  get status(): Pick<DatabaseStatus, 'jobs' | 'commits' | 'waiting'> {
    return { jobs: this.#jobs, commits: this.#commits, waiting: this.#waiting.length }
  }

  write<T>(job: (tx: Tx) => Promise<T>, { maxHoldMs }: WriteOptions = {}): Promise<T> {
    if (this.#closed) return Promise.reject(new Error('The database is closed.'))
    this.#jobs++
    return new Promise((resolve, reject) => {
      // Its own `bind` takes ten times as long.
      const asker = new AsyncResource('write')
      const run = () => asker.runInAsyncScope(() => this.#parts.lane.run(job))
      this.#waiting.push({ run, maxHoldMs, resolve: resolve as (value: unknown) => void, reject })
      this.#draining ??= this.#drain()
    })
  }

  /** Takes no new jobs and waits for those taken. */
  async close(): Promise<void> {
    this.#closed = true
    await this.#draining
  }

  /** Waits for the turn of the event loop, so that the writes of all requests that came together share a commit. */
  async #drain(): Promise<void> {
    do {
      await turn()
      await this.#group()
    } while (this.#waiting.length > 0)
    this.#draining = null
  }

  async #group(): Promise<void> {
    const { connection, controls, durability, hold, checkpoints } = this.#parts
    const members: Waiting[] = []
    try {
      await patiently(() => controls.run('BEGIN IMMEDIATE'))
      hold.begin()
      const answers = await this.#fill(members)
      durability.secure(() => controls.run('COMMIT'))
      this.#commits++
      for (const answer of answers) answer()
      checkpoints.committed()
    } catch (error) {
      // The lock cannot be had, SQLite ended the transaction by itself (a full disk), or it cannot commit.
      for (const member of members.length > 0 ? members : this.#waiting.splice(0)) member.reject(error)
      if (connection.inTransaction) controls.run('ROLLBACK')
    }
  }

  async #fill(members: Waiting[]): Promise<Answer[]> {
    const answers: Answer[] = []
    const until = performance.now() + mostMs
    for (let member = this.#waiting.shift(); member; member = this.#waiting.shift()) {
      members.push(member)
      answers.push(await this.#run(member))
      if (members.length >= mostJobs || performance.now() > until) break
    }
    return answers
  }

  /** Throws only when the whole group is lost. */
  async #run({ run, maxHoldMs, resolve, reject }: Waiting): Promise<Answer> {
    const { connection, controls, hold } = this.#parts
    controls.run('SAVEPOINT job_0')
    try {
      hold.start(maxHoldMs)
      const value = await run()
      hold.check()
      controls.run('RELEASE job_0')
      return () => resolve(value)
    } catch (error) {
      if (!connection.inTransaction) throw error
      controls.undo('job_0')
      return () => reject(error)
    }
  }
}
