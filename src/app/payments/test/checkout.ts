import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { testWebhookSecret } from './signature.js'

const checkoutSchema = z.object({
  payment: z.string(),
  amountMinor: z.number(),
  currency: z.string(),
  capture: z.enum(['AUTOMATIC', 'MANUAL']),
  returnUrl: z.string(),
})

/** A payment that waits for its shopper at the page of the test provider. */
export type TestCheckout = z.infer<typeof checkoutSchema>

const sealOf = (text: string): string =>
  createHmac('sha256', testWebhookSecret).update(text).digest('base64url')

/** The page's address holds all of it, so nothing is kept in between. */
export function checkoutToken(checkout: TestCheckout): string {
  const text = Buffer.from(JSON.stringify(checkout)).toString('base64url')
  return `${text}.${sealOf(text)}`
}

/** null for what no `checkoutToken` is. */
export function readCheckoutToken(token: string): TestCheckout | null {
  const [text = '', seal = ''] = token.split('.')
  const [given, expected] = [Buffer.from(seal), Buffer.from(sealOf(text))]
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null
  return checkoutSchema.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')))
}
