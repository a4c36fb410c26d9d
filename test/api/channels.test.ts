import { beforeAll, describe, expect, test } from 'vitest'
import { type ShopGateway, startTestGateway } from '../support/gateway.js'

const eu = {
  slug: 'eu',
  name: 'Europe',
  currencies: ['EUR', 'PLN'],
  locales: ['de', 'en-GB'],
  countries: ['DE', 'AT'],
}
const us = { slug: 'us', name: 'America', currencies: ['USD'], locales: ['en'], countries: ['US'] }

const channelSave = /* GraphQL */ `
  mutation ($input: ChannelSaveInput!) {
    channelSave(input: $input) {
      ... on ChannelSavePayload {
        channel {
          id slug name currencies locales countries pricesIncludeTax isDefault version
          defaultCountry defaultCurrency defaultLocale
        }
      }
      ... on Rejection {
        errors {
          __typename code message field
          ... on InvalidInput { allowed min max }
          ... on VersionConflict { currentVersion }
        }
      }
    }
  }
`
const audience = '{ shop { channel { slug defaultLocale } channels { slug } } }'

let gateway: ShopGateway
const saved = async (input: object) => (await gateway.admin(channelSave, { input })).body.data.channelSave

beforeAll(async () => {
  gateway = await startTestGateway()
})

describe('a shop without channels', () => {
  test('has a name, and says how to get a channel', async () => {
    const nameless = await gateway.request('{ shop { name channels { slug } } }')
    expect(nameless.body.data).toEqual({ shop: { name: 'Shop', channels: [] } })
    const { body } = await gateway.request(audience)
    expect(body.errors).toMatchObject([
      { message: expect.stringContaining('channelSave'), extensions: { code: 'BAD_CONTEXT' } },
    ])
  })

  test('has locations, which it tells by the name that they have', async () => {
    const save = `mutation ($input: LocationSaveInput!) { locationSave(input: $input) {
      ... on LocationSavePayload { location { name version } } } }`
    const input = {
      ...{ externalReference: 'vault', kind: 'WAREHOUSE', timeZone: 'Europe/Prague', channels: [] },
      ...{ names: [{ locale: 'cs', value: 'Sklep' }], address: { country: 'CZ' } },
    }
    const { body } = await gateway.admin(save, { input })
    expect(body).toMatchObject({ data: { locationSave: { location: { name: 'Sklep', version: 1 } } } })
  })
})

describe('channelSave', () => {
  beforeAll(async () => {
    await saved(eu)
    await saved(us)
  })

  test('answers the channel as it is now', async () => {
    expect(await saved({ slug: 'eu', pricesIncludeTax: true })).toEqual({
      channel: {
        ...eu,
        id: expect.stringMatching(/^chn_\d+$/),
        pricesIncludeTax: true,
        isDefault: true,
        version: 1,
        defaultCountry: 'DE',
        defaultCurrency: 'EUR',
        defaultLocale: 'de',
      },
    })
  })

  test('tells every reason of a refusal at once, each with its place in the input', async () => {
    expect(
      await saved({ slug: 'Bad Slug', currencies: [], locales: ['de', 'de'], isDefault: null }),
    ).toMatchObject({
      errors: [
        { __typename: 'InvalidInput', code: 'INVALID_FORMAT', field: ['input', 'slug'] },
        { code: 'REQUIRED', field: ['input', 'name'] },
        { code: 'REQUIRED', field: ['input', 'countries'] },
        { code: 'REQUIRED', field: ['input', 'isDefault'] },
        { code: 'REQUIRED', field: ['input', 'currencies'] },
        { code: 'DUPLICATE', field: ['input', 'locales', '1'] },
      ],
    })
  })

  test('tells the current version to an editor who has an older one', async () => {
    expect(await saved({ slug: 'us', expectedVersion: 9, name: 'Mine' })).toEqual({
      errors: [
        {
          __typename: 'VersionConflict',
          code: 'VERSION_CONFLICT',
          message: expect.stringContaining('now 1'),
          field: ['input', 'expectedVersion'],
          currentVersion: 1,
        },
      ],
    })
  })

  test.each([
    ['currencies', 'eur'],
    ['currencies', 'XXX'],
    ['countries', 'UK'],
    ['locales', 'de_DE'],
    ['name', 7],
    ['colour', 'red'],
  ])('%s: %j is no input at all', async (field, value) => {
    const input = { slug: 'eu', [field]: field === 'name' || field === 'colour' ? value : [value] }
    const { body } = await gateway.admin(channelSave, { input })
    expect(body.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }])
  })

  test('leaves one default, though two channels take it over at once', async () => {
    await Promise.all([saved({ slug: 'eu', isDefault: true }), saved({ slug: 'us', isDefault: true })])
    await Promise.all([saved({ slug: 'us', isDefault: true }), saved({ slug: 'eu', isDefault: true })])
    const { body } = await gateway.request('{ shop { channels { slug isDefault } } }')
    const defaults = body.data.shop.channels.filter((channel: { isDefault: boolean }) => channel.isDefault)
    expect(defaults).toHaveLength(1)
  })
})

