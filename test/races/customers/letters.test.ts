import { expect, test } from 'vitest'
import { createCredentials } from '../../../src/domains/credentials/index.js'
import { createCustomers } from '../../../src/domains/customers/index.js'
import { goodPassword, tokenIn } from '../../support/customers.js'
import { passwordCost } from '../../support/passwords.js'
import { must, openTestShop } from '../../support/shop.js'

const stationery = { shopName: 'Athanor', storefrontUrl: null, locale: 'en' }

test('a token never proves another address than the one that it was sent to', async () => {
  const { db, clock, audit, mail } = await openTestShop()
  const real = createCredentials({ db, clock, passwordCost })
  const credentials = { ...real, passwords: { ...real.passwords, matches: async () => true } }
  const customers = createCustomers({ db, clock, audit, mail, credentials })
  const { accounts } = customers
  await must(accounts.signUp({ email: 'mallory@example.com', password: goodPassword }, 'en'))
  const found = await customers.find({ email: 'mallory@example.com' })
  if (!found) throw new Error('nobody has signed up')
  const { id } = found
  const wants = (email: string) => must(accounts.requestEmailChange(id, { email, password: goodPassword }))
  const recipient = { kind: 'CUSTOMER', id } as const
  let told = 0
  for (let i = 0; i < 24; i++) {
    await wants(`mallory.${i}@example.com`)
    const victim = `victim.${i}@example.com`
    // Every other time there is no race, and the letter is for the second address.
    if (i % 2 === 0) await wants(victim)
    const writing = customers.compose({ letter: 'CHANGE_EMAIL', recipient, isAgain: false }, stationery)
    for (let turns = 0; turns < i; turns++) await null
    const [letter] = await Promise.all([writing, i % 2 === 0 ? null : wants(victim)])
    if (!letter) continue
    const changed = await accounts.changeEmail(tokenIn(letter))
    if (!changed.ok) continue
    told++
    expect(await customers.find({ id })).toMatchObject({ email: letter.to })
  }
  expect(told).toBeGreaterThan(0)
})
