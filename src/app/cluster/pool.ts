import { memoryTally } from '../../http/rate-limits/memory-tally.js'
import type { Log } from '../../kernel/log.js'
import type { Metrics } from '../../telemetry/metrics.js'
import { counter, gauge } from '../../telemetry/series.js'
import { pause } from '../../workers/pause.js'
import type { Checks } from './messages.js'
import { metricsSum } from './metrics-sum.js'
import { pauseAfter } from './pauses.js'
import { forkWorker, type WorkerProcess } from './worker.js'

/** Worker processes, of which each that ends comes back. */
export interface Pool {
  /** Starts all of them, and answers where they serve once all do. Throws when one ends before. */
  start(): Promise<string>
  /** What each of them that serves says about its readiness. */
  checks(): Promise<readonly Checks[]>
  /** The metrics of all of them and of this process as one, in Prometheus' text format. */
  metrics(): Promise<string>
  /** Has all of them finish what is under way. */
  stop(): Promise<void>
}

/** However this process ends, those of its pool that are left end with it. */
export function createPool(size: number, log: Log, metrics: Metrics): Pool {
  const tally = memoryTally()
  const alive = new Set<WorkerProcess>()
  const sum = metricsSum<WorkerProcess>()
  let restarts = 0
  const stopping = new AbortController()
  process.once('exit', () => {
    for (const worker of alive) worker.kill()
  })

  function fork(): WorkerProcess {
    const worker = forkWorker(tally.add)
    alive.add(worker)
    void worker.ended.then(() => {
      alive.delete(worker)
      sum.end(worker)
    })
    return worker
  }

  async function first(): Promise<string> {
    const worker = fork()
    const url = await worker.url
    if (url === null) throw new Error('A worker process ended before it could serve. The log says why.')
    void keep(worker)
    return url
  }

  async function keep(first: WorkerProcess): Promise<void> {
    let pauseMs = 0
    for (let worker = first; ; worker = fork()) {
      const startedMs = performance.now()
      const ended = await worker.ended
      if (stopping.signal.aborted) return
      pauseMs = pauseAfter(pauseMs, performance.now() - startedMs)
      log.error({ worker: worker.pid, ...ended, pauseMs }, 'a worker process ended and will come back')
      await pause(pauseMs, stopping.signal)
      if (stopping.signal.aborted) return
      restarts++
    }
  }

  metrics.watch(
    () => ({ restarts, processes: alive.size }),
    [
      gauge('athanor_worker_processes', 'Worker processes there are.', ({ processes }) => processes),
      counter('athanor_worker_restarts_total', 'Worker processes that came back.', (now) => now.restarts),
    ],
  )

  return {
    async start() {
      const [url = ''] = await Promise.all(Array.from({ length: size }, first))
      return url
    },
    async checks() {
      const all = await Promise.all([...alive].map((worker) => worker.ask('checks')))
      return all.filter((checks) => checks !== null)
    },
    async metrics() {
      await Promise.all(
        [...alive].map(async (worker) => {
          const data = await worker.ask('metrics')
          if (data && alive.has(worker)) sum.keep(worker, data)
        }),
      )
      return sum.text(await metrics.data())
    },
    async stop() {
      stopping.abort()
      for (const worker of alive) worker.stop()
      await Promise.all([...alive].map((worker) => worker.ended))
    },
  }
}
