import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { Piscina } from 'piscina'
import type { Log } from '../kernel/log.js'
import type { Answer, Request, ThreadSettings } from './answer.js'
import { unpackError } from './carried-error.js'
import type { LongRead, tasks } from './tasks.js'

type Tasks = Readonly<Record<string, LongRead<never, unknown>>>

/**
 * Reads that would hold up the event loop, in threads with database connections of their own.
 *
 * A read that is aborted or out of time rejects at once with its signal's reason. Its thread ends, but not before the
 * statement that it is in: SQLite cannot be interrupted.
 */
export interface LongReads<T extends Tasks> {
  run<Name extends keyof T & string>(
    name: Name,
    input: Parameters<T[Name]>[1],
    limits?: { signal?: AbortSignal; timeoutMs?: number },
  ): Promise<Awaited<ReturnType<T[Name]>>>
  /** Reads that wait for a thread, and threads there are. */
  status(): { readonly waiting: number; readonly threads: number }
  /** Waits for the reads under way, for five seconds at most. */
  close(): Promise<void>
}

export interface LongReadsOptions {
  readonly databaseUrl: string
  readonly log: Log
  readonly threads?: number
  readonly tasksUrl?: URL
}

const idleMs = 60_000
const mostWaiting = 100
const closeMs = 5_000
const usualTimeoutMs = 30_000

export function createLongReads<T extends Tasks = typeof tasks>(options: LongReadsOptions): LongReads<T> {
  const { databaseUrl, log, threads = 2, tasksUrl = new URL('./tasks.js', import.meta.url) } = options
  const settings: ThreadSettings = { databaseUrl, tasksUrl: tasksUrl.href }
  const pool = new Piscina<Request, Answer>({
    filename: fileURLToPath(new URL('./thread.mjs', import.meta.url)),
    name: 'answer',
    workerData: settings,
    minThreads: 0,
    maxThreads: threads,
    maxQueue: mostWaiting,
    idleTimeout: idleMs,
    // A thread that slept in `Atomics.wait` could not look after its connections.
    atomics: 'disabled',
  })
  pool.on('error', (error) => log.error({ err: error }, 'a thread for long reads failed'))
  const underWay = new Set<Promise<unknown>>()

  async function answerTo(request: Request, stop: AbortSignal): Promise<unknown> {
    const asked = pool.run(request, { signal: stop })
    underWay.add(asked)
    try {
      const answer = await asked
      if ('error' in answer) throw unpackError(answer.error)
      return answer.value
    } catch (error) {
      throw stop.aborted ? stop.reason : error
    } finally {
      underWay.delete(asked)
    }
  }

  return {
    async run(name, input, { signal, timeoutMs = usualTimeoutMs } = {}) {
      const limit = AbortSignal.timeout(timeoutMs)
      return answerTo({ name, input }, signal ? AbortSignal.any([signal, limit]) : limit) as never
    },
    status: () => ({ waiting: pool.queueSize, threads: pool.threads.length }),
    async close() {
      await Promise.race([Promise.allSettled(underWay), sleep(closeMs, null, { ref: false })])
      await pool.destroy()
    },
  }
}
