import type { Tx } from '../../db/index.js'
import type { Problem } from '../../kernel/problem.js'
import { ok, type Result, rejected } from '../../kernel/result.js'
import { customerKeyOf } from '../promotions/index.js'
import type { OrderDependencies } from './dependencies.js'
import type { ChangeCause } from './tell.js'
import type { Order, OrderLine } from './types.js'

const dayMs = 24 * 60 * 60_000

/** Under which everything that an order takes is taken. */
export const referenceOf = (orderId: string): string => `order:${orderId}`

type Taking = Pick<Order, 'id' | 'discounts' | 'tenders' | 'customerId' | 'email'>

/** Takes a use of each code, and what gift cards and store credit pay. Whether all of it was there; if not, nothing may be kept. */
export async function takeValue(
  tx: Tx,
  { promotions, tenders }: OrderDependencies,
  order: Taking,
): Promise<boolean> {
  const reference = referenceOf(order.id)
  const customerKey = customerKeyOf(order)
  // In their order, so that jobs never wait for each other in a ring.
  for (const { codeId } of order.discounts.toSorted((a, b) => (a.codeId ?? 0) - (b.codeId ?? 0))) {
    if (codeId === null) continue
    const claimed = await promotions.claim(tx, { codeId, reference, customerKey })
    if (!claimed.ok) return false
  }
  if (order.tenders.length === 0) return true
  return (await tenders.take(tx, { reference, tenders: order.tenders })).ok
}

/** Gives back what `takeValue` took; codes alone where the money stays. */
export async function giveValueBack(
  tx: Tx,
  { promotions, tenders }: OrderDependencies,
  order: Taking,
  keepsMoney = false,
): Promise<void> {
  const reference = referenceOf(order.id)
  if (order.discounts.some(({ codeId }) => codeId !== null)) await promotions.release(tx, reference)
  if (order.tenders.length > 0 && !keepsMoney) await tenders.giveBack(tx, reference)
}

/**
 * Holds the units of an order well beyond the time to pay, so that it is the order's end that gives them back. Answers the
 * reservation; a problem names the line as the cart has it.
 */
export async function holdStock(
  { stock }: OrderDependencies,
  order: Pick<Order, 'id' | 'channelId'> & {
    readonly lines: readonly Pick<OrderLine, 'variantId' | 'quantity'>[]
  },
  heldFrom: Date,
): Promise<Result<string, Problem>> {
  const { id, channelId, lines } = order
  const quantities = new Map<number, number>()
  for (const { variantId, quantity } of lines)
    quantities.set(variantId, (quantities.get(variantId) ?? 0) + quantity)
  const reference = referenceOf(id)
  const reserved = await stock.reserve(
    { name: reference, requestId: null },
    {
      ...{ channelId, reference, expiresAt: new Date(heldFrom.getTime() + dayMs) },
      lines: [...quantities].map(([variantId, quantity]) => ({ variantId, quantity })),
    },
  )
  if (reserved.ok) return ok(reserved.value.id)
  return rejected(reserved.errors.map((problem) => ofLine(problem, lines)))
}

const ofLine = (problem: Problem, lines: readonly Pick<OrderLine, 'variantId'>[]): Problem => {
  if (problem.kind !== 'insufficientStock') return problem
  const index = lines.findIndex(({ variantId }) => variantId === problem.variantId)
  return { ...problem, field: ['cart', 'lines', String(index), 'quantity'] }
}

/** Sells what is held. False where nothing is held any more. */
export const sellStock = async (
  { stock }: OrderDependencies,
  order: Pick<Order, 'id' | 'reservationId'>,
): Promise<boolean> =>
  (await stock.commit({ name: referenceOf(order.id), requestId: null }, order.reservationId)).ok

/** Gives back what is held; nothing is, once it was sold or its time was over. */
export const releaseStock = async (
  { stock }: OrderDependencies,
  order: Pick<Order, 'id' | 'reservationId'>,
): Promise<void> =>
  void (await stock.release({ name: referenceOf(order.id), requestId: null }, order.reservationId))

/** Puts units that were sold back to where they lay, and waits for none any more. */
export async function restock(
  { stock }: OrderDependencies,
  order: Pick<Order, 'id' | 'reservationId'>,
  { actor: name, comeBack = [], reason = null }: Pick<ChangeCause, 'actor' | 'comeBack' | 'reason'>,
): Promise<void> {
  const actor = { name, requestId: null }
  if (comeBack.length > 0) await stock.takeBack(actor, order.reservationId, comeBack, reason)
  await stock.cancel(actor, order.reservationId)
}
