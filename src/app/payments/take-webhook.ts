import type { Database } from '../../db/index.js'
import type { Payments } from '../../domains/payments/index.js'
import type { TakeWebhook } from '../../http/webhooks.js'

/** Keeps what providers tell. Several events of one request are kept one by one, so none holds another up. */
export const takeWebhooks =
  (db: Database, payments: Payments): TakeWebhook =>
  async (provider, incoming) => {
    const read = payments.readWebhook(provider, incoming)
    if (!read.ok) return read.errors[0] ?? null
    for (const event of read.value) await db.write((tx) => payments.recordEvent(tx, event))
    return null
  }
