import { beforeAll, describe, expect, test } from 'vitest'
import { systemActor } from '../../src/domains/audit/index.js'
import { type ShopGateway, startTestGateway } from '../support/gateway.js'

let gateway: ShopGateway

beforeAll(async () => {
  gateway = await startTestGateway()
  const save = async (input: Parameters<typeof gateway.services.channels.save>[1]) => {
    const saved = await gateway.services.channels.save(systemActor('test'), input)
    if (!saved.ok) throw new Error(JSON.stringify(saved.errors))
  }
  await save({
    slug: 'eu',
    name: 'Europe',
    currencies: ['EUR', 'PLN'],
    locales: ['en', 'de', 'de-AT'],
    countries: ['DE', 'AT'],
  })
  await save({ slug: 'us', name: 'America', currencies: ['USD'], locales: ['en'], countries: ['US'] })
})

const query = '{ shop { channel { slug } } }'
const contextOf = async (operation: string, variables = {}, headers = {}) => {
  const { status, body } = await gateway.request(operation, variables, headers)
  expect(status, JSON.stringify(body.errors)).toBe(200)
  expect(body.data.shop.channel.slug).toBe(body.extensions.context.channel)
  return body.extensions.context
}

describe('an answer is for', () => {
  test('the defaults when nothing is asked for', async () => {
    expect(await contextOf(query)).toEqual({ channel: 'eu', country: 'DE', currency: 'EUR', locale: 'en' })
  })

  test('what the headers ask for', async () => {
    const headers = {
      'Athanor-Country': 'AT',
      'Athanor-Currency': 'PLN',
      'Accept-Language': 'fr, de-AT;q=0.8, en;q=0.1',
    }
    expect(await contextOf(query, {}, headers)).toEqual({
      channel: 'eu',
      country: 'AT',
      currency: 'PLN',
      locale: 'de-AT',
    })
    expect(await contextOf(query, {}, { 'Athanor-Channel': 'us' })).toMatchObject({
      channel: 'us',
      currency: 'USD',
    })
  })

  test('what the directive asks for, rather than the headers', async () => {
    const operation =
      'query @inContext(channel: "eu", currency: "PLN", locale: "de") { shop { channel { slug } } }'
    const headers = {
      'Athanor-Channel': 'us',
      'Athanor-Currency': 'EUR',
      'Athanor-Country': 'AT',
      'Accept-Language': 'en',
    }
    expect(await contextOf(operation, {}, headers)).toEqual({
      channel: 'eu',
      country: 'AT',
      currency: 'PLN',
      locale: 'de',
    })
  })

  test('what the directive’s variables ask for, compiled or not', async () => {
    const operation = `query ($channel: String = "us", $locale: Locale) @inContext(channel: $channel, locale: $locale) {
      shop { channel { slug } }
    }`
    for (let time = 0; time < 5; time++) {
      expect(await contextOf(operation)).toMatchObject({ channel: 'us', locale: 'en' })
      expect(await contextOf(operation, { channel: 'eu', locale: 'DE-at' })).toMatchObject({
        channel: 'eu',
        locale: 'de-AT',
      })
    }
  })

  test('the defaults where the directive says null or a header is empty', async () => {
    const operation = 'query ($channel: String) @inContext(channel: $channel) { shop { channel { slug } } }'
    expect(await contextOf(operation, { channel: null }, { 'Athanor-Channel': '' })).toMatchObject({
      channel: 'eu',
    })
  })
})

describe('a context that is not there is refused with what is', () => {
  test.each([
    ['an unknown channel', {}, { 'Athanor-Channel': 'moon' }, ['eu', 'us']],
    ['a currency of another channel', {}, { 'Athanor-Currency': 'USD' }, ['EUR', 'PLN']],
    ['a country of another channel', {}, { 'Athanor-Country': 'US' }, ['DE', 'AT']],
  ])('%s', async (_, variables, headers, allowed) => {
    const { status, body } = await gateway.request(query, variables, headers)
    expect(status).toBe(400)
    expect(body.data).toBeUndefined()
    expect(body.errors[0].extensions).toEqual({ code: 'BAD_CONTEXT', allowed })
    for (const one of allowed) expect(body.errors[0].message).toContain(one)
  })

  test('a locale in the directive', async () => {
    const { status, body } = await gateway.request('query @inContext(locale: "fr") { shop { name } }')
    expect(status).toBe(400)
    expect(body.errors[0]).toMatchObject({
      extensions: { code: 'BAD_CONTEXT', allowed: ['en', 'de', 'de-AT'] },
    })
  })

  test('a locale that is none is bad input', async () => {
    const operation = 'query ($locale: Locale) @inContext(locale: $locale) { shop { name } }'
    const { status, body } = await gateway.request(operation, { locale: 'no locale' })
    expect(status).toBe(400)
    expect(body.errors[0].message).toContain('got "no locale"')
    expect(body.errors[0].extensions.code).toBe('BAD_USER_INPUT')
  })
})

