import type { ReadHandle } from '../../db/index.js'
import { refundableMinor as leftOf, type Payment } from '../payments/index.js'
import type { TakenTender } from '../tenders/index.js'
import type { OrderDependencies } from './dependencies.js'
import { type RefundSource, refundableMinor } from './rules/refund.js'
import type { OrderHead } from './store/orders.js'
import { findOrders } from './store/orders.js'
import { referenceOf } from './take.js'

/** Where the money of an order is. */
export interface OrderMoney {
  readonly payments: readonly Payment[]
  /** In the order in which they have paid. */
  readonly sources: readonly RefundSource[]
}

type Reading = Pick<OrderDependencies, 'payments' | 'tenders'>
type Paid = Pick<OrderHead, 'id' | 'tenders'>

export async function moneyOf(on: ReadHandle, reading: Reading, order: Paid): Promise<OrderMoney> {
  const [money] = await moneyOfAll(on, reading, [order])
  return money ?? { payments: [], sources: [] }
}

/** Of each of them, in the order given. */
async function moneyOfAll(
  on: ReadHandle,
  { payments, tenders }: Reading,
  orders: readonly Paid[],
): Promise<OrderMoney[]> {
  const own = await payments.ofOrders(
    on,
    orders.map(({ id }) => id),
  )
  const references = orders.flatMap((order) => (order.tenders.length > 0 ? [referenceOf(order.id)] : []))
  const taken = references.length > 0 ? await tenders.takenBy(on, references) : []
  return orders.map((order) => {
    const ofOrder = own.filter(({ orderId }) => orderId === order.id)
    const reference = referenceOf(order.id)
    return { payments: ofOrder, sources: [...tendersOf(order, taken, reference), ...sourcesOf(ofOrder)] }
  })
}

const tendersOf = (
  { tenders }: Paid,
  taken: readonly (TakenTender & { readonly reference: string })[],
  reference: string,
): RefundSource[] =>
  tenders.map(({ kind, id, lastCharacters }) => {
    const use = taken.find((one) => one.reference === reference && one.id === id)
    return { kind, id, lastCharacters, refundableMinor: use ? use.amountMinor - use.returnedMinor : 0 }
  })

const sourcesOf = (payments: readonly Payment[]): RefundSource[] =>
  payments.map((payment) => ({
    ...{ kind: 'PAYMENT', id: payment.id, lastCharacters: '', refundableMinor: leftOf(payment) },
  }))

/** What is left of what gift cards and store credit have paid. */
export const tenderedOf = (
  { tenders }: Pick<OrderHead, 'tenders'>,
  { sources }: Pick<OrderMoney, 'sources'>,
) => ({
  paidMinor: tenders.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
  leftMinor: sources.reduce(
    (sum, { kind, refundableMinor: left }) => (kind === 'PAYMENT' ? sum : sum + left),
    0,
  ),
})

/** What was paid for each of these orders and has not gone back. Of one that is not paid yet nothing can be refunded. */
export async function refundableOf(on: ReadHandle, reading: Reading, orderIds: readonly string[]) {
  const orders = await findOrders(on, orderIds)
  const money = await moneyOfAll(on, reading, orders)
  return orders.map(({ id: orderId, status }, i) => ({
    ...{ orderId, amountMinor: status === 'PENDING_PAYMENT' ? 0 : refundableMinor(money[i]?.sources ?? []) },
  }))
}
