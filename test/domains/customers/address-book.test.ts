import { beforeAll, describe, expect, test } from 'vitest'
import { goodPassword, refusedBy } from '../../support/customers.js'
import { must, openTestShop, type TestShop } from '../../support/shop.js'

const berlin = { address1: 'Torstraße 1', city: 'Berlin', postalCode: '10119', country: 'DE' }

let shop: TestShop
beforeAll(async () => {
  shop = await openTestShop()
})

let people = 0
async function newCustomer(): Promise<string> {
  const email = `reader${++people}@example.com`
  await must(shop.customers.accounts.signUp({ email, password: goodPassword }, 'en'))
  return (await shop.customers.find({ email }))?.id ?? ''
}
const idsOf = async (id: string) => (await shop.customers.addresses([id])).map((one) => one.id)

describe('an address book', () => {
  test('makes its first address the default, and another one when it is told to', async () => {
    const id = await newCustomer()
    await must(shop.customers.saveAddress(id, { address: berlin }))
    const second = await must(shop.customers.saveAddress(id, { address: berlin, makeDefaultBilling: true }))
    const [one, two] = await idsOf(id)
    expect(second).toMatchObject({ shippingAddressId: one, billingAddressId: two, version: 3 })
    const third = await must(shop.customers.removeAddress(id, { addressId: one ?? '' }))
    expect(third).toMatchObject({ shippingAddressId: null, billingAddressId: two })
  })

  test('changes an address as a whole', async () => {
    const id = await newCustomer()
    await must(shop.customers.saveAddress(id, { address: { ...berlin, company: ' Athanor ' } }))
    const [addressId = ''] = await idsOf(id)
    await must(shop.customers.saveAddress(id, { addressId, address: { ...berlin, city: 'Potsdam' } }))
    expect(await shop.customers.addresses([id])).toMatchObject([
      { id: addressId, address: { city: 'Potsdam', company: null } },
    ])
  })

  test('lets nobody else change or delete an address, as if it were not there', async () => {
    const [owner, stranger] = [await newCustomer(), await newCustomer()]
    await must(shop.customers.saveAddress(owner, { address: berlin }))
    const [addressId = ''] = await idsOf(owner)
    const nowhere = '00000000-0000-7000-8000-000000000000'
    for (const wrong of [addressId, nowhere]) {
      const saved = await shop.customers.saveAddress(stranger, { addressId: wrong, address: berlin })
      const removed = await shop.customers.removeAddress(stranger, { addressId: wrong })
      expect([saved, removed].map(refusedBy)).toEqual([['NOT_FOUND addressId'], ['NOT_FOUND addressId']])
    }
    expect(await idsOf(owner)).toEqual([addressId])
  })

  test('has a hundred addresses at most, also when many come at the same time', async () => {
    const id = await newCustomer()
    for (let i = 0; i < 97; i++) await must(shop.customers.saveAddress(id, { address: berlin }))
    const last = await Promise.all(
      Array.from({ length: 6 }, () => shop.customers.saveAddress(id, { address: berlin })),
    )
    expect(last.filter(({ ok }) => ok)).toHaveLength(3)
    expect(last.flatMap(refusedBy)).toEqual(Array(3).fill('LIMIT_EXCEEDED address'))
  })
})

describe('agreeing to advertising', () => {
  test('is remembered each time that it changes, with who said so and where', async () => {
    const id = await newCustomer()
    const actor = `customer:${id}`
    await must(shop.customers.updateProfile(id, { acceptsMarketing: true }))
    await must(shop.customers.updateProfile(id, { acceptsMarketing: true, firstName: 'Anna' }))
    await must(shop.customers.save(shop.actor, { id, acceptsMarketing: false }))
    expect(await shop.customers.consents([id])).toMatchObject([
      { accepts: false, source: 'STAFF', actor: shop.actor.name, at: shop.clock.now() },
      { accepts: true, source: 'ACCOUNT', actor, at: shop.clock.now() },
    ])
  })
})
