// Draws the states of payments into docs/payments.md, from the rules themselves: npm run docs:payments
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Payment, PaymentStatus, Told } from '../src/domains/payments/index.js'
import { statusRows } from '../src/domains/payments/rules/status.js'
import { paymentAfter } from '../src/domains/payments/rules/told.js'

const file = new URL('../docs/payments.md', import.meta.url)
const [begin, end] = ['<!-- states: drawn by `npm run docs:payments` -->', '<!-- /states -->']

const at = new Date(0)
const opened: Payment = {
  ...{ id: '', orderId: '', channelId: 0, methodHandle: '', provider: '', capture: 'AUTOMATIC' },
  ...{ settlesByHand: false, status: 'PENDING', currency: 'EUR', amountMinor: 100, version: 1 },
  ...{ authorizedMinor: 0, capturedMinor: 0, refundedMinor: 0, toldRefundedMinor: 0, isVoided: false },
  ...{ providerReference: null, action: null, failure: null, refunds: [], createdAt: at, updatedAt: at },
}

/** What may be told of a payment, by its name in the table. */
const told: Readonly<Record<string, Told>> = {
  'an action': { action: { kind: 'CLIENT', provider: '', data: {} } },
  'a failure': { failure: { code: '', message: '', isRetryable: true } },
  'an authorisation': { authorizedMinor: 100 },
  'that it is void': { voided: true },
  'a capture': { capturedMinor: 100 },
  'a part refunded': { capturedMinor: 100, refundedMinor: 40 },
  'all refunded': { capturedMinor: 100, refundedMinor: 100 },
}

const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`

function tables(): string {
  const states = new Map<PaymentStatus, Payment>([['PENDING', opened]])
  for (const one of Object.values(told)) {
    const payment = paymentAfter(opened, one)
    states.set(payment.status, payment)
  }
  return [
    row(['status', 'when']),
    row(['---', '---']),
    ...statusRows.map(({ status, when }) => row([`\`${status}\``, when])),
    '',
    row(['from \\ told', ...Object.keys(told)]),
    row(['---', ...Object.keys(told).map(() => '---')]),
    ...[...states].map(([status, payment]) =>
      row([
        `\`${status}\``,
        ...Object.values(told).map((one) => {
          const after = paymentAfter(payment, one).status
          return after === status ? '·' : `\`${after}\``
        }),
      ]),
    ),
  ].join('\n')
}

/** The page with the tables as they are now. */
export function drawnPage(): string {
  const page = readFileSync(file, 'utf8')
  const [before = '', rest = ''] = page.split(begin)
  const [, after = ''] = rest.split(end)
  return `${before}${begin}\n\n${tables()}\n\n${end}${after}`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(file, drawnPage())
