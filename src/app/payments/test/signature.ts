import { createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingWebhook, WebhookRefusal } from '../../../domains/payments/index.js'
import { ok, type Result, rejected } from '../../../kernel/result.js'

/**
 * Everybody may know it: whoever builds a storefront sends webhooks of the test provider by hand, and its payments are worth
 * nothing anyway.
 */
export const testWebhookSecret = `whsec_${Buffer.from('athanor-test-payments').toString('base64')}`

const key = Buffer.from(testWebhookSecret.slice('whsec_'.length), 'base64')
const toleranceMs = 5 * 60_000

const signatureOf = (id: string, seconds: string, body: Buffer): Buffer =>
  createHmac('sha256', key).update(`${id}.${seconds}.`).update(body).digest()

/** A webhook as https://www.standardwebhooks.com has it. */
export function signedWebhook(id: string, at: Date, content: object): IncomingWebhook {
  const rawBody = Buffer.from(JSON.stringify(content))
  const seconds = String(Math.floor(at.getTime() / 1_000))
  const signature = `v1,${signatureOf(id, seconds, rawBody).toString('base64')}`
  const headers = { 'webhook-id': id, 'webhook-timestamp': seconds, 'webhook-signature': signature }
  return { headers, rawBody }
}

/** Answers the webhook's id, if it was signed with the secret within the last minutes. */
export function verifiedId({ headers, rawBody }: IncomingWebhook, at: Date): Result<string, WebhookRefusal> {
  const [id, seconds, signatures] = ['id', 'timestamp', 'signature'].map((name) => {
    const value = headers[`webhook-${name}`]
    return typeof value === 'string' ? value : ''
  }) as [string, string, string]
  const expected = signatureOf(id, seconds, rawBody)
  const isSigned = signatures.split(' ').some((signature) => {
    const [version, text = ''] = signature.split(',')
    const given = Buffer.from(text, 'base64')
    return version === 'v1' && given.length === expected.length && timingSafeEqual(given, expected)
  })
  if (!isSigned || id === '') return refused('FORGED', 'The signature is not that of the test provider.')
  if (!(Math.abs(at.getTime() - Number(seconds) * 1_000) <= toleranceMs))
    return refused('STALE', 'It was signed more than five minutes ago, or in the future.')
  return ok(id)
}

const refused = (reason: WebhookRefusal['reason'], message: string) => rejected([{ reason, message }])
