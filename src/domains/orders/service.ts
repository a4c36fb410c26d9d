import type { ReadHandle, Tx } from '../../db/index.js'
import { encodeCursor, type Page, type PageArgs, pageOf, pageRequest } from '../../kernel/page.js'
import type { Problem } from '../../kernel/problem.js'
import type { Result } from '../../kernel/result.js'
import type { CartPlace } from '../cart/index.js'
import type { DueLetter, Letter, Stationery } from '../mail/index.js'
import type { Payment, PaymentChange, ProviderEvent } from '../payments/index.js'
import { applyPayment, takeEvents } from './apply-payment.js'
import { abandonOrder } from './cancel-order.js'
import type { OrderDependencies } from './dependencies.js'
import { eraseCustomer, type Person } from './erase-customer.js'
import { expireOrders } from './expire-orders.js'
import { findOwnOrder } from './find-order.js'
import { composeOrderLetter } from './letters/compose.js'
import { placeOrder } from './place-order.js'
import { type Reordered, type ReorderInput, reorder } from './reorder.js'
import { runCallsOf, runDueCalls } from './run-calls.js'
import { createStaffOrders, type StaffOrders } from './staff.js'
import { type PaymentStarted, startPayment } from './start-payment.js'
import { selectEventsOf } from './store/events.js'
import {
  countOrdersOf,
  findOrder,
  findOrderIdOfLine,
  findOrderOfCart,
  selectOrdersOf,
  withLines,
} from './store/orders.js'
import type {
  Order,
  OrderBy,
  OrderEvent,
  OrderHolder,
  OrderPlaced,
  OrderPlaceInput,
  OrderWorkedOn,
  PaymentStartInput,
} from './types.js'

/**
 * What was bought. An order is made of a cart in one transaction, is a snapshot from there on, and goes from state to state by
 * one table of rules (`rules/states.ts`), each change with a line in its timeline and one fact: `order.placed` once in its
 * life, `order.cancelled`, `order.paymentDue`, or `order.changed`.
 */
export interface Orders {
  /**
   * Makes an order of a cart as the shopper agreed to it: at this version, for this total, or nothing at all is taken. Of many
   * calls with one key one places it, and the others are answered the same order. What is due is asked for after the commit:
   * `pay` does that. Throws `RateLimited` where prices change again and again.
   */
  place(holder: OrderHolder, input: OrderPlaceInput): Promise<Result<OrderPlaced, Problem>>
  /** Pays an unpaid order again or another way; what was begun before is called off. `pay` goes on from there. */
  startPayment(holder: OrderHolder, input: PaymentStartInput): Promise<Result<PaymentStarted, Problem>>
  /** Gives up an order that is not paid yet: everything it has taken goes back, and its cart is open again. */
  abandon(holder: OrderHolder, orderId: string): Promise<Result<OrderWorkedOn, Problem>>
  /** Puts what an order had into a cart, as far as it can still be bought; what is left out is told. */
  reorder(holder: OrderHolder, place: CartPlace, input: ReorderInput): Promise<Result<Reordered, Problem>>
  /** Asks the provider of a payment, and waits so long at most for what it says. The schedule does what is left over. */
  pay(paymentId: string, mostMs: number): Promise<void>
  /** Of these orders, the oldest first. */
  payments(orderIds: readonly string[], on?: ReadHandle): Promise<readonly Payment[]>

  /** The order, if the holder may see it: anybody else's is as if it were not there. Its own token opens it to everybody. */
  find(holder: OrderHolder, by: OrderBy, on?: ReadHandle): Promise<Order | null>
  /** The order that a line or a payment is of, if the holder may see it. */
  findBy(holder: OrderHolder, kind: 'line' | 'payment', id: string, on?: ReadHandle): Promise<Order | null>
  /** Whoever asks. */
  byId(id: string, on?: ReadHandle): Promise<Order | null>
  /** The newest that was made of a cart, to whoever may open that. */
  ofCart(cartId: string, on?: ReadHandle): Promise<Order | null>
  /** A customer's own, the newest first. */
  page(
    customerId: string,
    args: PageArgs,
  ): Promise<Page<Order> & { cursorOf(order: Pick<Order, 'id'>): string }>
  count(customerId: string): Promise<number>
  /** What has happened to an order, from the first to the last. */
  events(orderId: string, on?: ReadHandle): Promise<readonly OrderEvent[]>

