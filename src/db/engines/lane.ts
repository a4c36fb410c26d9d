import { AsyncLocalStorage } from 'node:async_hooks'
import type { Tx } from '../database.js'

/** A write job broke one of the rules that keep writers apart. Its changes are undone; the fix is in the job's code. */
export class WriteRuleError extends Error {
  override readonly name = 'WriteRuleError'
}

/** A job under way on a connection: a `write`, a `write` inside one, or a `snapshot`. */
export interface Job {
  readonly lane: Lane
  readonly outer: Job | null
  readonly depth: number
  open: boolean
  /** Its statements that were sent and not yet answered. */
  underWay: number
  /** Why a statement of it failed. The job can then only end. */
  failure: unknown
}

const newJob = (lane: Lane, outer: Job | null): Job => ({
  lane,
  outer,
  depth: outer ? outer.depth + 1 : 0,
  open: true,
  underWay: 0,
  failure: undefined,
})

/**
 * Which job the caller runs in. One for each database, so that a job of one never joins a job of another.
 *
 * Node follows every promise of the process while any context is kept, at a fifth of a microsecond each: so contexts are
 * dropped as soon as no job is under way, and reads alone pay nothing.
 */
export class Scope {
  readonly #storage = new AsyncLocalStorage<Job>()
  #underWay = 0

  /** To be called in pairs with `leave`, around everything that a job does. */
  enter(): void {
    this.#underWay++
  }

  leave(): void {
    if (--this.#underWay === 0) this.#storage.disable()
  }

  run<T>(job: Job, work: () => T): T {
    return this.#storage.run(job, work)
  }

  current(): Job | undefined {
    return this.#storage.getStore()
  }
}

export function openJob(scope: Scope): Job | undefined {
  const job = scope.current()
  return job?.open ? job : undefined
}

/** A read elsewhere would not see the job's changes, and would wait for a connection while holding one. */
export function refuseInsideJob(scope: Scope, what: 'read' | 'snapshot'): void {
  if (openJob(scope)?.lane.writes)
    throw new WriteRuleError(`\`${what}\` inside a write job: read through the job's \`tx\`.`)
}

/** How the connection speaks of savepoints. */
export interface Savepoints {
  set(depth: number): unknown
  release(depth: number): unknown
  undo(depth: number): unknown
}

type Refuse = (error: WriteRuleError) => void

/**
 * One connection that takes the statements of one job at a time, and of nobody else.
 *
 * A statement is let in only when it comes from the async context of the job that runs now. So one that a job forgot
 * to await cannot land in the job of another request, and a transaction handle is worth nothing once its job ended.
 */
export class Lane {
  #running: Job | null = null
  #refuse: Refuse | null = null
  #inFlight = 0
  readonly #scope: Scope
  readonly #handle: Tx
  readonly #savepoints: Savepoints | null

  /** Without savepoints the lane is for snapshots: they take their time, and nothing nests in them. */
  constructor(scope: Scope, handleOf: (lane: Lane) => Tx, savepoints: Savepoints | null = null) {
    this.#scope = scope
    this.#handle = handleOf(this)
    this.#savepoints = savepoints
  }

  get writes(): boolean {
    return this.#savepoints !== null
  }

  get busy(): boolean {
    return this.#inFlight > 0
  }

  /** To be asked before every statement of a job. */
  admit(): Job {
    const job = this.#scope.current()
    if (job === undefined || job !== this.#running) throw this.#stranger(job)
    if (job.failure !== undefined) throw afterFailure(job)
    return job
  }

  /** Told of a statement that failed, the job can only end. */
  fail(error: unknown): void {
    if (this.#running) this.#running.failure ??= error
  }

  /** Counts a statement under way, so that waiting for it is told from waiting for anything else. */
  async track<T>(job: Job | null, statement: Promise<T>): Promise<T> {
    this.#inFlight++
    if (job) job.underWay++
    try {
      return await statement
    } catch (error) {
      if (job) job.failure ??= error
      throw error
    } finally {
      this.#inFlight--
      if (job) job.underWay--
      this.#watch()
    }
  }

  /**
   * Runs a job. A write job is refused as soon as it awaits anything but this connection, or when what `started` was
   * given is called: then its handle is dead at once, and what the job still does changes nothing.
   */
  async run<T>(work: (tx: Tx) => Promise<T>, started?: (refuse: Refuse) => void): Promise<T> {
    const job = newJob(this, null)
    this.#running = job
    this.#scope.enter()
    try {
      const value = await new Promise<T>((resolve, reject) => {
        this.#refuse = reject
        started?.(reject)
        this.#scope.run(job, async () => work(this.#handle)).then(resolve, reject)
        this.#watch()
      })
      this.#checkSound(job)
      return value
    } finally {
      for (let inner: Job | null = this.#running; inner; inner = inner.outer) inner.open = false
      this.#running = null
      this.#refuse = null
      this.#scope.leave()
    }
  }

  /** Runs a job inside a job: all or nothing within the outer one. */
  async nest<T>(outer: Job, work: (tx: Tx) => Promise<T>): Promise<T> {
    const savepoints = this.#savepoints as Savepoints
    if (this.#running !== outer)
      throw new WriteRuleError('A nested write runs already. Await it before starting the next one.')
    if (outer.failure !== undefined) throw afterFailure(outer)
    const job = newJob(this, outer)
    this.#running = job
    try {
      await savepoints.set(job.depth)
      const value = await this.#scope.run(job, async () => work(this.#handle))
      this.#checkSound(job)
      await savepoints.release(job.depth)
      return value
    } catch (error) {
      if (job.open) await this.#undo(savepoints, job, outer)
      throw error
    } finally {
      if (job.open) {
        job.open = false
        this.#running = outer
      }
    }
  }

  async #undo(savepoints: Savepoints, job: Job, outer: Job): Promise<void> {
    try {
      await savepoints.undo(job.depth)
    } catch (error) {
      outer.failure ??= error
    }
  }

  #checkSound(job: Job): void {
    if (this.#running !== job)
      throw new WriteRuleError('The job ended while a nested write was under way. Await it.')
    if (job.underWay > 0) throw new WriteRuleError('The job ended while a statement was under way. Await it.')
    if (job.failure !== undefined) throw afterFailure(job)
  }

  /**
   * A job that awaits only its connection goes on in microtasks as soon as nothing is in flight, and ticks run when no
   * microtask is left: a job found here waits for something else. (To be called in a microtask: a tick that is asked
   * for outside runs before the microtasks.)
   */
  #watch(): void {
    if (!this.writes || this.#inFlight > 0) return
    process.nextTick(() => {
      if (this.#inFlight === 0) this.#refuse?.(new WriteRuleError(awaitsElsewhere))
    })
  }

  #stranger(job: Job | undefined): WriteRuleError {
    return job?.open && job.lane === this
      ? new WriteRuleError('A nested write is under way. Await it before using the outer transaction.')
      : new WriteRuleError(outsideJob)
  }
}

const awaitsElsewhere =
  'The job awaits something other than its transaction. Gather before `write`, and await only `tx` inside it.'
const outsideJob =
  'This transaction has ended, or belongs to another job. Await every statement of a job inside the job.'

const afterFailure = (job: Job) =>
  new WriteRuleError(
    'A statement of this job failed, so all of it is undone. Put what may fail alone into a `write` of its own.',
    { cause: job.failure },
  )
