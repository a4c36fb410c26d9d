import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { idempotentCall } from '../../src/db/tables/idempotency.js'
import { orderEvent, shopOrder } from '../../src/db/tables/orders.js'
import { outbox } from '../../src/db/tables/outbox.js'
import { discountClaim, discountCode } from '../../src/db/tables/promotions.js'
import { reservation, reservationLine } from '../../src/db/tables/stock.js'
import type { CartHolder, CartLineInput } from '../../src/domains/cart/index.js'
import type { OrderPlaceInput, PaymentInput } from '../../src/domains/orders/index.js'
import { manualProvider } from '../../src/domains/payments/index.js'
import { guest, type HeldCart, newCart, shownOf } from './carts.js'
import { obliging, offer, type ScriptedProvider, scriptedProvider } from './payments.js'
import { must, openTestShop, type TestShop } from './shop.js'
import { lay, ledgerFaults, place, soldVariant } from './stocked.js'
import { tenderFaults } from './tenders.js'

export interface OrderShop extends TestShop {
  readonly provider: ScriptedProvider
}

/** What a shop needs to sell: a place where things lie, a way of delivery, and ways to pay: `invoice`, and of the scripted provider `card` and `held`. */
export async function furnishForOrders(shop: TestShop): Promise<void> {
  await must(shop.stock.saveLocation(shop.actor, place('near')))
  const names = [{ locale: 'en', value: 'Post' }]
  const rates = [{ currency: 'EUR', amountMinor: 490 }]
  await must(
    shop.delivery.save(shop.actor, { handle: 'post', kind: 'SHIPPING', names, channels: ['eu'], rates }),
  )
  if (shop.payments.providers.includes('scripted')) {
    await offer(shop)
    await offer(shop, { handle: 'held', capture: 'MANUAL' })
  }
  await offer(shop, { handle: 'invoice', provider: 'manual' })
}

export async function openOrderShop(): Promise<OrderShop> {
  const provider = scriptedProvider()
  const shop = await openTestShop({ providers: [manualProvider, provider] })
  await furnishForOrders(shop)
  return Object.assign(shop, { provider: Object.assign(provider, { answer: obliging }) })
}

/** A variant for ten euros of which so many lie there. */
export async function stockedVariant(shop: TestShop, sku: string, quantity: number): Promise<number> {
  const variantId = await soldVariant(shop, sku)
  await lay(shop, sku, 'near', quantity)
  return variantId
}

const weimar = { address1: 'Am Markt 1', city: 'Weimar', postalCode: '99423', country: 'DE' }

/** A cart that nothing stands in the way of. */
export async function readyCart(
  shop: TestShop,
  lines: readonly CartLineInput[],
  holder: CartHolder = guest(),
): Promise<HeldCart> {
  const held = await newCart(shop, lines, holder)
  await must(
    shop.carts.updateCheckout(held.holder, {
      ...{ cartId: held.id, email: 'ada@example.com', shippingAddress: weimar },
      delivery: [{ groupKey: 'all', optionHandle: 'post' }],
    }),
  )
  return held
}

export const byCard: PaymentInput = { methodHandle: 'card' }
export const byInvoice: PaymentInput = { methodHandle: 'invoice' }

/** What orders a cart as it is now. */
export async function placing(
  shop: TestShop,
  held: HeldCart,
  given: Partial<OrderPlaceInput> = {},
): Promise<OrderPlaceInput> {
  const { cart, priced } = await shownOf(shop, held)
  return {
    ...{ cartId: held.id, expectedVersion: cart.version, idempotencyKey: randomUUID(), payment: byInvoice },
    expectedTotal: { amountMinor: priced.cost.totalMinor, currency: cart.currency },
    ...given,
  }
}

export const placed = async (shop: TestShop, held: HeldCart, given: Partial<OrderPlaceInput> = {}) =>
  must(shop.orders.place(held.holder, await placing(shop, held, given)))

/** Has the providers of everything that is due be asked. */
export const settle = (shop: Pick<TestShop, 'orders' | 'clock'>) =>
  shop.orders.runDueCalls(shop.clock.now(), () => false)

