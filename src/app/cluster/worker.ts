import cluster, { type Worker } from 'node:cluster'
import { on } from 'node:events'
import type { Checks, FromWorker, ToWorker } from './messages.js'

/** A worker process, as its primary sees it. */
export interface WorkerProcess {
  readonly pid: number | undefined
  /** Where it serves; null when it ends before. */
  readonly url: Promise<string | null>
  readonly ended: Promise<Ended>
  /** Null of one that does not serve, or does not answer within two seconds. */
  checks(): Promise<Checks | null>
  /** Has it finish what is under way. One that does not serve yet ends at once. */
  stop(): void
  kill(): void
}

/** The error is of a process that could not be started at all. */
type Ended = { readonly code: number | null; readonly signal: string | null } | { readonly err: Error }

const slowestAnswerMs = 2_000
let questions = 0

export function forkWorker(): WorkerProcess {
  const worker = cluster.fork()
  const ended = endOf(worker)
  let serves = false
  const url = new Promise<string | null>((resolve) => {
    worker.once('message', (message: FromWorker) => {
      serves = true
      resolve('url' in message ? message.url : null)
    })
    void ended.then(() => resolve(null))
  })
  const tell = (message: ToWorker) => void worker.send(message, () => {})
  const kill = () => void worker.process.kill('SIGKILL')

  return {
    pid: worker.process.pid,
    url,
    ended,
    async checks() {
      if (!serves) return null
      const asked = ++questions
      tell({ asked })
      return answerTo(worker, asked)
    },
    stop() {
      if (!serves || !worker.isConnected()) return kill()
      tell('stop')
      // Takes the port from it at once, and what it was given until now it hears of before it is told to stop. So no
      // client that it sends away comes back to a port that is about to close.
      worker.disconnect()
    },
    kill,
  }
}

const endOf = (worker: Worker): Promise<Ended> =>
  new Promise((resolve) => {
    worker.once('exit', (code, signal) => resolve({ code, signal }))
    // Else it was not to be told something, since it is about to end.
    worker.on('error', (err) => worker.process.pid ?? resolve({ err }))
  })

async function answerTo(worker: Worker, asked: number): Promise<Checks | null> {
  try {
    const heard = on(worker, 'message', { signal: AbortSignal.timeout(slowestAnswerMs) })
    for await (const [message] of heard) if (message.answered === asked) return message.checks
  } catch {
    // It is too late, or not to be reached.
  }
  return null
}
