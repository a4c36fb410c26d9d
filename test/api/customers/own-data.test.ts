import { beforeAll, describe, expect, test } from 'vitest'
import { times } from '../../support/counts.js'
import { goodPassword } from '../../support/customers.js'
import { openTestDatabase } from '../../support/database.js'
import { startTestGateway } from '../../support/gateway.js'
import { must, pricesOf, vessel } from '../../support/shop.js'
import { type ShopApi, startTestShop } from '../../support/shop-api.js'

interface Person {
  readonly email: string
  readonly id: string
  readonly addressId: string
  readonly headers: Record<string, string>
}

let shop: ShopApi
let anna: Person
let boris: Person
beforeAll(async () => {
  shop = await startTestShop()
  await shop.saved(vessel('retort', { variants: [{ sku: 'retort', prices: pricesOf(1_000) }] }))
  anna = await person('anna@example.com', 'Prag')
  boris = await person('boris@example.com', 'Graz')
})

const addressSave = /* GraphQL */ `
  mutation ($input: CustomerAddressSaveInput!) {
    customerAddressSave(input: $input) {
      ... on CustomerPayload {
        customer { defaultAddress { id } defaultBillingAddress { id } addresses { id address { city formatted } } }
      }
      ... on Rejection { errors { code field message } }
    }
  }
`

async function person(email: string, city: string): Promise<Person> {
  const { accounts } = shop.customers
  await must(accounts.signUp({ email, password: goodPassword }, 'en'))
  const { session } = await must(accounts.signIn({ email, password: goodPassword }))
  const headers = { authorization: `Bearer ${session.accessToken}` }
  const address = { firstName: email, address1: 'Alchemy lane 1', city, postalCode: '8010', country: 'AT' }
  const saved = await shop.ask(addressSave, { input: { address } }, headers)
  const { customer } = await shop.ask('{ customer { id } }', {}, headers)
  return { email, id: customer.id, addressId: saved.customerAddressSave.customer.addresses[0].id, headers }
}

const own =
  '{ customer { id email defaultAddress { id address { city } } addresses { id } } products { nodes { name } } }'

describe('what a customer sees', () => {
  test(`is their own, however requests of two and of nobody come together`, async () => {
    const rounds = times(60, 1_000)
    const check = async (who: Person | null) => {
      const { body, headers } = await shop.http
        .post('/graphql')
        .set(who?.headers ?? {})
        .send({ query: own })
      expect(headers['cache-control']).toBe('private, no-store')
      expect(body.data.customer?.email ?? null).toBe(who?.email ?? null)
      expect(body.data.customer?.defaultAddress.id ?? null).toBe(who?.addressId ?? null)
      expect(body.data.products.nodes).toEqual([{ name: 'retort' }])
    }
    for (let i = 0; i < rounds; i++)
      await Promise.all([check(anna), check(boris), check(null), check(i % 2 ? anna : boris)])
  })

  test('is found by its id, and that of others is not there, like what does not exist', async () => {
    const query = 'query ($ids: [ID!]!) { nodes(ids: $ids) { id __typename } node(id: "cus_x") { id } }'
    const nowhere = anna.addressId.replace(/.{4}$/, '0000')
    const ids = [anna.id, anna.addressId, boris.id, boris.addressId, nowhere, 'cus_1', 'adr_1']
    const seenBy = async (headers: object) => shop.ask(query, { ids }, headers as Record<string, string>)
    const mine = [
      { id: anna.id, __typename: 'Customer' },
      { id: anna.addressId, __typename: 'CustomerAddress' },
    ]
    expect(await seenBy(anna.headers)).toEqual({ nodes: [...mine, null, null, null, null, null], node: null })
    expect(await seenBy({})).toEqual({ nodes: Array(7).fill(null), node: null })
    expect((await seenBy(boris.headers)).nodes.slice(0, 2)).toEqual([null, null])
  })

  test('changes only by themselves: the address of another is as if it were not there', async () => {
    const address = { address1: 'x', city: 'y', postalCode: '8010', country: 'AT' }
    const foreign = [boris.addressId, 'adr_nonsense', anna.id]
    for (const addressId of foreign) {
      const saved = await shop.ask(addressSave, { input: { addressId, address } }, anna.headers)
      expect(saved.customerAddressSave.errors).toEqual([
        { code: 'NOT_FOUND', field: ['input', 'addressId'], message: 'You have no such address.' },
      ])
      const query = `mutation { customerAddressDelete(input: { addressId: "${addressId}" }) { ... on Rejection { errors { code } } } }`
      const deleted = await shop.ask(query, {}, anna.headers)
      expect(deleted.customerAddressDelete.errors).toEqual([{ code: 'NOT_FOUND' }])
    }
    const { customer } = await shop.ask('{ customer { addresses { address { city } } } }', {}, boris.headers)
    expect(customer.addresses).toEqual([{ address: { city: 'Graz' } }])
  })

  test('names each field of an address that is missing', async () => {
    const { customerAddressSave } = await shop.ask(
      addressSave,
      { input: { address: { country: 'DE', city: 'Berlin', postalCode: '1' } } },
      anna.headers,
    )
    expect(
      customerAddressSave.errors.map(({ code, field }: { code: string; field: string[] }) => [
        code,
        field.join('.'),
      ]),
    ).toEqual([
      ['REQUIRED', 'input.address.address1'],
      ['POSTAL_CODE_INVALID', 'input.address.postalCode'],
    ])
  })

  test('is changed, and shown at once', async () => {
    const query = `mutation ($input: CustomerUpdateInput!) { customerUpdate(input: $input) {
      ... on CustomerPayload { customer { firstName lastName phone locale acceptsMarketing } }
      ... on Rejection { errors { code field } } } }`
    const change = async (input: object) => (await shop.ask(query, { input }, anna.headers)).customerUpdate
    const all = { firstName: 'Anna', lastName: 'K', phone: '1', locale: 'de-at', acceptsMarketing: true }
    expect((await change(all)).customer).toEqual({ ...all, locale: 'de-AT' })
    expect((await change({ phone: null })).customer).toEqual({ ...all, locale: 'de-AT', phone: null })
    expect((await change({ firstName: 'x'.repeat(101) })).errors).toEqual([
      { code: 'TOO_LONG', field: ['input', 'firstName'] },
    ])
  })
})

