import type { Database } from '../db/index.js'
import type { Log } from '../kernel/log.js'
import { leadInTurn } from './leader.js'
import { createLease, type Lease } from './lease.js'
import { OutcomeCounts } from './outcome-counts.js'
import type { Reaction } from './reaction.js'
import { Relay } from './relay.js'
import { runSchedule, type Task } from './scheduler.js'
import type { SteadyClock } from './steady-clock.js'

export interface WorkersOptions {
  readonly db: Database
  readonly clock: SteadyClock
  readonly log: Log
  readonly reactions: readonly Reaction[]
  readonly schedule: readonly Task[]
  readonly pace?: Pace
}

interface Pace {
  /** After so long without a sign of life from the leader, another process takes over. */
  readonly leaseTtlMs: number
  /** How often to look for facts that other processes appended. */
  readonly pollMs: number
  /** How often to look for tasks that are due. */
  readonly tickMs: number
}

/** How the workers fare in this process. Counts begin with the process and only grow. */
export interface WorkersStatus {
  /** Whether this process leads now, and how often it began to. */
  readonly leads: boolean
  readonly terms: number
  readonly reactions: OutcomeCounts
  readonly tasks: OutcomeCounts
}

export interface Workers {
  status(): WorkersStatus
  /** Ends what is under way, then leaves the lead to another process at once. */
  stop(): Promise<void>
}

const usualPace: Pace = { leaseTtlMs: 6000, pollMs: 250, tickMs: 1000 }

/** Reacts to facts and runs scheduled tasks, in one process of all that share the database. */
export function startWorkers(options: WorkersOptions): Workers {
  const { db, log, pace = usualPace } = options
  const stopping = new AbortController()
  const lease = createLease({ db, name: 'workers', ttlMs: pace.leaseTtlMs })
  const reactions = new OutcomeCounts(namesOf(options.reactions))
  const tasks = new OutcomeCounts(namesOf(options.schedule))
  let terms = 0
  const work = (signal: AbortSignal) => {
    terms++
    return lead({ ...options, pace, counts: { reactions, tasks } }, lease, signal)
  }
  const done = leadInTurn({ lease, beatMs: pace.leaseTtlMs / 3, log, work }, stopping.signal)
  return {
    status: () => ({ leads: lease.isHeld(), terms, reactions, tasks }),
    async stop() {
      stopping.abort()
      await done
    },
  }
}

const namesOf = (things: readonly { readonly name: string }[]): string[] => things.map(({ name }) => name)

interface LeadOptions extends Required<WorkersOptions> {
  readonly counts: Pick<WorkersStatus, 'reactions' | 'tasks'>
}

async function lead(options: LeadOptions, lease: Lease, signal: AbortSignal): Promise<void> {
  const { db, clock, log, reactions, pace, counts } = options
  log.info({}, 'this process leads the relay and the scheduler')
  await clock.catchUp()
  const keepTime: Task = { name: 'clock.keep', everyMs: 60_000, run: () => clock.save() }
  const mayGoOn = () => lease.isHeld() && !signal.aborted
  const relay = new Relay({ db, clock, log, reactions, mayGoOn, counts: counts.reactions })
  await Promise.all([
    relay.run(signal, pace.pollMs),
    runSchedule(
      [...options.schedule, keepTime],
      { db, clock, log, tickMs: pace.tickMs, counts: counts.tasks },
      signal,
    ),
  ])
}
