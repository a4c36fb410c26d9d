import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import Stripe from 'stripe'
import type { StripeConfig } from '../../src/config.js'
import { opened } from './opened.js'

interface Intent {
  readonly id: string
  amount: number
  currency: string
  status: string
  capture_method: string
  amount_received: number
  amount_capturable: number
  refunded: number
  metadata: Record<string, string>
  last_payment_error: object | null
  next_action: object | null
}

/** What happens to requests: they are answered, done without an answer, not even done, or answered 500 once done. */
type Mood = 'well' | 'silent' | 'deaf' | 'broken'

export interface StripeStandIn {
  readonly config: StripeConfig
  mood: Mood
  readonly intents: ReadonlyMap<string, Intent>
  /** How often a request came with each idempotency key, and how often something was done for it. */
  readonly keys: ReadonlyMap<string, { asked: number; done: number }>
  /** An event as Stripe sends it, and its headers. */
  event(
    type: string,
    object: object,
    given?: { readonly id?: string; readonly at?: Date },
  ): { readonly body: string; readonly headers: Record<string, string> }
  /** A PaymentIntent as Stripe shows it. */
  shown(id: string): object
}

interface Answer {
  readonly status: number
  readonly body: object
}

/** As much of Stripe's API as payments need, with its idempotency keys. It ends with the test file. */
export async function startStripe(): Promise<StripeStandIn> {
  const intents = new Map<string, Intent>()
  const keys = new Map<string, { asked: number; done: number; request: string; answer: Answer }>()
  const desk = openDesk(intents)

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request)
    if (standIn.mood === 'deaf') return
    const key = String(request.headers['idempotency-key'])
    const asked = `${request.url} ${body}`
    const known = keys.get(key)
    const kept = known ?? { asked: 0, done: 1, request: asked, answer: desk(String(request.url), body) }
    kept.asked++
    keys.set(key, kept)
    if (standIn.mood === 'silent') return
    const isOther = kept.request !== asked
    const given = isOther ? errorOf(400, 'idempotency_error', 'idempotency_mismatch') : kept.answer
    const sent = standIn.mood === 'broken' ? errorOf(500, 'api_error', 'broken') : given
    response.writeHead(sent.status, { 'content-type': 'application/json', 'request-id': 'req_1' })
    response.end(JSON.stringify(sent.body))
  }

  const server = createServer((request, response) => void answer(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  opened.add({
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  })
  const { port } = server.address() as AddressInfo
  const config: StripeConfig = {
    ...{ secretKey: 'sk_test_stand_in', publishableKey: 'pk_test_stand_in', webhookSecret: 'whsec_stand_in' },
    apiUrl: `http://127.0.0.1:${port}`,
  }
  const { webhooks } = new Stripe(config.secretKey)
  let events = 0
  const standIn: StripeStandIn = {
    ...{ config, mood: 'well' as Mood, intents, keys },
    event(type, object, { id = `evt_${++events}`, at = new Date() } = {}) {
      const body = JSON.stringify({ id, object: 'event', type, data: { object } })
      const timestamp = Math.floor(at.getTime() / 1_000)
      const signed = { payload: body, secret: config.webhookSecret, timestamp }
      return { body, headers: { 'stripe-signature': webhooks.generateTestHeaderString(signed) } }
    },
    shown: (id) => shownIntent(intents.get(id)),
  }
  return standIn
}

const shownIntent = (intent: Intent | undefined): object => ({
  ...{ object: 'payment_intent', client_secret: `${intent?.id}_secret_1` },
  ...intent,
})

const errorOf = (status: number, type: string, code: string, more: object = {}): Answer => ({
  status,
  body: { error: { type, code, message: `It is ${code}.`, ...more } },
})

function openDesk(intents: Map<string, Intent>) {
  let made = 0

  function create(form: URLSearchParams): Answer {
    const metadata = Object.fromEntries(
      [...form].flatMap(([name, value]) => {
        const key = /^metadata\[(\w+)\]$/.exec(name)?.[1]
        return key ? [[key, value]] : []
      }),
    )
    const intent: Intent = {
      ...{ id: `pi_${++made}`, amount: Number(form.get('amount')), currency: form.get('currency') ?? '' },
      ...{ status: 'requires_payment_method', capture_method: form.get('capture_method') ?? 'automatic' },
      ...{ amount_received: 0, amount_capturable: 0, refunded: 0, metadata },
      ...{ last_payment_error: null, next_action: null },
    }
    intents.set(intent.id, intent)
    return form.get('confirm') === 'true' ? confirm(intent, form) : { status: 200, body: shownIntent(intent) }
  }

  function confirm(intent: Intent, form: URLSearchParams): Answer {
    switch (form.get('payment_method')) {
      case 'pm_declined': {
        const error = { type: 'card_error', code: 'card_declined', decline_code: 'insufficient_funds' }
        intent.last_payment_error = { ...error, message: 'Your card has insufficient funds.' }
        const more = { ...intent.last_payment_error, payment_intent: shownIntent(intent) }
        return errorOf(402, 'card_error', 'card_declined', more)
      }
      case 'pm_3ds':
        intent.status = 'requires_action'
        intent.next_action = {
          type: 'redirect_to_url',
          redirect_to_url: { url: `https://bank.example/${intent.id}`, return_url: form.get('return_url') },
        }
        break
      default:
        pay(intent)
    }
    return { status: 200, body: shownIntent(intent) }
  }

  function capture(intent: Intent, form: URLSearchParams): Answer {
    if (intent.status !== 'requires_capture') return unexpected(intent)
    intent.amount_received = Number(form.get('amount_to_capture') ?? intent.amount)
    Object.assign(intent, { status: 'succeeded', amount_capturable: 0 })
    return { status: 200, body: shownIntent(intent) }
  }

  function cancel(intent: Intent): Answer {
    if (intent.status === 'succeeded') return unexpected(intent)
    Object.assign(intent, { status: 'canceled', amount_capturable: 0 })
    return { status: 200, body: shownIntent(intent) }
  }

  function refund(form: URLSearchParams): Answer {
    const intent = intents.get(form.get('payment_intent') ?? '')
    const amount = Number(form.get('amount'))
    if (!intent || intent.refunded + amount > intent.amount_received)
      return errorOf(400, 'invalid_request_error', 'charge_already_refunded')
    intent.refunded += amount
    const metadata = {
      athanor_call: form.get('metadata[athanor_call]'),
      athanor_payment: form.get('metadata[athanor_payment]'),
    }
    const body = { object: 'refund', id: `re_${++made}`, amount, currency: intent.currency, metadata }
    return { status: 200, body: { ...body, status: 'succeeded', payment_intent: intent.id } }
  }

  return (url: string, body: string): Answer => {
    const form = new URLSearchParams(body)
    if (url === '/v1/payment_intents') return create(form)
    if (url === '/v1/refunds') return refund(form)
    const [, id = '', what] = /^\/v1\/payment_intents\/(\w+)\/(capture|cancel)$/.exec(url) ?? []
    const intent = intents.get(id)
    if (!intent) return errorOf(404, 'invalid_request_error', 'resource_missing')
    return what === 'capture' ? capture(intent, form) : cancel(intent)
  }
}

const unexpected = (intent: Intent): Answer =>
  errorOf(400, 'invalid_request_error', 'payment_intent_unexpected_state', {
    payment_intent: shownIntent(intent),
  })

/** Does what a shopper does who confirms a payment at Stripe. */
export function pay(intent: Intent): void {
  if (intent.capture_method === 'manual')
    Object.assign(intent, { status: 'requires_capture', amount_capturable: intent.amount })
  else Object.assign(intent, { status: 'succeeded', amount_received: intent.amount })
}
