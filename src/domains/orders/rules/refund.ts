import { allocateTo } from '../../../kernel/money/index.js'
import { type FieldPath, invalid, type Problem } from '../../../kernel/problem.js'
import { ok, type Result, rejected } from '../../../kernel/result.js'
import type { Order, OrderLine, OrderRefund, OrderRefundInput, RefundLine, RefundPart } from '../types.js'

/** Money that an order was paid with, and how much of it may still go back. */
export interface RefundSource extends Omit<RefundPart, 'amountMinor'> {
  readonly refundableMinor: number
}

const places: Record<RefundPart['kind'], number> = { PAYMENT: 0, STORE_CREDIT: 1, GIFT_CARD: 2 }

/**
 * The order in which sources are drawn on: the reverse of that in which they have paid. Payments come first, the newest before
 * the others, then store credit, then gift cards, of which the one that ends last comes first. What paid last paid the rest:
 * so a shopper gets back first what can be spent anywhere, and a gift card as little as must be. Sources are given in the order
 * in which they have paid.
 */
export const inRefundOrder = (sources: readonly RefundSource[]): RefundSource[] =>
  sources.toReversed().sort((a, b) => places[a.kind] - places[b.kind])

/** What is taken from each source, never above what is left of it. Less than the amount where there is not so much. */
export function refundParts(sources: readonly RefundSource[], amountMinor: number): RefundPart[] {
  let left = amountMinor
  return inRefundOrder(sources).flatMap(({ refundableMinor, ...source }) => {
    const part = Math.min(left, refundableMinor)
    left -= part
    return part > 0 ? [{ ...source, amountMinor: part }] : []
  })
}

export const refundableMinor = (sources: readonly RefundSource[]): number =>
  sources.reduce((sum, source) => sum + source.refundableMinor, 0)

/** How many units of a line were refunded. */
const refundedUnits = (refunds: readonly OrderRefund[], lineId: string): number =>
  refunds.reduce(
    (sum, { lines }) =>
      lines.reduce((units, line) => (line.lineId === lineId ? units + line.quantity : units), sum),
    0,
  )

/** What so many units of a line cost, after those before them: all units of a line add up to what it cost. */
export function unitsMinor({ cost, quantity }: OrderLine, before: number, units: number): number {
  const each = allocateTo(cost.totalMinor, quantity)
  return each.slice(before, before + units).reduce((sum, share) => sum + share, 0)
}

export interface RefundPlan {
  readonly amountMinor: number
  readonly parts: readonly RefundPart[]
  readonly lines: readonly RefundLine[]
  readonly shippingMinor: number
}

interface Books {
  readonly order: Order
  readonly refunds: readonly OrderRefund[]
  readonly sources: readonly RefundSource[]
}

type Wanted = Pick<OrderRefundInput, 'amount' | 'lines' | 'shipping' | 'restock'>

/** What is refunded of which source, or all that is in the way. With neither amount nor lines it is all that is left. */
export function refundPlan({ order, refunds, sources }: Books, wanted: Wanted): Result<RefundPlan, Problem> {
  const { amount, shipping } = wanted
  const isAll = amount == null && wanted.lines == null && shipping == null
  const lines = isAll ? remainingLines(order, refunds) : (wanted.lines ?? [])
  const problems = [...lineProblems(order, refunds, lines), ...wholeInputProblems(order, wanted)]
  if (problems.length > 0) return rejected(problems)
  const costed = lines.map(({ lineId, quantity }): RefundLine => {
    const line = order.lines.find(({ id }) => id === lineId)
    const before = refundedUnits(refunds, lineId)
    return { lineId, quantity, amountMinor: line ? unitsMinor(line, before, quantity) : 0 }
  })
  const shippingMinor = shipping || isAll ? remainingShipping(order, refunds) : 0
  const mostMinor = refundableMinor(sources)
  const worked = costed.reduce((sum, line) => sum + line.amountMinor, shippingMinor)
  const amountMinor = amount?.amountMinor ?? (isAll ? mostMinor : worked)
  if (amountMinor > mostMinor) return rejected([tooMuch(amountMinor, mostMinor)])
  if (amountMinor === 0 && !(wanted.restock && lines.length > 0)) return rejected([nothing])
  const parts = refundParts(sources, amountMinor)
  return ok({ amountMinor, parts, lines: costed, shippingMinor: Math.min(shippingMinor, amountMinor) })
}

/** Units that were not refunded yet. */
export const remainingLines = (
  { lines }: Pick<Order, 'lines'>,
  refunds: readonly OrderRefund[],
): { lineId: string; quantity: number }[] =>
  lines.flatMap(({ id: lineId, quantity }) => {
    const left = quantity - refundedUnits(refunds, lineId)
    return left > 0 ? [{ lineId, quantity: left }] : []
  })

const remainingShipping = ({ deliveryCost }: Order, refunds: readonly OrderRefund[]): number =>
  Math.max(
    0,
    refunds.reduce((left, one) => left - one.shippingMinor, deliveryCost?.totalMinor ?? 0),
  )

function lineProblems(
  { lines }: Order,
  refunds: readonly OrderRefund[],
  wanted: readonly { readonly lineId: string; readonly quantity: number }[],
): Problem[] {
  return wanted.flatMap(({ lineId, quantity }, i): Problem[] => {
    const at: FieldPath = ['lines', String(i)]
    const line = lines.find(({ id }) => id === lineId)
    if (!line) return [invalid('INVALID', [...at, 'lineId'], 'It is no line of this order.')]
    if (wanted.findIndex((one) => one.lineId === lineId) < i)
      return [invalid('DUPLICATE', [...at, 'lineId'], 'The line is named twice: name it once.')]
    const most = line.quantity - refundedUnits(refunds, lineId)
    if (Number.isSafeInteger(quantity) && quantity >= 1 && quantity <= most) return []
    const message = `${quantity} of ${line.name} are named; ${most} of them are not refunded yet.`
    return [invalid('OUT_OF_RANGE', [...at, 'quantity'], message, { min: '1', max: String(most) })]
  })
}

const wholeInputProblems = (order: Order, { amount, lines, restock }: Wanted): Problem[] => [
  ...(amount && amount.currency !== order.currency
    ? [
        invalid('INVALID', ['amount', 'currency'], `The order is in ${order.currency}.`, {
          allowed: [order.currency],
        }),
      ]
    : []),
  ...(amount && !(Number.isSafeInteger(amount.amountMinor) && amount.amountMinor >= 0)
    ? [
        invalid('OUT_OF_RANGE', ['amount', 'amountMinor'], 'It must be a whole number from 0 on.', {
          min: '0',
        }),
      ]
    : []),
  ...(restock && amount && !lines?.length
    ? [invalid('REQUIRED', ['lines'], 'Say which units come back: an amount alone does not tell.')]
    : []),
]

function tooMuch(amountMinor: number, mostMinor: number): Problem {
  const message = `${amountMinor} minor units are more than the ${mostMinor} that were paid and have not gone back.`
  return invalid('OUT_OF_RANGE', ['amount'], message, { min: '1', max: String(mostMinor) })
}

const nothing: Problem = invalid(
  'INVALID',
  ['amount'],
  'Nothing is left of what was paid, so nothing goes back.',
)
