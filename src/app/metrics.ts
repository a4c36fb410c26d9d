import type { Redis } from '../cache/redis.js'
import type { Database, DatabaseStatus } from '../db/index.js'
import type { Readiness } from '../http/health.js'
import type { Clock } from '../kernel/clock.js'
import type { Metrics } from '../telemetry/metrics.js'
import { counter, gauge } from '../telemetry/series.js'
import type { LongReads } from '../workers/long-reads.js'
import { type OutboxStatus, outboxStatus } from '../workers/outbox-status.js'
import type { OutcomeCounts } from '../workers/outcome-counts.js'
import type { Workers, WorkersStatus } from '../workers/start.js'
import type { Caching } from './build-cache.js'

const max = { across: 'max' } as const

export function watchReadiness(metrics: Metrics, readiness: Readiness): void {
  metrics.watch(readiness, [
    gauge(
      'athanor_ready',
      'Whether each thing that requests need is there (1) or not (0).',
      (checks) => Object.entries(checks).map(([check, holds]) => [{ check }, Number(holds)]),
      { labels: ['check'], across: 'min' },
    ),
  ])
}

export function watchDatabase(metrics: Metrics, db: Database): void {
  const sqlite = ({ engine }: DatabaseStatus) => (engine.kind === 'sqlite' ? engine : null)
  const postgres = ({ engine }: DatabaseStatus) => (engine.kind === 'postgres' ? engine : null)
  metrics.watch(
    () => db.status(),
    [
      counter('athanor_write_jobs_total', 'Write jobs that were asked for.', ({ jobs }) => jobs),
      counter(
        'athanor_commits_total',
        'Commits. On SQLite one keeps the jobs of many requests.',
        ({ commits }) => commits,
      ),
      gauge(
        'athanor_database_waiting',
        'What waits for the writer (SQLite) or for a connection (PostgreSQL).',
        ({ waiting }) => waiting,
      ),
      gauge(
        'athanor_sqlite_wal_bytes',
        'The log that is yet to be written back into the file.',
        (status) => sqlite(status)?.walBytes ?? null,
        max,
      ),
      gauge(
        'athanor_sqlite_disk_free_bytes',
        'What is left on the disk of the file.',
        (status) => sqlite(status)?.freeBytes ?? null,
        { across: 'min' },
      ),
      gauge(
        'athanor_postgres_connections',
        'Open connections of the pool, by whether they are busy.',
        (status) =>
          Object.entries(postgres(status)?.connections ?? {}).map(([state, count]) => [{ state }, count]),
        { labels: ['state'] },
      ),
      counter(
        'athanor_postgres_redone_total',
        'Write jobs begun again after a conflict.',
        (status) => postgres(status)?.redone ?? null,
      ),
    ],
  )
}

export function watchKept(metrics: Metrics, { memory }: Pick<Caching, 'memory'>): void {
  metrics.watch(
    () => memory,
    [
      gauge(
        'athanor_response_cache_bytes',
        'What answers that are kept take in memory.',
        ({ responses }) => responses.bytes,
      ),
      gauge(
        'athanor_entity_cache_bytes',
        'What entities that are kept take in memory, about.',
        ({ entities }) => entities.bytes,
      ),
    ],
  )
}

export function watchRedis(metrics: Metrics, redis: Redis): void {
  metrics.watch(
    () => redis.failures,
    [
      counter(
        'athanor_redis_failures_total',
        'Commands that Redis did not answer, or not in time.',
        (failures) => failures,
      ),
    ],
  )
}

export function watchLongReads(metrics: Metrics, { status }: Pick<LongReads<never>, 'status'>): void {
  metrics.watch(status, [
    gauge('athanor_long_reads_waiting', 'Long reads that wait for a thread.', ({ waiting }) => waiting),
    gauge('athanor_long_read_threads', 'Threads for long reads.', ({ threads }) => threads),
  ])
}

export function watchWorkers(metrics: Metrics, { status }: Pick<Workers, 'status'>): void {
  metrics.watch(status, [
    gauge('athanor_leader', 'How many lead the relay and the scheduler.', ({ leads }) => Number(leads)),
    counter(
      'athanor_leader_terms_total',
      'How often the lead was taken.',
      ({ terms }: WorkersStatus) => terms,
    ),
    counter(
      'athanor_facts_total',
      'Facts given to a reaction, by result.',
      ({ reactions }) => valuesOf(reactions, 'reaction'),
      { labels: ['reaction', 'result'] },
    ),
    counter(
      'athanor_task_runs_total',
      'Runs of scheduled tasks, by result.',
      ({ tasks }) => valuesOf(tasks, 'task'),
      { labels: ['task', 'result'] },
    ),
  ])
}

const valuesOf = (counts: OutcomeCounts, label: string) =>
  [...counts.all].flatMap(([name, outcomes]) =>
    Object.entries(outcomes).map(([result, count]) => [{ [label]: name, result }, count] as const),
  )

interface OutboxParts {
  readonly db: Database
  readonly clock: Clock
  readonly reactions: readonly string[]
}

/** Read from the database, so every process tells the same. */
export function watchOutbox(metrics: Metrics, { db, clock, reactions }: OutboxParts): void {
  const byReaction =
    (numberOf: (of: OutboxStatus['reactions'][number]) => number) => (status: OutboxStatus) =>
      status.reactions.map((of) => [{ reaction: of.reaction }, numberOf(of)] as const)
  const labelled = { labels: ['reaction'], ...max }
  metrics.watch(
    () => outboxStatus(db.read, reactions, clock.now()),
    [
      gauge(
        'athanor_outbox_lag_seconds',
        'The age of the oldest fact that a reaction has not come to.',
        byReaction(({ lagMs }) => lagMs / 1000),
        labelled,
      ),
      gauge(
        'athanor_outbox_held_facts',
        'Facts set aside after a failure, with those that wait behind them.',
        byReaction(({ facts }) => facts),
        labelled,
      ),
      gauge(
        'athanor_outbox_dead_letters',
        'Facts that a reaction gave up on.',
        byReaction(({ deadLetters }) => deadLetters),
        labelled,
      ),
      gauge(
        'athanor_outbox_unsettled_seconds',
        'The age of the oldest fact that a long transaction holds up.',
        ({ unsettledMs }) => unsettledMs / 1000,
        max,
      ),
    ],
  )
}
