import fc from 'fast-check'
import { expect, test } from 'vitest'
import { giftCard } from '../../../src/db/tables/tenders.js'
import type { DueCall, ProviderOutcome } from '../../../src/domains/payments/index.js'
import { newId } from '../../../src/kernel/ids.js'
import type { HeldCart } from '../../support/carts.js'
import { timeout, times } from '../../support/counts.js'
import {
  type OrderShop,
  openOrderShop,
  orderFaults,
  placed,
  readyCart,
  settle,
  stockedVariant,
  unitsOf,
} from '../../support/orders.js'
import { obliging } from '../../support/payments.js'
import { must } from '../../support/shop.js'
import { newCard } from '../../support/tenders.js'

const steps = [
  ...['PLACE', 'PLACE', 'REFUND', 'REFUND', 'REFUND_LINES', 'REFUND_ALL', 'CANCEL', 'ABANDON'],
  ...['CAPTURE', 'VOID', 'MARK_PAID', 'SETTLE', 'SETTLE', 'EXPIRE', 'TOLD_PAID'],
] as const
const step = fc.record({
  kind: fc.constantFrom(...steps),
  which: fc.nat(5),
  amount: fc.integer({ min: 1, max: 3_000 }),
  yes: fc.boolean(),
  method: fc.constantFrom('card', 'held', 'invoice'),
  card: fc.constantFrom(0, 0, 700, 9_000),
  refuses: fc.boolean(),
})
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

/** What the provider itself has taken and given back, by payment: books that nobody here writes. */
class Bank {
  readonly taken = new Map<string, number>()
  readonly returned = new Map<string, number>()
  refuses = false

  answer(call: DueCall): ProviderOutcome {
    const { id } = call.payment
    const failure = { code: 'no', message: 'No.', isRetryable: true }
    if (this.refuses && call.kind !== 'VOID') return { kind: 'REFUSED', told: {}, failure }
    if (call.kind === 'VOID' && (this.taken.get(id) ?? 0) > 0) return { kind: 'REFUSED', told: {}, failure }
    const outcome = obliging(call)
    if (call.kind === 'CAPTURE' || (call.kind === 'AUTHORIZE' && call.payment.capture === 'AUTOMATIC'))
      this.taken.set(id, call.amountMinor)
    if (call.kind === 'REFUND') this.returned.set(id, (this.returned.get(id) ?? 0) + call.amountMinor)
    return outcome
  }
}

interface History {
  readonly shop: OrderShop
  readonly flask: number
  readonly bank: Bank
  readonly orders: { readonly id: string; readonly cart: HeldCart }[]
}
const reason = 'a reason'
const fewest = 10

async function run(history: History, { kind, which, amount, yes, refuses, ...given }: Step): Promise<void> {
  const { shop, flask, bank, orders } = history
  const named = orders[which % Math.max(1, orders.length)]
  bank.refuses = refuses
  if (kind === 'PLACE') {
    const cart = await readyCart(shop, [{ variantId: flask, quantity: 1 + (amount % 3) }])
    if (given.card > 0) {
      const { code } = await newCard(shop, given.card)
      await must(shop.carts.updateCodes(cart.holder, { cartId: cart.id, add: [code] }))
    }
    const { order } = await placed(shop, cart, { payment: { methodHandle: given.method } })
    orders.push({ id: order.id, cart })
    return
  }
  const order = named && (await shop.orders.byId(named.id))
  if (!order) return
  const { staff } = shop.orders
  const by = { orderId: order.id, reason, idempotencyKey: newId() }
  const payment = { paymentId: order.paymentId ?? newId(), reason, idempotencyKey: newId() }
  const money = { amountMinor: amount, currency: 'EUR' }
  const lines = [{ lineId: order.lines[0]?.id ?? '', quantity: 1 }]
  switch (kind) {
    case 'REFUND':
      // Two at once, of which one may be too much.
      return void (await Promise.all(
        [1, 2].map(() => staff.refund(shop.actor, { ...by, idempotencyKey: newId(), amount: money })),
      ))
    case 'REFUND_LINES':
      return void (await staff.refund(shop.actor, { ...by, lines, shipping: yes, restock: yes }))
    case 'REFUND_ALL':
      return void (await staff.refund(shop.actor, { ...by, restock: yes }))
    case 'CANCEL':
      return void (await staff.cancel(shop.actor, { ...by, restock: yes, refund: amount % 2 === 0 }))
    case 'ABANDON':
      return void (await shop.orders.abandon(named.cart.holder, order.id))
    case 'CAPTURE':
      return void (await staff.capture(shop.actor, { ...payment, amount: yes ? money : null }))
    case 'VOID':
      return void (await staff.void(shop.actor, payment))
    case 'MARK_PAID':
      return void (await staff.markPaid(shop.actor, by))
    case 'SETTLE':
      return void (await settle(shop))
    case 'EXPIRE':
      shop.clock.set(new Date(shop.clock.now().getTime() + 3_600_000).toISOString())
      return void (await shop.orders.expireDue(shop.clock.now(), () => false))
    case 'TOLD_PAID': {
      // The provider has taken it after all, and says so by itself.
      const [found] = await shop.payments.ofOrders(shop.db.read, [order.id])
      if (!found || found.settlesByHand || found.capture === 'MANUAL') return
      bank.taken.set(found.id, found.amountMinor)
      const about = { paymentId: found.id, providerReference: null }
      const told = { capturedMinor: found.amountMinor }
      return shop.orders.takeEvents([
        { provider: 'scripted', eventId: newId(), kind: 'told', ...about, told },
      ])
    }
  }
}

