import { beforeAll, describe, expect, test } from 'vitest'
import { ChannelSaveDocument } from '../generated/admin.js'
import { ChannelsDocument } from '../generated/shop.js'
import { startTestGateway } from '../support/gateway.js'
import { type Execute, executor } from '../support/typed-client.js'

let admin: Execute
let shopper: Execute

beforeAll(async () => {
  const gateway = await startTestGateway()
  admin = executor(gateway.admin)
  shopper = executor(gateway.request)
})

const europe = {
  slug: 'eu',
  name: 'Europe',
  currencies: ['EUR', 'PLN'],
  locales: ['en'],
  countries: ['DE', 'PL'],
}

describe('by typed documents', () => {
  test('what an admin saves is what a shopper sees', async () => {
    const { channelSave } = await admin(ChannelSaveDocument, { input: europe })
    expect(channelSave).toMatchObject({
      __typename: 'ChannelSavePayload',
      channel: { slug: 'eu', version: 1 },
    })

    const { shop } = await shopper(ChannelsDocument, {})
    expect(shop.channels).toEqual([{ slug: 'eu', defaultCurrency: 'EUR', isDefault: true }])
    expect(shop.channel.slug).toBe('eu')
  })

  test('a refusal is one of the answers, with every reason', async () => {
    const input = { ...europe, slug: 'us', currencies: ['USD'], countries: [] }
    const { channelSave } = await admin(ChannelSaveDocument, { input })
    if (channelSave.__typename !== 'Rejection') throw new Error('It was saved')
    expect(channelSave.errors.map((error) => error.field)).toEqual([['input', 'countries']])
  })

  test('an error is thrown', async () => {
    await expect(shopper(ChannelSaveDocument, { input: europe })).rejects.toThrow('GRAPHQL_VALIDATION_FAILED')
  })
})
