import type { Database, ReadHandle, Tx } from '../../db/index.js'
import type { Clock } from '../../kernel/clock.js'
import { inBestLocale } from '../../kernel/locale.js'
import type { Problem } from '../../kernel/problem.js'
import { type Result, rejected } from '../../kernel/result.js'
import { isStorable } from '../../kernel/text.js'
import type { Actor, Audit } from '../audit/index.js'
import type { Channels } from '../channels/index.js'
import { type PaymentsDependencies, providerOf } from './dependencies.js'
import type {
  MethodsWanted,
  OfferedMethod,
  OpenPayment,
  PaymentMethodInput,
  RefundRequest,
  StoredMethod,
} from './inputs.js'
import { openPayment } from './open-payment.js'
import { performCall } from './perform-call.js'
import type { IncomingWebhook, Provider, ProviderEvent, ProviderOutcome, WebhookRefusal } from './provider.js'
import { recordEvent, recordOutcome } from './record.js'
import { recordByHand, requestCapture, requestRefund, requestVoid } from './request-calls.js'
import { isOffered } from './rules/offered.js'
import { saveMethod } from './save-method.js'
import { readOpenCalls } from './store/calls.js'
import { deleteEvents } from './store/events.js'
import { readMethods } from './store/methods.js'
import { readPayment, readPaymentsOf } from './store/payments.js'
import { takeCall } from './take-call.js'
import type { DueCall, Payment, PaymentChange } from './types.js'

type Requested = Promise<Result<PaymentChange | null, Problem>>

/**
 * Ways of paying, and what becomes of each payment. Providers are asked after the commit of what wants it and never inside a
 * transaction: a call is written, then taken by one process, performed, and its outcome recorded. Whatever is recorded again,
 * or in another order, comes to the same. Every change is told by a fact `payment.changed`.
 */
export interface Payments {
  /** What can be paid with, in the shop's order; not those whose provider is not set up here. */
  methodsFor(wanted: MethodsWanted, on?: ReadHandle): Promise<readonly OfferedMethod[]>
  /** All of them, in their order. */
  methods(): Promise<readonly StoredMethod[]>
  savePaymentMethod(actor: Actor, input: PaymentMethodInput): Promise<Result<StoredMethod, Problem>>
  /** The handles of the providers that are set up here. */
  readonly providers: readonly string[]
  find(id: string, on?: ReadHandle): Promise<Payment | null>
  /** Of these orders, the oldest first. */
  ofOrders(on: ReadHandle, orderIds: readonly string[]): Promise<readonly Payment[]>
  /** Writes a payment, PENDING, and the call that its provider is due. One that is settled by hand needs none. */
  open(tx: Tx, input: OpenPayment): Promise<Result<Payment, Problem>>
  /**
   * Takes a call that is due, of any payment or of one; null when there is none. It is nobody else's for half a minute; after
   * that it may be taken again, with the same id, so a process that dies loses nothing.
   */
  takeCall(at: Date, which?: { readonly paymentId: string }): Promise<DueCall | null>
  /** Asks the provider, outside of any transaction. Ends within the time that providers have, and never throws. */
  perform(call: DueCall): Promise<ProviderOutcome>
  /** Keeps what a call came to; null where that changes nothing, as for what is not known and is tried again. */
  record(tx: Tx, call: DueCall, outcome: ProviderOutcome): Promise<PaymentChange | null>
  /** Says that the money of a payment that is settled by hand is there. */
  recordByHand(tx: Tx, paymentId: string): Requested
  requestCapture(tx: Tx, paymentId: string, amountMinor: number): Requested
  /** Calls a payment off; a change where no provider has to be asked. Refused for one that is paid. */
  requestVoid(tx: Tx, paymentId: string): Requested
  /** Whether its provider is due to call it off, so that what is authorised is not to be relied on. */
  isBeingVoided(tx: Tx, paymentId: string): Promise<boolean>
  /** Never above what was captured; a change in any case but a refund that was asked for before. */
  requestRefund(tx: Tx, request: RefundRequest): Requested
  /** What a request tells that claims to come from a provider, once its signature and time were looked at. */
  readWebhook(provider: string, incoming: IncomingWebhook): Result<readonly ProviderEvent[], WebhookRefusal>
  /** Keeps what a provider has told; null where it was told before, or is of no payment of ours. */
  recordEvent(tx: Tx, event: ProviderEvent): Promise<PaymentChange | null>
  /** Forgets which events came before then. Told again, one of them changes nothing. */
  forgetEvents(before: Date): Promise<void>
}

