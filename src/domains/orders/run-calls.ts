import { setTimeout as sleep } from 'node:timers/promises'
import type { DueCall } from '../payments/index.js'
import { applyPayment } from './apply-payment.js'
import type { OrderDependencies } from './dependencies.js'
import { lockOrder } from './store/orders.js'

/** How many providers are asked at a time. */
const atOnce = 8

/** A call that never comes to an end would be made again and again, with a pause, by the schedule. */
const mostInARow = 3

/** Asks the provider, with no transaction open, and keeps what came of it together with what follows for the order. */
async function runCall(dependencies: OrderDependencies, call: DueCall): Promise<void> {
  const { db, payments } = dependencies
  const outcome = await payments.perform(call)
  await db.write(async (tx) => {
    // First, as whoever changes an order comes to its payments after it: so jobs never wait for each other in a ring.
    await lockOrder(tx, call.payment.orderId)
    const change = await payments.record(tx, call, outcome)
    if (change) await applyPayment(tx, dependencies, change)
  })
}

/**
 * Makes the calls that a payment is due, and waits so long at most for that. What takes longer goes on, and what this process
 * does not come to is done by the schedule.
 */
export async function runCallsOf(
  dependencies: OrderDependencies,
  paymentId: string,
  mostMs: number,
): Promise<void> {
  const ended = new AbortController()
  const running = (async () => {
    for (let i = 0; i < mostInARow; i++) {
      const call = await dependencies.payments.takeCall(dependencies.clock.now(), { paymentId })
      if (!call) return
      await runCall(dependencies, call)
    }
  })()
  // Whatever is thrown, its lease ends and another takes it.
  const settled = running.catch(() => {}).finally(() => ended.abort())
  await Promise.race([
    settled,
    sleep(mostMs, undefined, { signal: ended.signal, ref: false }).catch(() => {}),
  ])
}

/** Makes the calls that are due by then and that nobody is making; answers how many. */
export async function runDueCalls(
  dependencies: OrderDependencies,
  at: Date,
  isStopped: () => boolean,
): Promise<number> {
  let made = 0
  async function work(first: DueCall | null = null): Promise<void> {
    let call = first
    while (!isStopped()) {
      call ??= await dependencies.payments.takeCall(at)
      if (!call) return
      await runCall(dependencies, call)
      made++
      call = null
    }
  }
  const first = await dependencies.payments.takeCall(at)
  if (!first) return 0
  const more = Array.from({ length: atOnce - 1 }, () => work())
  const ended = await Promise.allSettled([work(first), ...more])
  const failed = ended.find((one) => one.status === 'rejected')
  if (failed) throw failed.reason
  return made
}
