import type {
  DueCall,
  OpenPayment,
  Payment,
  PaymentChange,
  PaymentMethodInput,
  PaymentProvider,
  Payments,
  ProviderEvent,
  ProviderOutcome,
} from '../../src/domains/payments/index.js'
import { assert } from '../../src/kernel/assert.js'
import type { Clock } from '../../src/kernel/clock.js'
import { newId } from '../../src/kernel/ids.js'
import type { Problem } from '../../src/kernel/problem.js'
import { ok, type Result } from '../../src/kernel/result.js'
import { must, type TestShop } from './shop.js'

type Answer = (call: DueCall, signal: AbortSignal) => Promise<ProviderOutcome> | ProviderOutcome

export interface ScriptedProvider extends PaymentProvider {
  /** Every call that reached it, the oldest first. */
  readonly calls: DueCall[]
  /** What it answers from now on. */
  answer: Answer
}

/** A provider that answers what a test says; unless told, it does whatever it is asked. */
export function scriptedProvider(handle = 'scripted'): ScriptedProvider {
  const calls: DueCall[] = []
  const asked: PaymentProvider['authorize'] = async (call, signal) => {
    calls.push(call)
    return provider.answer(call, signal)
  }
  const provider: ScriptedProvider = {
    ...{ handle, calls, answer: obliging, startProblems: () => [] },
    ...{ authorize: asked, capture: asked, void: asked, refund: asked },
    webhook: () => ok([]),
  }
  return provider
}

export const obliging = ({ kind, payment, id, amountMinor }: DueCall): ProviderOutcome => {
  const providerReference = `theirs-${payment.id}`
  switch (kind) {
    case 'AUTHORIZE':
      return payment.capture === 'MANUAL'
        ? { kind: 'DONE', told: { providerReference, authorizedMinor: amountMinor } }
        : { kind: 'DONE', told: { providerReference, capturedMinor: amountMinor } }
    case 'CAPTURE':
      return { kind: 'DONE', told: { capturedMinor: amountMinor } }
    case 'VOID':
      return { kind: 'DONE', told: { voided: true } }
    case 'REFUND': {
      const refund = { callId: id, providerReference: `re-${id}`, amountMinor, status: 'SUCCEEDED' as const }
      return { kind: 'DONE', told: { refund } }
    }
  }
}

/** Has the shop offer a way of paying in its channel `eu`. */
export const offer = (shop: TestShop, input: Partial<PaymentMethodInput> = {}) =>
  must(
    shop.payments.savePaymentMethod(shop.actor, {
      ...{ handle: 'card', provider: 'scripted', channels: ['eu'] },
      names: [{ locale: 'en', value: 'Card' }],
      ...input,
    }),
  )

/** An order's payment of ten euros by card, unless said otherwise. */
export async function openPayment(shop: TestShop, given: Partial<OpenPayment> = {}): Promise<Payment> {
  const [channel] = await shop.channels.all()
  assert(channel, 'the test shop has channels')
  const input: OpenPayment = {
    ...{ orderId: newId(), channelId: channel.id, methodHandle: 'card', amountMinor: 1_000, currency: 'EUR' },
    ...{ returnUrl: null, data: null },
    ...given,
  }
  return must(shop.db.write((tx) => shop.payments.open(tx, input)))
}

type Driven = Pick<TestShop, 'db' | 'payments'> & { readonly clock: Clock }

/** Takes the next call of a payment, has the provider asked, and records what came of it. */
export async function performNext(
  { db, clock, payments }: Driven,
  paymentId: string,
): Promise<PaymentChange | null> {
  const call = await payments.takeCall(clock.now(), { paymentId })
  if (!call) return null
  const outcome = await payments.perform(call)
  return db.write((tx) => payments.record(tx, call, outcome))
}

/** What is known of a payment now. */
export async function paymentNow({ payments }: Pick<TestShop, 'payments'>, id: string): Promise<Payment> {
  const found = await payments.find(id)
  assert(found, 'payments are not deleted')
  return found
}

export const told = ({ db, payments }: Pick<Driven, 'db' | 'payments'>, event: ProviderEvent) =>
  db.write((tx) => payments.recordEvent(tx, event))

type Asking = Promise<Result<PaymentChange | null, Problem>>

/** What the payments domain is asked to have a provider do, each in a transaction of its own. */
export const asking = ({ db, payments }: Pick<Driven, 'db' | 'payments'>) =>
  ({
    capture: (id: string, amountMinor: number): Asking =>
      db.write((tx) => payments.requestCapture(tx, id, amountMinor)),
    void: (id: string): Asking => db.write((tx) => payments.requestVoid(tx, id)),
    refund: (...[paymentId, amountMinor, refundReference]: readonly [string, number, string]): Asking =>
      db.write((tx) => payments.requestRefund(tx, { paymentId, amountMinor, refundReference })),
    byHand: (id: string): Asking => db.write((tx) => payments.recordByHand(tx, id)),
  }) satisfies Record<string, (...args: never[]) => ReturnType<Payments['requestVoid']>>