describe('shopSave', () => {
  const shopSave = /* GraphQL */ `
    mutation ($name: String!) {
      shopSave(input: { name: $name }) {
        ... on ShopSavePayload { shop { name channels { slug } } }
        ... on Rejection { errors { code field } }
      }
    }
  `
  test('renames the shop for everybody at once', async () => {
    const { body } = await gateway.admin(shopSave, { name: ' Alembic & Co. ' })
    expect(body.data.shopSave.shop.name).toBe('Alembic & Co.')
    expect((await gateway.request('{ shop { name } }')).body.data.shop.name).toBe('Alembic & Co.')
  })

  test('refuses no name', async () => {
    const { body } = await gateway.admin(shopSave, { name: ' ' })
    expect(body.data.shopSave).toEqual({ errors: [{ code: 'REQUIRED', field: ['input', 'name'] }] })
  })
})

describe('the context', () => {
  beforeAll(async () => {
    await saved({ slug: 'eu', isDefault: true })
  })

  const contextOf = async (headers: Record<string, string>, directive = '') => {
    const { body } = await gateway.request(`query ${directive} { shop { channel { slug } } }`, {}, headers)
    return body.extensions?.context ?? body.errors
  }

  test("is the default channel's defaults, and echoed", async () => {
    expect(await contextOf({})).toEqual({ channel: 'eu', country: 'DE', currency: 'EUR', locale: 'de' })
  })

  test('comes from headers, and from @inContext before those', async () => {
    expect(await contextOf({ 'athanor-channel': 'us' })).toMatchObject({ channel: 'us', currency: 'USD' })
    expect(await contextOf({ 'accept-language': 'en-US,en;q=0.9' })).toMatchObject({ locale: 'en-GB' })
    expect(
      await contextOf(
        { 'athanor-currency': 'EUR', 'accept-language': 'en' },
        '@inContext(currency: "PLN", locale: "de-CH")',
      ),
    ).toMatchObject({ currency: 'PLN', locale: 'de' })
  })

  test.each([
    ['athanor-channel', 'mars', 'There is no channel "mars". The channels are eu, us.'],
    ['athanor-country', 'FR', 'Channel "eu" does not sell to "FR". Valid: DE, AT.'],
    ['athanor-currency', 'USD', 'Channel "eu" does not sell in "USD". Valid: EUR, PLN.'],
  ])('refuses %s: %s and lists what is valid', async (header, value, message) => {
    expect(await contextOf({ [header]: value })).toMatchObject([
      { message, extensions: { code: 'BAD_CONTEXT' } },
    ])
  })

  test('refuses a locale that the channel does not have, and lists those it has', async () => {
    expect(await contextOf({}, '@inContext(locale: "fr")')).toMatchObject([
      { message: 'Channel "eu" has no locale "fr". Valid: de, en-GB.', extensions: { code: 'BAD_CONTEXT' } },
    ])
  })

  test('follows a saved channel at once', async () => {
    await saved({ slug: 'us', locales: ['es', 'en'] })
    expect(await contextOf({ 'athanor-channel': 'us' })).toMatchObject({ locale: 'es' })
  })
})

test('says to which multiples totals are rounded', async () => {
  const mutation = `mutation ($input: ChannelSaveInput!) { channelSave(input: $input) {
    ... on ChannelSavePayload { channel { roundTotalsTo { formatted } } } } }`
  const input = { slug: 'eu', roundTotalsTo: [{ amountMinor: 5, currency: 'CHF' }] }
  const { body } = await gateway.admin(mutation, { input })
  expect(body.data.channelSave.channel.roundTotalsTo).toEqual([
    { formatted: expect.stringMatching(/0[.,]05/) },
  ])
  await gateway.admin(mutation, { input: { slug: 'eu', roundTotalsTo: null } })
})
