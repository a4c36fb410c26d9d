import { expect, test } from 'vitest'
import { createServices } from '../../src/app/build-services.js'
import { demoCustomer } from '../../src/cli/demo/customer.js'
import { seed } from '../../src/cli/seed.js'
import { openTestDatabase } from '../support/database.js'
import { passwordCost } from '../support/passwords.js'
import { must, testClock } from '../support/shop.js'

const openServices = async () =>
  createServices({ db: await openTestDatabase(), clock: testClock(), passwordCost })

test('the demo shop has a customer to sign in as where it may, also when it is brought in again', async () => {
  const { customers, ...services } = await openServices()
  for (let times = 0; times < 2; times++) await seed({ customers, ...services }, { hasCustomer: true })
  const { customer } = await must(customers.accounts.signIn(demoCustomer))
  expect(await customers.addresses([customer.id])).toHaveLength(1)
})

test('nobody can sign in to a demo shop in production', async () => {
  const services = await openServices()
  await seed(services)
  expect((await services.customers.accounts.signIn(demoCustomer)).ok).toBe(false)
})
