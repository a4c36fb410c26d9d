import { spawn } from 'node:child_process'
import { beforeAll, describe, expect, test } from 'vitest'
import { npmStart } from '../support/npm-start.js'
import { opened } from '../support/opened.js'
import { openRaw } from '../support/raw-database.js'
import { testFolder } from './athanor.js'

const database = testFolder()('shop.db')
let url: string
beforeAll(async () => {
  url = (await npmStart(database)).url
}, 120_000)

/** What an example prints until it ends by itself. */
async function run(example: string): Promise<string> {
  const child = spawn(process.execPath, ['--import', 'tsx', `examples/${example}.ts`, url])
  opened.add({ close: async () => void child.kill('SIGKILL') })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
  const code = await new Promise((resolve) => child.on('close', resolve))
  expect(code, output).toBe(0)
  return output
}

/** Its lines, with the number of the order that it has placed apart. */
async function shownBy(example: string) {
  const output = await run(example)
  const [number = 'none'] = /\w{4}-\w{4}-\w{4}/.exec(output) ?? []
  return { number, lines: output.trimEnd().replaceAll(number, 'N').split('\n') }
}

async function kept(number: string) {
  const raw = await openRaw(`file:${database}`)
  const wanted = 'status, payment_status as paid, email, total_minor as total'
  const orders = await raw.all(`select ${wanted} from shop_order where number = ?`, [number])
  await raw.close()
  return orders
}
const paidOrder = { status: 'PLACED', paid: 'PAID', email: 'anna@example.com', total: 5470 }

describe('the examples, on the demo shop of `npm start`', { timeout: 60_000 }, () => {
  test('buy with Apollo Client', async () => {
    const { number, lines } = await shownBy('checkout-apollo')
    expect(lines).toEqual([
      'Looked at  Classic Swan-Neck Retort, 250 ml / Clear: €24.90',
      'In cart    2 for €49.80',
      'To do      EMAIL_REQUIRED, ADDRESS_REQUIRED, DELIVERY_REQUIRED',
      'To pay     €54.70',
      'Ordered    N: PLACED, its payment PAID',
      'Repeated   N: replayed true',
      'Order      N: 2 × Classic Swan-Neck Retort, 250 ml / Clear for €54.70, PAID',
    ])
    expect(await kept(number)).toEqual([paidOrder])
  })

  test('buy with urql, after a refusal, and pay at a bank', async () => {
    const { number, lines } = await shownBy('checkout-urql')
    expect(lines).toEqual([
      'Looked at  Classic Swan-Neck Retort',
      expect.stringMatching(/^Refused {4}Only \d+ are left\.$/),
      'In cart    2 for €49.80',
      'To pay     €54.70',
      'Ordered    N: PENDING_PAYMENT',
      'Repeated   N: replayed true',
      'Order      N: PLACED, PAID',
    ])
    expect(await kept(number)).toEqual([paidOrder])
  })

  test('follow a cart and its order with graphql-ws over cut connections, and miss nothing', async () => {
    const { number, lines } = await shownBy('follow-order')
    expect(lines).toEqual([
      'Cart       is now   OPEN, 0 in it',
      'Cut',
      'Connects   again',
      'Cart       changed  OPEN, 2 in it',
      'Ordered    N for €54.70',
      'Repeated   N: replayed true',
      'Order      is now   PENDING_PAYMENT, ACTION_REQUIRED',
      'Cut',
      'Connects   again',
      'Order      changed  PLACED, PAID',
      'Order      N: Classic Swan-Neck Retort, 250 ml / Clear, PAID',
    ])
    expect(await kept(number)).toEqual([paidOrder])
  })
})
