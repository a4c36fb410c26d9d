import { beforeAll, describe, expect, test } from 'vitest'
import { type ShopApi, startTestShop } from '../../support/shop-api.js'
import { statementsOf } from '../../support/statements.js'

const rejection = '... on Rejection { errors { __typename code field message } }'
const record = `customer { id email firstName addresses { id } } externalReference version hasPassword
  groups { key name } consents { accepts source actor }`

let shop: ShopApi
beforeAll(async () => {
  shop = await startTestShop()
  await shop.askAdmin(
    'mutation { customerGroupSave(input: { key: "wholesale", name: "Wholesale" }) { __typename } }',
  )
})

const save = async (input: object) =>
  (
    await shop.askAdmin(
      `mutation ($input: CustomerSaveInput!) { customerSave(input: $input) { ... on CustomerSavePayload { record { ${record} } } ${rejection} } }`,
      { input },
    )
  ).customerSave

describe('staff', () => {
  test('save, find, list and erase customers', async () => {
    const input = { externalReference: 'crm-1', email: 'anna@example.com', firstName: 'Anna' }
    const { record: saved } = await save({ ...input, groups: ['wholesale'], acceptsMarketing: true })
    expect(saved).toMatchObject({
      customer: { email: 'anna@example.com', firstName: 'Anna', addresses: [] },
      externalReference: 'crm-1',
      hasPassword: false,
      groups: [{ key: 'wholesale', name: 'Wholesale' }],
      consents: [{ accepts: true, source: 'STAFF', actor: expect.stringMatching(/^key:/) }],
    })
    const { id } = saved.customer
    const by = `query ($by: CustomerBy!) { customerRecord(by: $by) { customer { id } } }`
    for (const one of [{ id }, { email: 'ANNA@example.com' }, { externalReference: 'crm-1' }])
      expect((await shop.askAdmin(by, { by: one })).customerRecord).toEqual({ customer: { id } })
    for (const one of [{ id: 'cus_1' }, { email: 'nobody' }, { externalReference: 'crm-0' }])
      expect((await shop.askAdmin(by, { by: one })).customerRecord).toBeNull()
    await save({ email: 'boris@example.com' })
    const { customers } = await shop.askAdmin(
      '{ customers { totalCount nodes { customer { email } groups { key } } } found: customers(search: "ANNA") { totalCount edges { cursor node { customer { id } } } } customerGroups { key } }',
    )
    expect(customers).toEqual({
      totalCount: 2,
      nodes: [
        { customer: { email: 'boris@example.com' }, groups: [] },
        { customer: { email: 'anna@example.com' }, groups: [{ key: 'wholesale' }] },
      ],
    })
    const { customerExport } = await shop.askAdmin(`{ customerExport(id: "${id}") }`)
    expect(customerExport.customer).toMatchObject({ id, email: 'anna@example.com' })
    const erase = `mutation { customerErase(input: { id: "${id}" }) { ... on CustomerErasePayload { erasedId } ${rejection} } }`
    expect((await shop.askAdmin(erase)).customerErase).toEqual({ erasedId: id })
    expect((await shop.askAdmin(erase)).customerErase.errors).toMatchObject([{ code: 'NOT_FOUND' }])
    expect((await shop.askAdmin(`{ customerExport(id: "${id}") }`)).customerExport).toBeNull()
  })

  test('get the addresses and groups of a page of customers by one statement each', async () => {
    for (let i = 0; i < 5; i++) await save({ email: `many${i}@example.com`, groups: ['wholesale'] })
    const query = (first: number) =>
      `{ customers(first: ${first}) { nodes { customer { addresses { id } defaultAddress { id } } groups { key } consents { at } } } }`
    // Now and then one more is run, to look again at what is known of the channels.
    const least = async (first: number) => {
      const counts: number[] = []
      for (let turn = 0; turn < 3; turn++)
        counts.push((await statementsOf(() => shop.askAdmin(query(first)))).length)
      return Math.min(...counts)
    }
    expect(await least(5)).toBe(await least(1))
  })

  test('need a permission for it', async () => {
    const read = [
      '{ customers { totalCount } }',
      '{ customerRecord(by: { id: "cus_1" }) { version } }',
      '{ customerGroups { key } }',
      '{ customerExport(id: "cus_1") }',
    ]
    const write = [
      'mutation { customerSave(input: { email: "x@example.com" }) { __typename } }',
      'mutation { customerErase(input: { id: "cus_1" }) { __typename } }',
      'mutation { customerGroupSave(input: { key: "a", name: "b" }) { __typename } }',
    ]
    const code = async (permissions: string[], query: string) =>
      (await shop.as(permissions, query)).body.errors?.[0].extensions.code ?? 'OK'
    for (const query of read) {
      expect(await code(['CUSTOMERS_WRITE'], query)).toBe('FORBIDDEN')
      expect(await code(['CUSTOMERS_READ'], query)).toBe('OK')
    }
    for (const query of write) {
      expect(await code(['CUSTOMERS_READ'], query)).toBe('FORBIDDEN')
      expect(await code(['CUSTOMERS_WRITE'], query)).toBe('OK')
    }
  })

  test('are told what is wrong by its field', async () => {
    expect((await save({ email: 'x', groups: ['nobles'] })).errors).toMatchObject([
      { __typename: 'InvalidInput', code: 'INVALID_FORMAT', field: ['input', 'email'] },
      { __typename: 'InvalidInput', code: 'INVALID', field: ['input', 'groups', '0'] },
    ])
    expect((await save({ id: 'cus_1', firstName: 'x' })).errors).toMatchObject([{ code: 'NOT_FOUND' }])
    const [error] = await shop.adminErrorsOf('{ customers(after: "x") { totalCount } }')
    expect(error.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: ['after'] })
  })
})
