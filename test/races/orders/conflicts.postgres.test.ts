import { sql } from 'drizzle-orm'
import { beforeEach, expect, test } from 'vitest'
import { rows } from '../../../src/db/index.js'
import {
  byCard,
  type OrderShop,
  openOrderShop,
  orderFaults,
  placing,
  readyCart,
  settle,
  stockedVariant,
  unitsOf,
} from '../../support/orders.js'
import { must } from '../../support/shop.js'

let shop: OrderShop
beforeEach(async () => {
  shop = await openOrderShop()
})

const redone = async () => {
  const { engine } = await shop.db.status()
  return engine.kind === 'postgres' ? engine.redone : 0
}

/** Every third row that is written into the table fails. What counts is a sequence, which no rollback turns back. */
async function failOn(table: string, code: string, isAtCommit: boolean): Promise<void> {
  const trigger = isAtCommit
    ? `create constraint trigger failing after insert or update on ${table} deferrable initially deferred`
    : `create trigger failing before insert or update on ${table}`
  const statements = [
    'create sequence failures',
    `create function fail() returns trigger language plpgsql as $$ begin
       if nextval('failures') % 3 = 0 then raise exception 'forced' using errcode = '${code}'; end if;
       return new; end $$`,
    `${trigger} for each row execute function fail()`,
  ]
  for (const statement of statements) await shop.db.write((tx) => rows(tx, sql.raw(statement)))
}

test.each([
  ['cart', '40001', false],
  ['payment', '40P01', false],
  ['shop_order', '40001', true],
  ['order_event', '40P01', true],
  ['idempotent_call', '40001', true],
])(
  'orders whose %s fails with %s now and then come out as if it had not',
  async (table, code, isAtCommit) => {
    const flask = await stockedVariant(shop, 'flask', 100)
    const carts = []
    for (let i = 0; i < 3; i++) carts.push(await readyCart(shop, [{ variantId: flask, quantity: 1 }]))
    const inputs = await Promise.all(carts.map((held) => placing(shop, held, { payment: byCard })))
    await failOn(table, code, isAtCommit)
    await Promise.all(
      carts.map(async (held, i) => {
        const input = inputs[i] ?? (await placing(shop, held))
        const first = await must(shop.orders.place(held.holder, input))
        expect(await must(shop.orders.place(held.holder, input))).toEqual({ ...first, replayed: true })
      }),
    )
    await settle(shop)
    expect(await redone()).toBeGreaterThanOrEqual(1)
    expect(await unitsOf(shop)).toEqual({ sold: 3, held: 0 })
    expect(await orderFaults(shop)).toEqual([])
  },
  30_000,
)
