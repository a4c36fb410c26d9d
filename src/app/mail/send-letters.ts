import type { DueLetter, Letter, Mail, Mailer } from '../../domains/mail/index.js'
import type { Log } from '../../kernel/log.js'
import type { Task } from '../../workers/scheduler.js'

export interface Post {
  readonly mailer: Mailer
  readonly compose: (due: DueLetter) => Promise<Letter | null>
}

/** Sends letters soon after they are wanted. */
export const sendLetters = (mail: Mail, { mailer, compose }: Post, log: Log): Task => ({
  name: 'mail.send',
  everyMs: 2_000,
  async run({ at, signal }) {
    const { failed } = await mail.sendDue({ at, mailer, compose, isStopping: () => signal.aborted })
    for (const { letter, recipient, tries, isGivenUp, error } of failed) {
      const fields = { letter, to: `${recipient.kind} ${recipient.id}`, tries, ...reasonOf(error) }
      if (isGivenUp) log.error(fields, 'a letter could not be sent and was given up')
      else log.warn(fields, 'a letter could not be sent and will be tried again')
    }
  },
})

/** The message of a mail server quotes addresses, so its codes alone are told. */
function reasonOf(error: unknown): object {
  const { name, code, responseCode } = error as { name?: unknown; code?: unknown; responseCode?: unknown }
  return { error: name, code, responseCode }
}