interface Options {
  readonly db: Database
  readonly clock: Clock
  readonly audit: Audit
  readonly channels: Pick<Channels, 'all'>
  readonly providers: readonly Provider[]
  /** How long a provider may take to answer; ten seconds if omitted, and well below half a minute. */
  readonly providerTimeoutMs?: number
}

export function createPayments({ providerTimeoutMs = 10_000, ...options }: Options): Payments {
  const { db, clock, providers } = options
  const dependencies: PaymentsDependencies = { ...options, providerTimeoutMs }
  return {
    methodsFor: (wanted, on = db.read) => offeredMethods(dependencies, wanted, on),
    methods: () => readMethods(db.read),
    savePaymentMethod: (actor, input) => saveMethod(dependencies, actor, input),
    providers: providers.map(({ handle }) => handle),
    find: (id, on = db.read) => readPayment(on, id),
    ofOrders: readPaymentsOf,
    open: (tx, input) => openPayment(tx, dependencies, input),
    takeCall: (at, which) => takeCall(dependencies, at, which?.paymentId ?? null),
    perform: (call) => performCall(dependencies, call),
    record: (tx, call, outcome) => recordOutcome(tx, dependencies, call, outcome),
    recordByHand: (tx, id) => recordByHand(tx, dependencies, id),
    requestCapture: (tx, id, amountMinor) => requestCapture(tx, dependencies, id, amountMinor),
    requestVoid: (tx, id) => requestVoid(tx, dependencies, id),
    isBeingVoided: async (tx, id) => (await readOpenCalls(tx, id)).some(({ kind }) => kind === 'VOID'),
    requestRefund: (tx, request) => requestRefund(tx, dependencies, request),
    readWebhook(handle, incoming) {
      const provider = providerOf(dependencies, handle)
      if (!provider || provider.settlesByHand)
        return rejected([{ reason: 'UNKNOWN_PROVIDER', message: 'No such provider sends anything here.' }])
      return soundEvents(provider.webhook(incoming, clock.now()))
    },
    recordEvent: (tx, event) => recordEvent(tx, dependencies, event),
    async forgetEvents(before) {
      while (await db.write((tx) => deleteEvents(tx, before)));
    },
  }
}

const mostCharacters = 255
const isName = (text: string | null) => text === null || (text.length <= mostCharacters && isStorable(text))

/** Nothing that is signed either may be more than can be kept. */
function soundEvents(
  read: Result<readonly ProviderEvent[], WebhookRefusal>,
): Result<readonly ProviderEvent[], WebhookRefusal> {
  const isSound =
    !read.ok ||
    read.value.every(
      ({ eventId, paymentId, providerReference }) =>
        typeof eventId === 'string' &&
        eventId !== '' &&
        [eventId, paymentId, providerReference].every(isName),
    )
  return isSound
    ? read
    : rejected([{ reason: 'MALFORMED', message: 'It is signed, but names nothing that can be kept.' }])
}

async function offeredMethods(
  dependencies: PaymentsDependencies,
  wanted: MethodsWanted,
  on: ReadHandle,
): Promise<OfferedMethod[]> {
  const methods = await readMethods(on)
  return methods.flatMap((method) => {
    const provider = providerOf(dependencies, method.provider)
    if (!provider || !isOffered(method, wanted)) return []
    const { handle, names, instructions } = method
    return {
      ...{ handle, provider: method.provider },
      name: inBestLocale(names, wanted.localeChain)?.value ?? handle,
      instructions: inBestLocale(instructions, wanted.localeChain)?.value ?? null,
      clientConfig: provider.settlesByHand ? null : (provider.clientConfig ?? null),
    }
  })
}
