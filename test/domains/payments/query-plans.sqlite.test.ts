import { expect, test } from 'vitest'
import { asking, offer, openPayment, performNext, scriptedProvider, told } from '../../support/payments.js'
import { openRaw } from '../../support/raw-database.js'
import { must, openTestShop } from '../../support/shop.js'
import { statementsOf } from '../../support/statements.js'

test('no statement about payments walks a table that grows with them', async () => {
  const shop = await openTestShop({ providers: [scriptedProvider()] })
  await offer(shop)
  const { payments } = shop
  const seen = await statementsOf(async () => {
    const { id, orderId } = await openPayment(shop)
    await performNext(shop, id)
    await must(asking(shop).refund(id, 10, 'return-1'))
    await payments.takeCall(shop.clock.now())
    const event = { provider: 'scripted', eventId: 'evt', kind: 'paid', told: { capturedMinor: 1_000 } }
    await told(shop, { ...event, paymentId: null, providerReference: `theirs-${id}` })
    await payments.ofOrders(shop.db.read, [orderId])
    await payments.forgetEvents(new Date(0))
  })
  const raw = await openRaw(shop.db.url)
  const walked: string[] = []
  const ours = seen.filter((one) => /\bpayment(_call|_event)?\b/.test(one) && !/^\s*insert\b/i.test(one))
  for (const text of new Set(ours)) {
    const plan = await raw.all(`explain query plan ${text}`, Array(text.split('?').length - 1).fill(null))
    for (const { detail } of plan)
      if (/^SCAN (?!CONSTANT ROW)/.test(String(detail)) && !/VIRTUAL TABLE/.test(String(detail)))
        walked.push(`${detail} in ${text}`)
  }
  expect(new Set(ours).size).toBeGreaterThan(10)
  expect(walked).toEqual([])
})
