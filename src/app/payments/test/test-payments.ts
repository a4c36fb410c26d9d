import type { DueCall, PaymentProvider } from '../../../domains/payments/index.js'
import type { TakeWebhook } from '../../../http/webhooks.js'
import type { Clock } from '../../../kernel/clock.js'
import type { Log } from '../../../kernel/log.js'
import { checkoutToken, readCheckoutToken, type TestCheckout } from './checkout.js'
import { type TestEvent, testProviderHandle } from './events.js'
import { signedWebhook } from './signature.js'
import { createTestProvider, successOf } from './test-provider.js'

export type TestChoice = 'succeed' | 'fail' | 'abort'

/** Where the test provider's page is, and who takes its webhooks. */
interface Connection {
  readonly url: string
  readonly take: TakeWebhook
}

/** The test provider with its page and its webhooks. */
export interface TestPayments {
  readonly provider: PaymentProvider
  /** What the page at this address is about; null for an address that was never given out. */
  checkout(token: string): TestCheckout | null
  /** Does what the shopper has chosen, and answers where to go on; null as above. */
  choose(token: string, choice: TestChoice): Promise<string | null>
  /** Has it give out addresses and send webhooks from now on. */
  connect(connection: Connection): void
  /** What is yet to be sent is never sent. */
  stop(): void
}

interface Options {
  readonly clock: Clock
  readonly log: Log
}

const typeOf: Record<TestChoice, (checkout: TestCheckout) => TestEvent> = {
  succeed: ({ payment: id, capture, amountMinor }) => successOf({ id, capture, amountMinor }),
  fail: ({ payment }) => ({ type: 'payment.failed', payment, code: 'authentication_failed' }),
  abort: ({ payment }) => ({ type: 'payment.failed', payment, code: 'aborted' }),
}

export function createTestPayments({ clock, log }: Options): TestPayments {
  let connected: Connection | null = null
  const waiting = new Set<NodeJS.Timeout>()

  async function send(event: TestEvent): Promise<void> {
    if (!connected) return
    // The same again is the same event, as when a button is pressed twice.
    const id = `${event.type}_${event.payment}${event.type === 'payment.failed' ? `_${event.code}` : ''}`
    await connected.take(testProviderHandle, signedWebhook(id, clock.now(), event))
  }

  function tell(event: TestEvent, afterMs: number): void {
    const timer = setTimeout(() => {
      waiting.delete(timer)
      send(event).catch((error: unknown) =>
        log.warn({ err: error, paymentId: event.payment }, 'a webhook of the test provider was not taken'),
      )
    }, afterMs)
    timer.unref()
    waiting.add(timer)
  }

  function pageFor({ payment, returnUrl }: DueCall): string | null {
    if (!connected || returnUrl === null) return null
    const { id, amountMinor, currency, capture } = payment
    const token = checkoutToken({ payment: id, amountMinor, currency, capture, returnUrl })
    return `${connected.url}/test-payments?checkout=${token}`
  }

  return {
    provider: createTestProvider({ pageFor, tell }),
    checkout: readCheckoutToken,
    async choose(token, choice) {
      const checkout = readCheckoutToken(token)
      if (!checkout) return null
      await send(typeOf[choice](checkout))
      const url = new URL(checkout.returnUrl)
      url.searchParams.set('payment', checkout.payment)
      url.searchParams.set('result', choice)
      return url.href
    },
    connect(connection) {
      connected = connection
    },
    stop() {
      for (const timer of waiting) clearTimeout(timer)
      waiting.clear()
    },
  }
}
