import cluster, { type Worker } from 'node:cluster'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Charge, Total } from '../../http/rate-limits/tally.js'
import type { Answers, FromWorker, Question, ToWorker } from './messages.js'

/** A worker process, as its primary sees it. */
export interface WorkerProcess {
  readonly pid: number | undefined
  /** Where it serves; null when it ends before. */
  readonly url: Promise<string | null>
  readonly ended: Promise<Ended>
  /** Null of one that does not serve, or does not answer within two seconds. */
  ask<Q extends Question>(question: Q): Promise<Answers[Q] | null>
  /** Has it finish what is under way. One that does not serve yet ends at once. */
  stop(): void
  kill(): void
}

/** The error is of a process that could not be started at all. */
type Ended = { readonly code: number | null; readonly signal: string | null } | { readonly err: Error }

const slowestAnswerMs = 2_000

/** `add` is where it has what its clients send added up. */
export function forkWorker(add: (charges: readonly Charge[]) => readonly Total[]): WorkerProcess {
  const worker = cluster.fork()
  const ended = endOf(worker)
  const answers = new Map<number, (answer: Answers[Question] | null) => void>()
  const tell = (message: ToWorker) => void worker.send(message, () => {})
  const kill = () => void worker.process.kill('SIGKILL')
  let serves = false
  let questions = 0

  const url = new Promise<string | null>((resolve) => {
    worker.on('message', (message: FromWorker) => {
      if ('tally' in message) return tell({ tallied: message.tally, totals: add(message.charges) })
      if ('answered' in message) return answers.get(message.answered)?.(message.answer)
      serves = true
      resolve(message.url)
    })
    void ended.then(() => {
      resolve(null)
      for (const answer of answers.values()) answer(null)
    })
  })
  closeWhatItIsHanded(worker)

  return {
    pid: worker.process.pid,
    url,
    ended,
    async ask<Q extends Question>(question: Q) {
      if (!serves) return null
      const asked = ++questions
      const answered = new Promise<Answers[Question] | null>((resolve) => answers.set(asked, resolve))
      tell({ asked, question })
      const answer = await Promise.race([answered, sleep(slowestAnswerMs, null, { ref: false })])
      answers.delete(asked)
      return answer as Answers[Q] | null
    },
    stop() {
      if (!serves || !worker.isConnected()) return kill()
      tell('stop')
      // Takes the port away at once; what it was given before that arrives ahead of the message. So no client that a
      // worker sends away comes back to a port that is about to close.
      worker.disconnect()
    },
    kill,
  }
}

const endOf = (worker: Worker): Promise<Ended> =>
  new Promise((resolve) => {
    worker.once('exit', (code, signal) => resolve({ code, signal }))
    worker.on('error', (err) => {
      // Of one that runs, it is that it could not be told something, since it is about to end.
      if (worker.process.pid === undefined) resolve({ err })
    })
  })

/** Node.js forgets the connection that it hands to a process which dies just then: its client would wait for ever. */
function closeWhatItIsHanded({ process: child }: Worker): void {
  const send = child.send
  let handed: { close?(): void } | undefined
  child.send = (...args: unknown[]): boolean => {
    const [, handle] = args
    if (typeof handle === 'object' && handle) handed = handle
    return Reflect.apply(send, child, args)
  }
  child.once('exit', () => handed?.close?.())
}