/** Whatever does not add up of orders, and of all that they take: empty in a sound shop. */
export async function orderFaults(shop: Pick<TestShop, 'db' | 'payments'>): Promise<string[]> {
  const { read } = shop.db
  const orders = await read.select().from(shopOrder)
  const reservations = new Map((await read.select().from(reservation)).map((one) => [one.id, one]))
  const events = await read.select().from(orderEvent)
  const facts = await factsOfOrders(shop)
  const faults: string[] = []
  for (const order of orders) {
    const { id, number, status, dueMinor, totalMinor, tenders } = order
    const fault = (text: string) => faults.push(`${number} (${status}): ${text}`)
    const held = reservations.get(order.reservationId)
    const wanted = { PENDING_PAYMENT: ['HELD'], CANCELLED: ['RELEASED', 'EXPIRED', 'COMMITTED'] }[status] ?? [
      'COMMITTED',
    ]
    if (!wanted.includes(held?.status ?? '')) fault(`its stock is ${held?.status}`)
    if (held && held.reference !== `order:${id}`) fault(`its stock is of ${held.reference}`)
    const payments = await shop.payments.ofOrders(read, [id])
    const isPaidLater = facts.paidLater.has(id) && ['PENDING_PAYMENT', 'CANCELLED'].includes(status)
    if (dueMinor > 0 && payments.length === 0 && !isPaidLater) fault('has no payment')
    if (dueMinor + tenders.reduce((sum, one) => sum + one.amountMinor, 0) !== totalMinor)
      fault('does not add up')
    const own = events.filter(({ orderId }) => orderId === id)
    if (own.at(-1)?.statusAfter !== status) fault(`ends as ${own.at(-1)?.statusAfter}`)
    if ((facts.counts.get(id) ?? 0) !== order.version)
      fault(`was told ${facts.counts.get(id)} times of ${order.version} changes`)
    if (own.filter((one) => one.statusAfter === 'PLACED' && one.statusBefore !== 'PLACED').length > 1)
      fault('was placed twice')
  }
  const live = orders.filter(({ status }) => status !== 'CANCELLED').map(({ cartId }) => cartId)
  if (new Set(live).size < live.length) faults.push('a cart is two orders')
  const calls = await read
    .select()
    .from(idempotentCall)
    .where(sql`${idempotentCall.operation} = 'orderPlace'`)
  if (calls.length !== orders.length) faults.push(`${calls.length} calls for ${orders.length} orders`)
  const ofNobody = [...reservations.values()].filter(
    ({ id, reference, status }) =>
      reference?.startsWith('order:') &&
      ['HELD', 'COMMITTED'].includes(status) &&
      !orders.some((one) => one.reservationId === id),
  )
  if (ofNobody.length > 0)
    faults.push(
      `reservations of no order: ${ofNobody.map(({ status, reference }) => `${status} ${reference}`)}`,
    )
  return [
    ...faults,
    ...(await codeFaults(shop)),
    ...(await ledgerFaults(shop)),
    ...(await tenderFaults(shop)),
  ]
}

async function factsOfOrders({ db }: Pick<TestShop, 'db'>) {
  const counts = new Map<string, number>()
  const paidLater = new Set<string>()
  for (const fact of await db.read.select().from(outbox)) {
    const [kind, id = ''] = fact.aggregate.split(':')
    if (fact.kind === 'order.paymentDue') paidLater.add(id)
    if (kind === 'order') counts.set(id, (counts.get(id) ?? 0) + 1)
  }
  return { counts, paidLater }
}

/** Uses of codes are claimed by orders that live, and by none else. */
async function codeFaults({ db }: Pick<TestShop, 'db'>): Promise<string[]> {
  const claims = await db.read.select().from(discountClaim)
  const orders = await db.read.select().from(shopOrder)
  const wanted = orders.flatMap(({ id, status, discounts }) =>
    status === 'CANCELLED'
      ? []
      : discounts.flatMap(({ codeId }) => (codeId ? [`${codeId} order:${id}`] : [])),
  )
  const had = claims.map(({ codeId, reference }) => `${codeId} ${reference}`)
  const codes = await db.read.select().from(discountCode)
  return [
    ...(wanted.sort().join() === had.sort().join() ? [] : [`claimed ${had.length}, used ${wanted.length}`]),
    ...codes.flatMap(({ id, code, used }) =>
      used === claims.filter(({ codeId }) => codeId === id).length ? [] : [`${code} counts ${used} uses`],
    ),
  ]
}

/** How many units orders have sold, and how many are held. */
export async function unitsOf({ db }: Pick<TestShop, 'db'>): Promise<{ sold: number; held: number }> {
  const rows = await db.read.select().from(reservationLine)
  return {
    sold: rows.reduce((sum, row) => sum + row.sold, 0),
    held: rows.reduce((sum, row) => sum + row.quantity, 0),
  }
}
