import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { rows } from '../../../src/db/index.js'
import { stockAlert } from '../../../src/db/tables/alerts.js'
import { must, openTestShop } from '../../support/shop.js'
import { lay, place, soldVariant, toldOf } from '../../support/stocked.js'

const slowly = [
  `create function take_your_time() returns trigger language plpgsql as
    $$ begin perform pg_sleep(0.4); return new; end $$`,
  'create trigger slow before insert on stock_alert for each row execute function take_your_time()',
]

test('a variant does not come back between the look at it and the alert for it', async () => {
  const shop = await openTestShop()
  await must(shop.stock.saveLocation(shop.actor, place('vienna')))
  const [retort, alembic] = [await soldVariant(shop, 'retort'), await soldVariant(shop, 'alembic')]
  for (const sku of ['retort', 'alembic']) await lay(shop, sku, 'vienna', 0)
  const ask = (variantId: number) =>
    must(
      shop.alerts.create(
        { channelId: 1, currency: 'EUR', locale: 'en' },
        { variantId, email: 'a@b.example' },
      ),
    )
  // The first number of a sequence makes a transaction known to others before it writes; here it may not be.
  await ask(alembic)
  for (const statement of slowly) await shop.db.write((tx) => rows(tx, sql.raw(statement)))
  const comeBack = async () => {
    await sleep(100)
    await lay(shop, 'retort', 'vienna', 1)
    await shop.react()
  }
  await Promise.all([ask(retort), comeBack()])
  await shop.react()
  expect(await toldOf(shop, 'stock.alertDue')).toMatchObject([{ variantId: retort }])
  const waiting = (await shop.db.read.select().from(stockAlert)).filter(({ dueAt }) => dueAt === null)
  expect(waiting).toMatchObject([{ variantId: alembic }])
})
