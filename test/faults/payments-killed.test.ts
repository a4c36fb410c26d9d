import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { createServices } from '../../src/app/build-services.js'
import { createStripeProvider } from '../../src/app/payments/stripe/stripe-provider.js'
import { systemClock } from '../../src/kernel/clock.js'
import { figure, timeout, times } from '../support/counts.js'
import { openAgain } from '../support/database.js'
import { opened } from '../support/opened.js'
import { asking, offer, openPayment, paymentNow } from '../support/payments.js'
import { must, shopOf, testClock } from '../support/shop.js'
import { furnishedDatabase } from '../support/shop-process.js'
import { startStripe } from '../support/stripe-stand-in.js'

const silent = { info() {}, warn() {}, error() {} }
const kills = times(3, 50)
const count = times(30, 400)
const leaseSeconds = 30

test('processes that are killed while they ask a provider lose no call, and make none twice', {
  timeout,
}, async () => {
  const stripe = await startStripe()
  const url = await furnishedDatabase()
  const db = await openAgain(url)
  const providers = [createStripeProvider(stripe.config, silent)]
  const shop = shopOf(db, testClock(), createServices({ db, clock: systemClock, providers }))
  await offer(shop, { provider: 'stripe' })
  const open = async () => (await openPayment(shop, { data: { paymentMethod: 'pm_card' } })).id
  const ids: string[] = []
  for (let i = 0; i < count; i++) ids.push(await open())

  const start = (round: number): ChildProcess => {
    const program = ['--import', 'tsx', 'test/faults/payments-process.ts', String(stripe.config.apiUrl)]
    const child = spawn(process.execPath, [...program, String(round * (leaseSeconds + 1))], {
      env: { ...process.env, DATABASE_URL: url },
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    opened.add({ close: async () => void child.kill('SIGKILL') })
    return child
  }
  const asked = () => [...stripe.keys.values()].reduce((sum, key) => sum + key.asked, 0)

  let round = 0
  for (; round < kills; round++) {
    const child = start(round)
    const ended = once(child, 'close')
    const before = asked()
    // It is killed with some request of its own just made.
    while (asked() < before + 3 && child.exitCode === null) await sleep(1)
    await sleep(Math.random() * 10)
    child.kill('SIGKILL')
    await ended
    // Refunds join what is due.
    const paid = await shop.payments.find(ids[round] ?? '')
    if (paid?.status === 'PAID') await must(asking(shop).refund(paid.id, 100, 'return-1'))
  }
  const [code] = await once(start(round), 'close')
  expect(code).toBe(0)

  for (const id of ids) {
    const payment = await paymentNow(shop, id)
    expect(payment.capturedMinor).toBe(1_000)
    const intents = [...stripe.intents.values()].filter(({ metadata }) => metadata.athanor_payment === id)
    expect(intents).toHaveLength(1)
    expect(intents[0]?.refunded).toBe(payment.refundedMinor)
    expect(payment.refundedMinor).toBe(payment.refunds.length * 100)
  }
  const repeated = [...stripe.keys.values()].filter((key) => key.asked > 1).length
  figure(`${kills} kills, ${count} payments, ${repeated} calls that were made again`)
  expect([...stripe.keys.values()].every(({ done }) => done === 1)).toBe(true)
})
