import type { TakeWebhook } from '../../http/webhooks.js'
import type { Services } from '../build-services.js'

/** Keeps what providers tell, with what follows from it for orders. Several events of one request are kept one by one, so none holds another up. */
export const takeWebhooks =
  ({ payments, orders }: Pick<Services, 'payments' | 'orders'>): TakeWebhook =>
  async (provider, incoming) => {
    const read = payments.readWebhook(provider, incoming)
    if (!read.ok) return read.errors[0] ?? null
    await orders.takeEvents(read.value)
    return null
  }
