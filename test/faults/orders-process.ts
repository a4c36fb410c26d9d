// Places an order and pays it, in a process that ends itself before its n-th statement, without a word. Not ended, it says
// how many there were.
import { createServices } from '../../src/app/build-services.js'
import { openDatabase } from '../../src/db/index.js'
import type { OrderHolder, OrderPlaceInput } from '../../src/domains/orders/index.js'
import { manualProvider } from '../../src/domains/payments/index.js'
import { systemClock } from '../../src/kernel/clock.js'
import { scriptedProvider } from '../support/payments.js'
import { listen } from '../support/statements.js'

const [text = '', last = ''] = process.argv.slice(2)
const { holder, input } = JSON.parse(text) as { holder: OrderHolder; input: OrderPlaceInput }

const db = await openDatabase({ url: process.env.DATABASE_URL ?? '', maxHoldMs: 5_000, pool: 2 })
const providers = [manualProvider, scriptedProvider()]
const { orders } = createServices({ db, clock: systemClock, providers })

let count = 0
listen(() => {
  if (++count === Number(last)) process.kill(process.pid, 'SIGKILL')
})
const placed = await orders.place(holder, input)
if (placed.ok && placed.value.order.paymentId !== null) await orders.pay(placed.value.order.paymentId, 10_000)
process.stdout.write(`${count}\n`)
await db.close()
