import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { rows } from '../../../src/db/index.js'
import { goodPassword, lettersOf, tokenIn } from '../../support/customers.js'
import { must, openTestShop } from '../../support/shop.js'

const slowly = [
  `create function take_your_time() returns trigger language plpgsql as
    $$ begin perform pg_sleep(0.4); return new; end $$`,
  'create trigger slow before insert on session for each row execute function take_your_time()',
]

test('no session that was begun with the old password outlives it', async () => {
  const shop = await openTestShop()
  const { accounts } = shop.customers
  const email = 'anna@example.com'
  await must(accounts.signUp({ email, password: goodPassword }, 'en'))
  await must(
    shop.access.staff.saveRole(shop.actor, new Set(), { key: 'none', name: 'None', permissions: [] }),
  )
  await must(shop.access.staff.saveUser(shop.actor, new Set(), { email, name: 'Anna', roles: ['none'] }))
  const [, invitation] = await lettersOf(shop)
  const { staff } = shop.access
  await must(staff.resetPassword({ token: tokenIn(invitation), password: goodPassword }))
  await must(accounts.requestPasswordReset(email))
  await staff.requestPasswordReset(email)
  const [toCustomer, toStaff] = await lettersOf(shop)
  for (const statement of slowly) await shop.db.write((tx) => rows(tx, sql.raw(statement)))

  const password = 'another one than before'
  const later = async () => {
    await sleep(100)
    await Promise.all([
      must(accounts.resetPassword({ token: tokenIn(toCustomer), password })),
      must(staff.resetPassword({ token: tokenIn(toStaff), password })),
    ])
  }
  const [customer, person] = await Promise.all([
    must(accounts.signIn({ email, password: goodPassword })),
    must(staff.signIn({ email, password: goodPassword })),
    later(),
  ])
  for (const { session } of [customer, person])
    expect(await shop.access.viewerOf(session.accessToken)).toBeNull()
})
