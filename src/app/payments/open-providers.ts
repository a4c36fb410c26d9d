import type { Config } from '../../config.js'
import { manualProvider, type Provider } from '../../domains/payments/index.js'
import type { Clock } from '../../kernel/clock.js'
import type { Log } from '../../kernel/log.js'
import type { TestPayments } from './test/test-payments.js'

export interface Providers {
  /** Whom payments may be made by. */
  readonly providers: readonly Provider[]
  /** null in production, unless it is asked for. */
  readonly testPayments: TestPayments | null
}

/** Whoever takes money in this shop, as the configuration says. */
export async function openProviders(
  { stripe, testPayments: wantsTest }: Pick<Config, 'stripe' | 'testPayments'>,
  parts: { readonly clock: Clock; readonly log: Log },
): Promise<Providers> {
  const testPayments = wantsTest ? (await import('./test/test-payments.js')).createTestPayments(parts) : null
  const byStripe = stripe
    ? (await import('./stripe/stripe-provider.js')).createStripeProvider(stripe, parts.log)
    : null
  return {
    providers: [
      manualProvider,
      ...(testPayments ? [testPayments.provider] : []),
      ...(byStripe ? [byStripe] : []),
    ],
    testPayments,
  }
}
