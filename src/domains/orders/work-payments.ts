import { globalId } from '../../kernel/ids.js'
import { invalid, notFound, type Problem } from '../../kernel/problem.js'
import { ok, type Result, rejected } from '../../kernel/result.js'
import type { Actor } from '../audit/index.js'
import { applyPayment } from './apply-payment.js'
import { auditable, audited, changedByStaff } from './by-staff.js'
import type { OrderDependencies } from './dependencies.js'
import { findOrder, updateOrder } from './store/orders.js'
import { tellNotice } from './tell.js'
import type { OrderMarkPaidInput, OrderWorkedOn, PaymentCaptureInput, PaymentVoidInput } from './types.js'

/** Says that the money of an order that is paid by hand is there. */
export const markPaid = (dependencies: OrderDependencies, actor: Actor, input: OrderMarkPaidInput) =>
  changedByStaff(
    dependencies,
    actor,
    { operation: 'orderMarkPaid', orderId: input.orderId, input },
    async (tx, order) => {
      const { id, paymentId, status } = order
      if (paymentId === null) return rejected([order.dueMinor > 0 ? notBegun : alreadyPaid])
      if (status === 'CANCELLED') return rejected([cancelled])
      const recorded = await dependencies.payments.recordByHand(tx, paymentId)
      if (!recorded.ok) return rejected(recorded.errors.map((one) => ({ ...one, field: ['orderId'] })))
      if (recorded.value === null) return rejected([alreadyPaid])
      await applyPayment(tx, dependencies, recorded.value, {
        ...{ actor: actor.name, reason: input.reason ?? null },
      })
      const after = await findOrder(tx, id)
      await audited(tx, dependencies, actor, 'orderMarkPaid', order, auditable(after ?? order))
      return ok({ orderId: id, paymentIds: [] })
    },
  )

const alreadyPaid: Problem = invalid(
  'PAYMENT_ALREADY_DONE',
  ['orderId'],
  'No payment of this order is awaited.',
)
const notBegun: Problem = invalid(
  'INVALID',
  ['orderId'],
  'Nothing says yet how the order is paid: begin that with `paymentStart`.',
)
const cancelled: Problem = invalid('INVALID', ['orderId'], 'The order is CANCELLED; nobody has to pay it.')

type Working = Promise<Result<OrderWorkedOn, Problem>>

/** Has a provider take what is authorised. */
export const capturePayment = (
  dependencies: OrderDependencies,
  actor: Actor,
  input: PaymentCaptureInput,
): Working => {
  const { paymentId, amount } = input
  return withOrderOf(dependencies, paymentId, (orderId) =>
    changedByStaff(
      dependencies,
      actor,
      { operation: 'paymentCapture', orderId, input },
      async (tx, order) => {
        const payment = await dependencies.payments.find(paymentId, tx)
        if (amount && amount.currency !== order.currency) return rejected([otherCurrency(order.currency)])
        const amountMinor = amount?.amountMinor ?? payment?.authorizedMinor ?? 0
        const asked = await dependencies.payments.requestCapture(tx, paymentId, amountMinor)
        if (!asked.ok) return rejected(asked.errors.map(ofInput))
        const at = dependencies.clock.now()
        await updateOrder(tx, orderId, { version: order.version + 1, updatedAt: at })
        await tellNotice(tx, order, 'CAPTURE_REQUESTED', { actor: actor.name, paymentId }, at)
        await audited(tx, dependencies, actor, 'paymentCapture', order, { paymentId, amountMinor })
        return ok({ orderId, paymentIds: [paymentId] })
      },
    ),
  )
}

/** Has a provider give up what is authorised. The order stays as it is: whoever does this sees to its money. */
export const voidPayment = (
  dependencies: OrderDependencies,
  actor: Actor,
  input: PaymentVoidInput,
): Working => {
  const { paymentId, reason } = input
  return withOrderOf(dependencies, paymentId, (orderId) =>
    changedByStaff(dependencies, actor, { operation: 'paymentVoid', orderId, input }, async (tx, order) => {
      const at = dependencies.clock.now()
      await updateOrder(tx, orderId, { version: order.version + 1, updatedAt: at })
      await tellNotice(tx, order, 'VOID_REQUESTED', { actor: actor.name, reason, paymentId }, at)
      const asked = await dependencies.payments.requestVoid(tx, paymentId)
      if (!asked.ok) return rejected(asked.errors.map(ofInput))
      if (asked.value) await applyPayment(tx, dependencies, asked.value)
      await audited(tx, dependencies, actor, 'paymentVoid', order, { paymentId })
      return ok({ orderId, paymentIds: [paymentId] })
    }),
  )
}

/** What stands in the way is the payment itself, or how much of it is asked for. */
const ofInput = (problem: Problem): Problem => ({
  ...problem,
  field: [problem.field?.[0] === 'amountMinor' ? 'amount' : 'paymentId'],
})

async function withOrderOf(
  { payments }: OrderDependencies,
  paymentId: string,
  work: (orderId: string) => Working,
): Working {
  const payment = await payments.find(paymentId)
  return payment ? work(payment.orderId) : rejected([unknownPayment(paymentId)])
}

const unknownPayment = (id: string): Problem =>
  notFound(['paymentId'], globalId('Payment', id), 'There is no such payment.')

const otherCurrency = (currency: string): Problem =>
  invalid('INVALID', ['amount', 'currency'], `The order is in ${currency}.`, { allowed: [currency] })
