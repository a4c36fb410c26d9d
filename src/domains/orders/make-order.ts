import { type Tx, together } from '../../db/index.js'
import { assert } from '../../kernel/assert.js'
import { newId } from '../../kernel/ids.js'
import { type Problem, under } from '../../kernel/problem.js'
import { ok, type Result, rejected } from '../../kernel/result.js'
import type { LockedCart } from '../cart/index.js'
import type { Payment } from '../payments/index.js'
import { actorOf } from './actor.js'
import type { OrderDependencies } from './dependencies.js'
import { type Gathered, hasMoved } from './gather-order.js'
import { newOrderNumber } from './number.js'
import { notOpen, orderObstacles } from './rules/obstacles.js'
import { ruleFor } from './rules/states.js'
import { insertOrder } from './store/orders.js'
import { holdStock, sellStock, takeValue } from './take.js'
import { tellOrder } from './tell.js'
import { orderTokenHash } from './tokens.js'
import type { Order, OrderHolder, OrderPlaceInput } from './types.js'

/** What was worked out before does not hold any more: the job is to be undone, and all of it done again. */
export class Moved extends Error {}

interface Making extends LockedCart {
  readonly id: string
  readonly orderToken: string | null
  readonly holder: OrderHolder
  readonly input: OrderPlaceInput
  readonly gathered: Gathered | null
}

/**
 * Takes all that an order takes and writes it. What most orders want at once, codes and stock, is taken last, so that they wait
 * for each other as shortly as can be.
 */
export async function makeOrder(
  tx: Tx,
  dependencies: OrderDependencies,
  { id, orderToken, holder, input, gathered, cart }: Making,
): Promise<Result<Order, Problem>> {
  if (cart.status !== 'OPEN') return rejected([notOpen(cart.status)])
  if (!gathered || gathered.shown.cart.version !== cart.version) throw new Moved()
  const { steadyClock } = dependencies
  const obstacles = orderObstacles(gathered.shown, input, holder, steadyClock.now())
  if (obstacles.length > 0) return rejected(obstacles)
  if (await hasMoved(tx, dependencies, gathered)) throw new Moved()

  const { content } = gathered
  const opened = await openPayment(tx, dependencies, id, input, gathered)
  if (!opened.ok) return opened
  const payment = opened.value
  if (!(await takeValue(tx, dependencies, { id, ...content }))) throw new Moved()
  const isSettled = payment === null ? content.dueMinor === 0 : payment.settlesByHand
  const waitsUntil = input.payBefore ?? new Date(steadyClock.now().getTime() + dependencies.payWithinMs)
  if (cart.lines.some(({ heldUntil }) => heldUntil !== null))
    await dependencies.carts.releaseHold(tx, cart.id)
  const held = await holdStock(dependencies, { id, ...content }, waitsUntil)
  if (!held.ok) return held
  const reservationId = held.value
  if (isSettled) assert(await sellStock(dependencies, { id, reservationId }), 'it was just held')

  const rule = ruleFor('NEW', isSettled ? 'PLACED_SETTLED' : 'PLACED_TO_BE_PAID')
  assert(rule, 'an order begins in one of two ways')
  const now = dependencies.clock.now()
  const order: Order = {
    ...{ id, number: newOrderNumber(now), status: rule.to, cancelReason: null, version: 1 },
    ...content,
    ...{ paymentId: payment?.id ?? null, reservationId },
    paymentStatus: payment?.status ?? (isSettled ? 'PAID' : 'PENDING'),
    ...{ cartVersion: null, payBefore: isSettled ? null : waitsUntil, placedAt: now, updatedAt: now },
    lines: content.lines.map((line) => ({ id: newId(), ...line })),
  }
  const actor = actorOf({ ...holder, customerId: content.customerId })
  await together(
    insertOrder(tx, order, orderToken && orderTokenHash(orderToken)),
    tellOrder(tx, order, rule, { actor, paymentId: order.paymentId }, now),
    dependencies.carts.ordered.close(tx, cart),
  )
  return ok(order)
}

/** null where nothing is due, or it is paid later. */
async function openPayment(
  tx: Tx,
  { payments }: OrderDependencies,
  orderId: string,
  { payment }: OrderPlaceInput,
  { content }: Gathered,
): Promise<Result<Payment | null, Problem>> {
  const { channelId, currency, dueMinor, billingAddress, shippingAddress, country } = content
  if (dueMinor === 0 || payment == null) return ok(null)
  const opened = await payments.open(tx, {
    ...{ orderId, channelId, methodHandle: payment.methodHandle, amountMinor: dueMinor, currency },
    country: billingAddress?.country ?? shippingAddress?.country ?? country,
    ...{ returnUrl: payment.returnUrl ?? null, data: payment.data },
  })
  return opened.ok ? opened : rejected(opened.errors.map((problem) => under(['payment'], problem)))
}
