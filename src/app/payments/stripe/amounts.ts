import { exponentOf } from '../../../kernel/money/index.js'

/** How many of Stripe's units one minor unit of ISO 4217 is, where they differ. (https://docs.stripe.com/currencies) */
const timesByCurrency: Readonly<Record<string, number>> = { ISK: 100, UGX: 100 }
const partsByCurrency: Readonly<Record<string, number>> = { MGA: 100 }

/** The amount as Stripe counts it; null for one that it does not take, such as fils that do not end in 0. */
export function stripeAmount(amountMinor: number, currency: string): number | null {
  const amount = (amountMinor * (timesByCurrency[currency] ?? 1)) / (partsByCurrency[currency] ?? 1)
  const isTaken = Number.isSafeInteger(amount) && (exponentOf(currency) < 3 || amount % 10 === 0)
  return isTaken ? amount : null
}

/** Undoes `stripeAmount`, also for Stripe's currencies in small letters. */
export function minorOf(amount: number, stripeCurrency: string): number {
  const currency = stripeCurrency.toUpperCase()
  return Math.floor((amount * (partsByCurrency[currency] ?? 1)) / (timesByCurrency[currency] ?? 1))
}
