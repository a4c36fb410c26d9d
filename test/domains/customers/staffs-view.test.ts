import { beforeAll, describe, expect, test } from 'vitest'
import type { CustomerInput } from '../../../src/domains/customers/index.js'
import { goodPassword, refusedBy } from '../../support/customers.js'
import { must, openTestShop, type TestShop } from '../../support/shop.js'

let shop: TestShop
const save = (input: CustomerInput) => shop.customers.save(shop.actor, input)
beforeAll(async () => {
  shop = await openTestShop()
  await must(shop.customers.saveGroup(shop.actor, { key: 'wholesale', name: 'Wholesale' }))
  await must(shop.customers.saveGroup(shop.actor, { key: 'adepts', name: 'Adepts' }))
  const people = [
    ['anna.k@example.com', 'Änna', 'Karlova', 'crm-1'],
    ['boris@example.com', 'Boris', 'Annenkov', 'crm-2'],
    ['carla@anna.example', 'Carla', 'Dee', 'erp/7'],
    ['dora@example.com', null, null, null],
  ] as const
  for (const [email, firstName, lastName, externalReference] of people)
    await must(save({ email, firstName, lastName, externalReference }))
})

const emails = async (search: string | null, args: object = {}) =>
  (await shop.customers.pages.page(search, args)).items.map(({ email }) => email)

describe('customers', () => {
  test.each([
    ['anna', ['anna.k@example.com']],
    ['ANN', ['anna.k@example.com', 'boris@example.com']],
    ['annenkov b', ['boris@example.com']],
    ['boris ann', ['boris@example.com']],
    ['crm-', ['anna.k@example.com', 'boris@example.com']],
    ['erp/7', ['carla@anna.example']],
    ['nobody', []],
    ['%', []],
    ['_', []],
  ])('are found by %j', async (search, found) => {
    expect((await emails(search)).sort()).toEqual(found)
    expect(await shop.customers.pages.count(search)).toBe(found.length)
  })

  test.each([null, 'a', 'crm'])('are walked page by page, there and back, searching %j', async (search) => {
    const all = await emails(search, { first: 100 })
    expect(new Set(all).size).toBe(all.length)
    const { pages } = shop.customers
    const there: string[] = []
    let after: string | null = null
    for (;;) {
      const page = await pages.page(search, { first: 1, after })
      const [item] = page.items
      if (!item) break
      there.push(item.email)
      after = page.cursorOf(item)
      expect(page.hasNextPage).toBe(there.length < all.length)
      if (!page.hasNextPage) break
    }
    expect(there).toEqual(all)
    const last = await pages.page(search, { last: 2, before: after })
    expect(last.items.map(({ email }) => email)).toEqual(all.slice(-3, -1))
  })

  test('are created and changed by their reference, so a list can be sent again', async () => {
    const input = { externalReference: 'crm-9', email: 'eva@example.com', groups: ['adepts', 'wholesale'] }
    const first = await must(save(input))
    const second = await must(save({ externalReference: ' crm-9 ', lastName: 'Ewald', groups: ['adepts'] }))
    expect(second).toMatchObject({ id: first.id, email: 'eva@example.com', lastName: 'Ewald', version: 2 })
    expect((await shop.customers.memberships([first.id])).map(({ group }) => group.key)).toEqual(['adepts'])
    expect(await emails('ewald')).toEqual(['eva@example.com'])
  })

  test('are not saved with what others have, what is unknown, or over a change that was not seen', async () => {
    const input = { id: (await shop.customers.find({ externalReference: 'crm-1' }))?.id ?? '' }
    expect(refusedBy(await save({ ...input, email: 'BORIS@example.com' }))).toEqual(['DUPLICATE email'])
    expect(refusedBy(await save({ ...input, externalReference: 'crm-2' }))).toEqual([
      'DUPLICATE externalReference',
    ])
    expect(refusedBy(await save({ ...input, groups: ['wholesale', 'nobles'] }))).toEqual(['INVALID groups.1'])
    expect(refusedBy(await save({ ...input, expectedVersion: 7 }))).toEqual([
      'VERSION_CONFLICT expectedVersion',
    ])
    expect(refusedBy(await save({ externalReference: 'crm-10' }))).toEqual(['REQUIRED email'])
    expect(refusedBy(await save({ id: '00000000-0000-7000-8000-000000000000' }))).toEqual(['NOT_FOUND id'])
  })

  test('who get another address have to prove it, and are signed out', async () => {
    const email = 'frieda@example.com'
    await must(shop.customers.accounts.signUp({ email, password: goodPassword }, 'en'))
    const { session, customer } = await must(
      shop.customers.accounts.signIn({ email, password: goodPassword }),
    )
    await must(save({ id: customer.id, phone: '1' }))
    expect(await shop.access.viewerOf(session.accessToken)).not.toBeNull()
    const moved = await must(save({ id: customer.id, email: 'freya@example.com' }))
    expect(moved.emailVerifiedAt).toBeNull()
    expect(await shop.access.viewerOf(session.accessToken)).toBeNull()
  })

  test('leave no name in the audit', async () => {
    const { items } = await shop.audit.page({ entity: 'Customer' }, { first: 100 })
    expect(items.length).toBeGreaterThan(4)
    expect(JSON.stringify(items)).not.toMatch(/@|Boris|Karlova|Ewald/)
    expect(items[0]).toMatchObject({ action: 'customerSave', after: { changed: ['email'] } })
  })
})

test('groups are renamed under their keys, and told in the audit', async () => {
  await must(shop.customers.saveGroup(shop.actor, { key: 'adepts', name: 'Great adepts' }))
  expect((await shop.customers.groups()).map(({ key, name }) => [key, name])).toEqual([
    ['adepts', 'Great adepts'],
    ['wholesale', 'Wholesale'],
  ])
  expect(refusedBy(await shop.customers.saveGroup(shop.actor, { key: 'a b', name: ' ' }))).toEqual([
    'INVALID_FORMAT key',
    'REQUIRED name',
  ])
})
