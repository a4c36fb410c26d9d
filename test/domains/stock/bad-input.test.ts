import { beforeAll, expect, test } from 'vitest'
import type { Problem } from '../../../src/kernel/problem.js'
import type { Result } from '../../../src/kernel/result.js'
import { must, openTestShop, type TestShop } from '../../support/shop.js'
import { lay, ledgerFaults, place, soldVariant } from '../../support/stocked.js'

let shop: TestShop
let variantId: number
const most = 1_000_000_000
beforeAll(async () => {
  shop = await openTestShop()
  variantId = await soldVariant(shop, 'retort')
  for (const name of ['vienna', 'graz']) await must(shop.stock.saveLocation(shop.actor, place(name)))
  await lay(shop, 'retort', 'vienna', 5)
  await lay(shop, 'retort', 'graz', most)
})

const codes = (result: Result<unknown, Problem>): string[] =>
  result.ok ? [] : result.errors.map(({ code, field }) => `${code} ${field?.join('.')}`)

type Call = (shop: TestShop) => Promise<Result<unknown, Problem>>
const adjust =
  (input: object): Call =>
  ({ stock, actor }) =>
    stock.adjust(actor, { sku: 'retort', location: 'vienna', ...input })
const receive =
  (input: object): Call =>
  ({ stock, actor }) =>
    stock.receive(actor, { sku: 'retort', location: 'vienna', quantity: 1, ...input })
const transfer =
  (input: object): Call =>
  ({ stock, actor }) =>
    stock.transfer(actor, { sku: 'retort', from: 'vienna', to: 'graz', quantity: 1, ...input })
const set =
  (input: object): Call =>
  ({ stock, actor }) =>
    stock.set(actor, { items: [{ sku: 'retort', location: 'vienna', ...input }] })
const reserve =
  (quantity: number, locationId?: number): Call =>
  ({ stock, actor, clock }) =>
    stock.reserve(actor, {
      channelId: 1,
      lines: [{ variantId, quantity }],
      expiresAt: new Date(clock.now().getTime() + 60_000),
      ...(locationId !== undefined && { strategy: { kind: 'ONE_LOCATION', locationId } }),
    })

const cases: readonly [what: string, call: Call, reasons: readonly string[]][] = [
  ['a delta of half a unit', adjust({ delta: 0.5 }), ['OUT_OF_RANGE delta']],
  ['a delta that is no number', adjust({ delta: Number.NaN }), ['OUT_OF_RANGE delta']],
  ['a delta beyond all bounds', adjust({ delta: Number.POSITIVE_INFINITY }), ['OUT_OF_RANGE delta']],
  ['a loss of more than there is', adjust({ delta: -6 }), ['INSUFFICIENT_STOCK delta']],
  ['more than a level can have', adjust({ delta: most }), ['OUT_OF_RANGE delta']],
  ['a count below zero', adjust({ quantity: -1 }), ['OUT_OF_RANGE quantity']],
  ['a count above what a level can have', adjust({ quantity: most + 1 }), ['OUT_OF_RANGE quantity']],
  ['a reason that no text can be', adjust({ delta: 1, reason: 'a\0' }), ['INVALID_FORMAT reason']],
  ['what comes to an unknown location', receive({ location: 'moon' }), ['NOT_FOUND location']],
  ['nothing that has come', receive({ quantity: 0 }), ['OUT_OF_RANGE quantity']],
  ['less than nothing that has come', receive({ quantity: -1 }), ['OUT_OF_RANGE quantity']],
  ['more that has come than fits', receive({ quantity: most }), ['OUT_OF_RANGE quantity']],
  ['a transfer to where the units are', transfer({ to: 'vienna' }), ['INVALID to']],
  ['a transfer of nothing', transfer({ quantity: 0 }), ['OUT_OF_RANGE quantity']],
  ['a transfer the wrong way round', transfer({ quantity: -1 }), ['OUT_OF_RANGE quantity']],
  ['a transfer of half a unit', transfer({ quantity: 0.5 }), ['OUT_OF_RANGE quantity']],
  [
    'a transfer of more than fits',
    transfer({ from: 'graz', to: 'vienna', quantity: most }),
    ['OUT_OF_RANGE quantity'],
  ],
  [
    'a transfer of more than there is or fits',
    transfer({ quantity: 6 }),
    ['INSUFFICIENT_STOCK quantity', 'OUT_OF_RANGE quantity'],
  ],
  ['a transfer to where no more fits', transfer({}), ['OUT_OF_RANGE quantity']],
  [
    'a transfer between unknown locations',
    transfer({ from: 'moon', to: 'mars' }),
    ['NOT_FOUND from', 'NOT_FOUND to'],
  ],
  ['half a unit kept back', set({ safetyStock: 0.5 }), ['OUT_OF_RANGE items.0.safetyStock']],
  ['less than nothing expected', set({ incoming: -1 }), ['OUT_OF_RANGE items.0.incoming']],
  ['a reservation below nothing', reserve(-1), ['OUT_OF_RANGE lines.0.quantity']],
  ['a reservation at an unknown location', reserve(1, 999), ['INSUFFICIENT_STOCK lines.0.quantity']],
  [
    'a reservation that has expired before it began',
    ({ stock, actor, clock }) =>
      stock.reserve(actor, {
        channelId: 1,
        lines: [{ variantId, quantity: 1 }],
        expiresAt: clock.now(),
      }),
    ['OUT_OF_RANGE expiresAt'],
  ],
]

test.each(cases)('%s is refused, and levels are untouched', async (_, call, reasons) => {
  const before = await shop.stock.exact([variantId])
  expect(codes(await call(shop))).toEqual(reasons)
  expect(await shop.stock.exact([variantId])).toEqual(before)
  expect(await ledgerFaults(shop)).toEqual([])
})
