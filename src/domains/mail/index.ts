import type { Database, Tx } from '../../db/index.js'
import type { Clock } from '../../kernel/clock.js'
import { type SendOptions, type Sent, sendDue } from './send-due.js'
import { deleteJobsOf, deleteKeptFor, insertJob, insertKept, selectKept, trimKept } from './store.js'
import type { KeptLetter, Mailer, Recipient, WantedLetter } from './types.js'

export type { Sent } from './send-due.js'
export * from './types.js'
export {
  escaped,
  type LetterText,
  pageFor,
  type Stationery,
  writeLetter,
} from './write-letter.js'

/** Letters on their way out: wanted in the transaction of what they tell of, written and sent after it. */
export interface Mail {
  want(tx: Tx, wanted: WantedLetter): Promise<void>
  /**
   * Writes and sends what is due, a few letters; answers how it went. A letter that cannot be sent is tried again, at
   * growing distances over two days, and written anew each time. It may arrive twice, but is not lost.
   */
  sendDue(options: SendOptions): Promise<Sent>
  /** Keeps the newest hundred letters instead of sending them. */
  readonly keeper: Mailer
  /** What was kept, the newest first. */
  kept(): Promise<readonly KeptLetter[]>
  /** Drops what is on its way to somebody, and what was kept for these addresses. */
  forget(tx: Tx, recipient: Recipient, addresses: readonly string[]): Promise<void>
}

const mostKept = 100

export function createMail({ db, clock }: { readonly db: Database; readonly clock: Clock }): Mail {
  return {
    want(tx, { letter, recipient }) {
      const now = clock.now()
      const { kind: recipientKind, id: recipientId } = recipient
      return insertJob(tx, { letter, recipientKind, recipientId, tries: 0, dueAt: now, createdAt: now })
    },
    sendDue: (options) => sendDue(db, options),
    keeper: {
      send: (letter) =>
        db.write(async (tx) => {
          await insertKept(tx, letter, clock.now())
          await trimKept(tx, mostKept)
        }),
    },
    kept: () => selectKept(db.read, mostKept),
    async forget(tx, { kind, id }, addresses) {
      await deleteJobsOf(tx, kind, id)
      for (const address of addresses) await deleteKeptFor(tx, address)
    },
  }
}
