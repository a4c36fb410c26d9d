import type { Database } from '../../db/index.js'
import { deleteJob, type JobRow, postponeJob, selectDue } from './store.js'
import type { DueLetter, Letter, Mailer, Recipient } from './types.js'

export interface SendOptions {
  readonly at: Date
  readonly mailer: Mailer
  /** Writes a letter; null when it is no longer to be sent. */
  readonly compose: (due: DueLetter) => Promise<Letter | null>
  /** Asked before each letter. */
  readonly isStopping: () => boolean
}

export interface Sent {
  readonly sent: number
  /** Letters that will be tried again, and those that were given up. */
  readonly failed: readonly FailedLetter[]
}

interface FailedLetter {
  readonly letter: string
  readonly recipient: Recipient
  readonly tries: number
  readonly isGivenUp: boolean
  readonly error: unknown
}

const mostAtOnce = 20
const mostTries = 8
const firstPauseMs = 30_000

export async function sendDue(db: Database, options: SendOptions): Promise<Sent> {
  const failed: FailedLetter[] = []
  let sent = 0
  for (const job of await selectDue(db.read, options.at, mostAtOnce)) {
    if (options.isStopping()) break
    const failure = await sendOne(db, job, options)
    if (failure) failed.push(failure)
    else sent++
  }
  return { sent, failed }
}

async function sendOne(
  db: Database,
  job: JobRow,
  { at, mailer, compose }: SendOptions,
): Promise<FailedLetter | null> {
  const recipient = { kind: job.recipientKind as Recipient['kind'], id: job.recipientId }
  const { letter, id } = job
  try {
    const written = await compose({ letter, recipient, isAgain: job.tries > 0 })
    if (written) await mailer.send(written)
  } catch (error) {
    const tries = job.tries + 1
    const isGivenUp = tries >= mostTries
    // Half a minute, then four times as long from try to try.
    const dueAt = new Date(at.getTime() + firstPauseMs * 4 ** job.tries)
    await db.write((tx) => (isGivenUp ? deleteJob(tx, id) : postponeJob(tx, id, tries, dueAt)))
    return { letter, recipient, tries, isGivenUp, error }
  }
  await db.write((tx) => deleteJob(tx, id))
  return null
}