/** Whatever does not add up of money and units, by whatever path they came there. */
async function faults({ shop, bank, orders, flask }: History): Promise<string[]> {
  const found: string[] = []
  const own = await shop.payments.ofOrders(
    shop.db.read,
    orders.map(({ id }) => id),
  )
  for (const { id, settlesByHand, capturedMinor, refundedMinor, amountMinor } of own) {
    if (refundedMinor > capturedMinor || capturedMinor > amountMinor) found.push(`${id} gave back too much`)
    if (settlesByHand) continue
    if (capturedMinor !== (bank.taken.get(id) ?? 0)) found.push(`${id} has taken another amount`)
    if (refundedMinor !== (bank.returned.get(id) ?? 0)) found.push(`${id} gave back another amount`)
  }
  const cards = await shop.db.read.select().from(giftCard)
  const taken = await shop.tenders.takenBy(
    shop.db.read,
    orders.map(({ id }) => `order:${id}`),
  )
  for (const { id, issuedMinor, balanceMinor } of cards) {
    const kept = taken.reduce(
      (sum, one) => (one.id === id ? sum + one.amountMinor - one.returnedMinor : sum),
      0,
    )
    if (balanceMinor + kept !== issuedMinor)
      found.push(`card ${id}: ${balanceMinor} + ${kept} of ${issuedMinor}`)
  }
  for (const refund of await shop.orders.staff.refunds(orders.map(({ id }) => id)))
    if (refund.parts.reduce((sum, part) => sum + part.amountMinor, 0) !== refund.amountMinor)
      found.push(`refund ${refund.id} is not its parts`)
  const { sold, held } = await unitsOf(shop)
  const level = (await shop.stock.exact([flask]))[0]?.levels[0]
  if (level?.onHand !== laid - sold) found.push(`${level?.onHand} on hand, ${sold} sold of ${laid}`)
  if (level?.reserved !== held) found.push(`${level?.reserved} reserved, ${held} held`)
  return [...found, ...(await orderFaults(shop))]
}
const laid = 100

test(
  'whatever becomes of orders, money in is money kept and money out, and no unit is lost',
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: fewest, maxLength: 2 * fewest }), async (history) => {
        const shop = await openOrderShop()
        const bank = new Bank()
        shop.provider.answer = (call) => bank.answer(call)
        const known = { shop, bank, orders: [], flask: await stockedVariant(shop, 'flask', laid) }
        for (const one of history) {
          await run(known, one)
          expect(await orderFaults(shop)).toEqual([])
        }
        bank.refuses = false
        while ((await settle(shop)) > 0);
        expect(await faults(known)).toEqual([])
      }),
      { numRuns: times(8, 200), endOnFailure: true },
    )
  },
  timeout,
)