describe('the viewer', () => {
  const audit = '{ auditEntries(first: 1) { nodes { action } } }'

  test('is anybody without a key', async () => {
    expect((await gateway.request('{ shop { name } }')).status).toBe(200)
  })

  test.each([
    ['an unknown key', 'Bearer ath_unknown'],
    ['another scheme', 'Basic YTpi'],
    ['no key', 'Bearer '],
  ])('with %s is refused everywhere', async (_, authorization) => {
    const { status, body, headers } = await gateway.request('{ shop { name } }', {}, { authorization })
    expect(status).toBe(401)
    expect(body.errors[0].extensions.code).toBe('UNAUTHENTICATED')
    expect(headers['www-authenticate']).toBe('Bearer')
  })

  test('without a key is told to send one for an admin field', async () => {
    const { status, body } = await gateway.http.post('/admin/graphql').send({ query: audit })
    expect(status).toBe(401)
    expect(body.errors[0].extensions.code).toBe('UNAUTHENTICATED')
  })

  test('with a permission may use its fields, and is named in the audit', async () => {
    const saved = await gateway.admin('mutation { shopSave(input: { name: "Retorte" }) { __typename } }')
    expect(saved.body.data.shopSave.__typename).toBe('ShopSavePayload')
    const { status, body } = await gateway.admin(
      '{ auditEntries(first: 1) { nodes { action actor requestId } } }',
    )
    expect(status).toBe(200)
    expect(body.data.auditEntries.nodes[0]).toEqual({
      action: 'shopSave',
      actor: 'key:bootstrap',
      requestId: saved.headers['x-request-id'],
    })
  })

  test('without the permission is forbidden', async () => {
    const made = await gateway.admin(
      'mutation { apiKeyCreate(input: { name: "reader", permissions: [CATALOG_READ] }) { ... on ApiKeyCreatePayload { key } } }',
    )
    const authorization = `Bearer ${made.body.data.apiKeyCreate.key}`
    const { status, body } = await gateway.admin(audit, {}, { authorization })
    expect(status).toBe(403)
    expect(body.data).toBeNull()
    expect(body.errors[0].extensions).toEqual({ code: 'FORBIDDEN', allowed: ['AUDIT_READ'] })
  })

  test('never finds admin fields at the public endpoint', async () => {
    const { status, body } = await gateway.request(audit, {}, { authorization: 'Bearer x' })
    expect([status, body.data]).toEqual([401, undefined])
    expect((await gateway.request(audit)).body.errors[0].extensions.code).toBe('GRAPHQL_VALIDATION_FAILED')
  })
})

test('in a shop without channels the first one can be made, and nothing else asks for it', async () => {
  const empty = await startTestGateway()
  const before = await empty.request('{ shop { name channel { slug } } }')
  expect(before.body.errors[0].extensions.code).toBe('BAD_CONTEXT')
  const { body } = await empty.admin(
    `mutation { channelSave(input: { slug: "eu", name: "Europe", currencies: ["EUR"], locales: ["en"], countries: ["DE"] }) { __typename } }`,
  )
  expect(body.data).toEqual({ channelSave: { __typename: 'ChannelSavePayload' } })
  expect((await empty.request('{ shop { channel { slug } } }')).body.data.shop.channel.slug).toBe('eu')
})

test('the public schema is served without what needs a permission', async () => {
  const { text } = await gateway.http.get('/schema.graphql')
  expect(text).toContain('shop: Shop!')
  expect(text).not.toContain('auditEntries')
  expect(text).not.toContain('ApiKey')
})
