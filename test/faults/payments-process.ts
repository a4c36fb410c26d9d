// Takes calls that payments are due, asks Stripe and records what came of it, until nothing is due; it may be killed at any time.
import { createServices } from '../../src/app/build-services.js'
import { createStripeProvider } from '../../src/app/payments/stripe/stripe-provider.js'
import { openDatabase } from '../../src/db/index.js'

const [apiUrl = '', secondsAhead = '0'] = process.argv.slice(2)
const silent = { info() {}, warn() {}, error() {} }
const config = { secretKey: 'sk_test_1', publishableKey: 'pk_test_1', webhookSecret: 'whsec_1', apiUrl }

// Ahead of those that were killed before, so that their leases are over.
const clock = { now: () => new Date(Date.now() + Number(secondsAhead) * 1_000) }
const db = await openDatabase({ url: process.env.DATABASE_URL ?? '', maxHoldMs: 5_000, pool: 5 })
const { payments } = createServices({ db, clock, providers: [createStripeProvider(config, silent)] })

for (;;) {
  const call = await payments.takeCall(clock.now())
  if (!call) break
  const outcome = await payments.perform(call)
  await db.write((tx) => payments.record(tx, call, outcome))
}
await db.close()
