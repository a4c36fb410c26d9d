import type { ReadHandle } from '../../db/index.js'
import { plainEmail } from '../../kernel/email.js'
import { InputError } from '../../kernel/input-error.js'
import { encodeCursor, type Page, type PageArgs, pageOf, pageRequest } from '../../kernel/page.js'
import type { Problem } from '../../kernel/problem.js'
import type { Result } from '../../kernel/result.js'
import { isStorable } from '../../kernel/text.js'
import type { Actor } from '../audit/index.js'
import { addNote } from './add-note.js'
import { cancelOrder } from './cancel-order.js'
import type { OrderDependencies } from './dependencies.js'
import { readOrderNumber } from './number.js'
import { refundableOf } from './order-money.js'
import { refundOrder } from './refund-order.js'
import { selectEventsOf } from './store/events.js'
import { findOrderByNumber, withLines } from './store/orders.js'
import { selectNotes, selectRefunds } from './store/refunds.js'
import { countSearched, type OrderSearch, type Sought, searchOrders } from './store/search.js'
import type {
  Order,
  OrderCancelInput,
  OrderEvent,
  OrderFilter,
  OrderMarkPaidInput,
  OrderNote,
  OrderNoteAddInput,
  OrderRefund,
  OrderRefundInput,
  OrderWorkedOn,
  PaymentCaptureInput,
  PaymentVoidInput,
} from './types.js'
import { capturePayment, markPaid, voidPayment } from './work-payments.js'

type Working<Input> = (actor: Actor, input: Input) => Promise<Result<OrderWorkedOn, Problem>>

/**
 * What staff do with orders. Each change is done once for its key, stands in the timeline with who did it and why, and in the
 * audit; what providers are to be asked is asked after the commit, by `pay` or the schedule.
 */
export interface StaffOrders {
  /** The newest first; see `OrderFilter` for what is found. */
  page(filter: OrderFilter, args: PageArgs): Promise<Page<Order> & { cursorOf(order: Order): string }>
  count(filter: OrderFilter): Promise<number>
  byNumber(number: string): Promise<Order | null>
  /** Calls it off, with its money and units back unless said otherwise. */
  readonly cancel: Working<OrderCancelInput>
  /** Returns money, never above what each way of paying has paid and not got back. */
  readonly refund: Working<OrderRefundInput>
  /** Says that money which staff receive themselves is there. */
  readonly markPaid: Working<OrderMarkPaidInput>
  readonly capture: Working<PaymentCaptureInput>
  readonly void: Working<PaymentVoidInput>
  readonly addNote: Working<OrderNoteAddInput>
  /** What has happened to these orders, from the first to the last. */
  timeline(orderIds: readonly string[], on?: ReadHandle): Promise<readonly OrderEvent[]>
  /** What was paid for each of these orders and has not gone back, nor is on its way. */
  refundable(
    orderIds: readonly string[],
    on?: ReadHandle,
  ): Promise<readonly { readonly orderId: string; readonly amountMinor: number }[]>
  /** Of these orders, the oldest first. */
  refunds(orderIds: readonly string[], on?: ReadHandle): Promise<readonly OrderRefund[]>
  /** Of these orders, the oldest first. */
  notes(orderIds: readonly string[], on?: ReadHandle): Promise<readonly OrderNote[]>
}

export function createStaffOrders(dependencies: OrderDependencies): StaffOrders {
  const { db } = dependencies
  const search = (filter: OrderFilter) => searchOf(db.read, filter)
  return {
    async page(filter, args) {
      const scope = `orders of the shop ${JSON.stringify(filter)}`
      const request = pageRequest(args, scope, ['instant', 'text'])
      const { backward, limit, position } = request
      const from = position && ([new Date(Number(position[0])), String(position[1])] as const)
      const walk = { backward, from, limit: limit + 1 }
      const page = pageOf(request, await searchOrders(db.read, await search(filter), walk))
      const items = await withLines(db.read, page.items)
      return { ...page, items, cursorOf: ({ placedAt, id }) => encodeCursor(scope, [placedAt.getTime(), id]) }
    },
    count: async (filter) => countSearched(db.read, await search(filter)),
    async byNumber(number) {
      const known = readOrderNumber(number)
      const head = known && (await findOrderByNumber(db.read, known))
      return (head && (await withLines(db.read, [head]))[0]) || null
    },
    cancel: (actor, input) => cancelOrder(dependencies, actor, input),
    refund: (actor, input) => refundOrder(dependencies, actor, input),
    markPaid: (actor, input) => markPaid(dependencies, actor, input),
    capture: (actor, input) => capturePayment(dependencies, actor, input),
    void: (actor, input) => voidPayment(dependencies, actor, input),
    addNote: (actor, input) => addNote(dependencies, actor, input),
    timeline: (orderIds, on = db.read) => selectEventsOf(on, orderIds),
    refundable: (orderIds, on = db.read) => refundableOf(on, dependencies, orderIds),
    refunds: (orderIds, on = db.read) => selectRefunds(on, orderIds),
    notes: (orderIds, on = db.read) => selectNotes(on, orderIds),
  }
}

async function searchOf(on: ReadHandle, { query, ...filter }: OrderFilter): Promise<OrderSearch> {
  const text = query?.trim()
  if (!text) return { ...filter, sought: null }
  if (!isStorable(text))
    throw new InputError(['filter', 'query'], '`query` has characters that no order has.')
  return { ...filter, sought: await soughtBy(on, text) }
}

/** A text with an @ is an address, one that is the number of an order names that, and any other is an SKU. */
async function soughtBy(on: ReadHandle, text: string): Promise<Sought> {
  if (text.includes('@')) return { kind: 'EMAIL', email: plainEmail(text) }
  const number = readOrderNumber(text)
  const found = number && (await findOrderByNumber(on, number))
  return found ? { kind: 'ORDER', id: found.id } : { kind: 'SKU', sku: text }
}
