import { expect, test } from 'vitest'
import { goodPassword, lettersOf, tokenIn } from '../../support/customers.js'
import { openRaw } from '../../support/raw-database.js'
import { must, openTestShop } from '../../support/shop.js'
import { statementsOf } from '../../support/statements.js'

/** Tables that stay small however many customers there are, the beginning of a list that is cut off, lists in parameters. */
const harmless =
  /^SCAN (staff_role|customer_group|channel|shop|reaction_cursor|CONSTANT ROW)\b|^SCAN customer USING|VIRTUAL TABLE/

test('no statement about customers walks a table that grows with them', async () => {
  const shop = await openTestShop()
  const { customers, access, credentials, actor } = shop
  const { accounts, pages } = customers
  const email = 'anna@example.com'
  const seen = await statementsOf(async () => {
    await must(accounts.signUp({ email, password: goodPassword, acceptsMarketing: true }, 'en'))
    const [letter] = await lettersOf(shop)
    const { customer, session } = await must(
      accounts.verifyEmail({ token: tokenIn(letter), password: goodPassword }, null),
    )
    await access.viewerOf(session.accessToken)
    await must(credentials.sessions.refresh(session.refreshToken))
    await credentials.sessions.refresh(session.refreshToken)
    await must(accounts.signIn({ email, password: goodPassword }))
    await accounts.signInByCode({ email, code: '0000-0000' })
    const address = { address1: 'x', city: 'y', postalCode: '1010', country: 'AT' }
    await must(customers.saveAddress(customer.id, { address }))
    await must(customers.save(actor, { id: customer.id, externalReference: 'crm-1', groups: [] }))
    await must(customers.save(actor, { email: 'annette@example.com' }))
    for (const search of [null, 'ann']) {
      const page = await pages.page(search, { first: 1 })
      const [first] = page.items
      if (!first) throw new Error('nobody was found')
      await pages.page(search, { first: 1, after: page.cursorOf(first) })
      await pages.page(search, { last: 1, before: page.cursorOf(first) })
    }
    await pages.count('ann')
    await Promise.all([customers.memberships([customer.id]), customers.consents([customer.id])])
    await customers.export(customer.id, [])
    await must(customers.erase(actor, customer.id, []))
    await credentials.forget(shop.clock.now())
  })
  const raw = await openRaw(shop.db.url)
  const walked: string[] = []
  for (const text of new Set(seen.filter((one) => !/^\s*insert\b/i.test(one)))) {
    const plan = await raw.all(`explain query plan ${text}`, Array(text.split('?').length - 1).fill(null))
    for (const { detail } of plan)
      if (String(detail).startsWith('SCAN ') && !harmless.test(String(detail)))
        walked.push(`${detail} in ${text}`)
  }
  expect(seen.length).toBeGreaterThan(60)
  expect(walked).toEqual([])
})