describe('what is for customers', () => {
  const operations = [
    'mutation { customerUpdate(input: { firstName: "x" }) { __typename } }',
    `mutation { customerAddressDelete(input: { addressId: "adr_1" }) { __typename } }`,
    'mutation { customerSignOut(input: {}) { __typename } }',
    'mutation { customerEmailChangeRequest(input: { email: "a@example.com", password: "x" }) { __typename } }',
  ]

  test.each(operations)('is refused to anybody else: %s', async (query) => {
    const { status, body } = await shop.http.post('/graphql').send({ query })
    expect([status, body.errors[0].extensions.code]).toEqual([401, 'UNAUTHENTICATED'])
    const asStaff = await shop.as(['CUSTOMERS_WRITE'], query)
    expect([asStaff.status, asStaff.body.errors[0].extensions.code]).toEqual([403, 'FORBIDDEN'])
  })

  test('gives no access to what is for staff', async () => {
    for (const query of [
      '{ customers { nodes { version } } }',
      '{ apiKeys { totalCount } }',
      '{ staffUsers { totalCount } }',
    ]) {
      const { status, body } = await shop.http.post('/admin/graphql').set(anna.headers).send({ query })
      expect([status, body.errors[0].extensions.code]).toEqual([403, 'FORBIDDEN'])
      expect(body.data ?? null).toBeNull()
    }
    const { body } = await shop.http
      .post('/admin/graphql')
      .set(anna.headers)
      .send({ query: '{ staffViewer { id } }' })
    expect(body.data).toEqual({ staffViewer: null })
  })
})

test('a session gives no limit of its own: however many a client has, it is counted under its address', async () => {
  const db = await openTestDatabase()
  const gateway = await startTestGateway({ db, rateLimits: { perMinute: 4, keyPerMinute: 1_000 } })
  const { accounts } = gateway.services.customers
  const input = { email: 'eva@example.com', password: goodPassword }
  await must(accounts.signUp(input, 'en'))
  const statuses: number[] = []
  for (let i = 0; i < 6; i++) {
    const { session } = await must(accounts.signIn(input))
    const headers = { authorization: `Bearer ${session.accessToken}` }
    statuses.push((await gateway.request('{ __typename }', {}, headers)).status)
  }
  expect(statuses).toEqual([200, 200, 200, 200, 429, 429])
})