  /** Does what follows from a payment that has changed, in the job in which it has. Whoever changes payments calls this. */
  applyPayment(tx: Tx, change: PaymentChange): Promise<void>
  /** Keeps what a provider tells by itself, once whatever order it comes in, with what follows from it. */
  takeEvents(events: readonly ProviderEvent[]): Promise<void>
  /** Makes the calls to providers that are due by then and that nobody is making; answers how many. */
  runDueCalls(at: Date, isStopped: () => boolean): Promise<number>
  /** Cancels what nobody has paid by then: everything it has taken goes back, and its cart is open again. Answers how many. */
  expireDue(at: Date, isStopped: () => boolean): Promise<number>

  /** Writes a letter about an order to whoever has placed it; null when it is not to be sent. */
  compose(due: DueLetter, stationery: Stationery): Promise<Letter | null>

  /** What staff do with them. */
  readonly staff: StaffOrders

  /** All orders of a customer, the oldest first. */
  ofCustomer(on: ReadHandle, customerId: string): Promise<readonly Order[]>
  /** Forgets who it was, with notes and letters, also of what was ordered as a guest from a proved address. What the books need stays: amounts, dates, ids. */
  eraseCustomer(tx: Tx, person: Person): Promise<void>
}

const scope = 'orders'
const everything = { from: null, backward: true, limit: 1_000_000 }

export function createOrders(dependencies: OrderDependencies): Orders {
  const { db } = dependencies
  const whole = async (on: ReadHandle, head: Awaited<ReturnType<typeof findOrder>>): Promise<Order | null> =>
    head && ((await withLines(on, [head]))[0] ?? null)
  return {
    place: (holder, input) => placeOrder(dependencies, holder, input),
    startPayment: (holder, input) => startPayment(dependencies, holder, input),
    abandon: (holder, orderId) => abandonOrder(dependencies, holder, orderId),
    reorder: (holder, place, input) => reorder(dependencies, holder, place, input),
    pay: (paymentId, mostMs) => runCallsOf(dependencies, paymentId, mostMs),
    payments: (orderIds, on = db.read) => dependencies.payments.ofOrders(on, orderIds),
    find: async (holder, by, on = db.read) => whole(on, await findOwnOrder(on, holder, by)),
    async findBy(holder, kind, id, on = db.read) {
      const payment = kind === 'payment' ? await dependencies.payments.find(id, on) : null
      const orderId = kind === 'payment' ? payment?.orderId : await findOrderIdOfLine(on, id)
      return orderId == null ? null : whole(on, await findOwnOrder(on, holder, { id: orderId }))
    },
    byId: async (id, on = db.read) => whole(on, await findOrder(on, id)),
    ofCart: async (cartId, on = db.read) => whole(on, await findOrderOfCart(on, cartId)),
    async page(customerId, args) {
      const request = pageRequest(args, scope, ['text'])
      const { backward, limit, position } = request
      const from = position && String(position[0])
      const heads = await selectOrdersOf(db.read, customerId, { backward, from, limit: limit + 1 })
      const page = pageOf(request, heads)
      const items = await withLines(db.read, page.items)
      return { ...page, items, cursorOf: ({ id }) => encodeCursor(scope, [id]) }
    },
    count: (customerId) => countOrdersOf(db.read, customerId),
    events: (orderId, on = db.read) => selectEventsOf(on, [orderId]),
    applyPayment: (tx, change) => applyPayment(tx, dependencies, change),
    takeEvents: (events) => takeEvents(dependencies, events),
    runDueCalls: (at, isStopped) => runDueCalls(dependencies, at, isStopped),
    expireDue: (at, isStopped) => expireOrders(dependencies, at, isStopped),
    compose: (due, stationery) => composeOrderLetter(dependencies, due, stationery),
    staff: createStaffOrders(dependencies),
    ofCustomer: async (on, id) => withLines(on, await selectOrdersOf(on, id, everything)),
    eraseCustomer: (tx, person) => eraseCustomer(tx, dependencies, person),
  }
}
