import { sql } from 'drizzle-orm'
import { check, index, instant, int, serial, table, text } from '../columns/index.js'

/** A letter that is to be written and sent. It names its recipient by id: what it says is made when it goes out. */
export const mailJob = table(
  'mail_job',
  {
    id: serial(),
    letter: text().notNull(),
    /** CUSTOMER | STAFF | ORDER */
    recipientKind: text().notNull(),
    recipientId: text().notNull(),
    tries: int().notNull(),
    dueAt: instant().notNull(),
    createdAt: instant().notNull(),
  },
  (t) => [
    index('mail_job_due').on(t.dueAt),
    index('mail_job_recipient').on(t.recipientKind, t.recipientId),
    check('mail_job_recipient_kind', sql`${t.recipientKind} in ('CUSTOMER', 'STAFF', 'ORDER')`),
  ],
)

/** Letters of a shop in development that has nobody to send them. */
export const keptMail = table(
  'kept_mail',
  {
    id: serial(),
    recipient: text().notNull(),
    subject: text().notNull(),
    text: text().notNull(),
    html: text().notNull(),
    at: instant().notNull(),
  },
  (t) => [index('kept_mail_recipient').on(t.recipient)],
)
