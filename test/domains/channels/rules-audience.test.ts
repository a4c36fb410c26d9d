import { describe, expect, test } from 'vitest'
import { audienceOf } from '../../../src/domains/channels/rules/audience.js'
import type { AudienceRequest } from '../../../src/domains/channels/types.js'
import { channelOf } from './channel-of.js'

const eu = channelOf({
  slug: 'eu',
  isDefault: true,
  currencies: ['EUR', 'PLN'],
  locales: ['de', 'en-GB', 'zh-Hant-TW', 'fr'],
  countries: ['DE', 'PL', 'AT'],
})
const us = channelOf({ id: 2, slug: 'us', currencies: ['USD'], locales: ['en'], countries: ['US'] })

const audience = (request: AudienceRequest) => {
  const result = audienceOf([us, eu], request)
  if (!result.ok) throw new Error(result.errors.map((error) => error.message).join('; '))
  return result.value
}
const refusals = (request: AudienceRequest, channels = [us, eu]) => {
  const result = audienceOf(channels, request)
  return result.ok ? [] : result.errors
}

describe('what is not asked for', () => {
  test("is the default channel's default", () => {
    expect(audience({})).toEqual({
      channel: eu,
      country: 'DE',
      currency: 'EUR',
      locale: 'de',
      priceGroup: null,
      localeChain: ['de', 'en-GB', 'en', 'zh-Hant-TW', 'zh-Hant', 'zh', 'fr'],
    })
  })

  test('is the default of the channel that was asked for', () => {
    expect(audience({ channel: 'us' })).toMatchObject({ country: 'US', currency: 'USD', locale: 'en' })
  })
})

describe('what is asked for', () => {
  test('is taken', () => {
    expect(audience({ channel: 'eu', country: 'PL', currency: 'PLN', locale: 'fr' })).toMatchObject({
      channel: { slug: 'eu' },
      country: 'PL',
      currency: 'PLN',
      locale: 'fr',
    })
  })

  test('may be written in any case', () => {
    expect(audience({ country: 'pl', currency: 'pln', locale: 'EN-gb' })).toMatchObject({
      country: 'PL',
      currency: 'PLN',
      locale: 'en-GB',
    })
  })

  test('a locale is served by its nearest parent, which then is the locale', () => {
    expect(audience({ locale: 'de-AT' })).toMatchObject({ locale: 'de' })
    expect(audience({ locale: 'zh-Hant-TW-x-old' })).toMatchObject({ locale: 'zh-Hant-TW' })
  })

  test('starts the chain, the default and the others behind it', () => {
    expect(audience({ locale: 'fr' }).localeChain).toEqual([
      'fr',
      'de',
      'en-GB',
      'en',
      'zh-Hant-TW',
      'zh-Hant',
      'zh',
    ])
  })

  test('goes before the Accept-Language header', () => {
    expect(audience({ locale: 'fr', acceptLanguage: 'en-GB' }).locale).toBe('fr')
  })
})

describe('what is not there', () => {
  test('an unknown channel is refused with the valid ones', () => {
    expect(refusals({ channel: 'mars', country: 'XX' })).toMatchObject([
      {
        code: 'INVALID',
        field: ['channel'],
        allowed: ['us', 'eu'],
        message: expect.stringContaining('us, eu'),
      },
    ])
  })

  test('country, currency and locale are refused all at once, with the valid ones', () => {
    const problems = refusals({ country: 'US', currency: 'USD', locale: 'en-US' })
    expect(problems).toMatchObject([
      { code: 'INVALID', field: ['country'], allowed: ['DE', 'PL', 'AT'] },
      { code: 'CURRENCY_NOT_SOLD', field: ['currency'], allowed: ['EUR', 'PLN'] },
      { code: 'INVALID', field: ['locale'], allowed: ['de', 'en-GB', 'zh-Hant-TW', 'fr'] },
    ])
    expect(problems.map((problem) => problem.message)).toEqual([
      'Channel "eu" does not sell to "US". Valid: DE, PL, AT.',
      'Channel "eu" does not sell in "USD". Valid: EUR, PLN.',
      'Channel "eu" has no locale "en-US". Valid: de, en-GB, zh-Hant-TW, fr.',
    ])
  })

  test.each(['', 'de_AT', '*', 'd', '\u0000', 'x'.repeat(10_000)])('%j is no locale', (locale) => {
    expect(refusals({ locale })).toMatchObject([{ field: ['locale'] }])
  })

  test('the message repeats what it got on one line, shortened', () => {
    const [problem] = refusals({ channel: `mars\n${'x'.repeat(10_000)}` })
    expect(problem?.message).toMatch(/^There is no channel "mars\\nx{1,60}"\. The channels are us, eu\.$/)
  })

  test('a shop without channels says how to make one', () => {
    expect(refusals({}, [])).toMatchObject([
      { field: ['channel'], message: expect.stringContaining('channelSave') },
    ])
  })
})

describe('Accept-Language', () => {
  test.each([
    ['fr', 'fr'],
    ['fr-CA', 'fr'],
    ['FR-ca', 'fr'],
    ['en-US,en;q=0.9,de;q=0.8', 'en-GB'],
    ['en;q=0.1, fr;q=0.2', 'fr'],
    ['fr ; q=0.2 , zh-Hant-TW ; Q=0.3', 'zh-Hant-TW'],
    ['fr;q=0.5,zh;q=0.5', 'fr'],
    ['es, it, fr;q=0.1', 'fr'],
    ['fr;q=0, en-GB;q=0.001', 'en-GB'],
    ['es, *;q=0.5, fr;q=0.1', 'de'],
    ['iw', 'de'],
    ['', 'de'],
    ['*', 'de'],
    ['es', 'de'],
    [';;,,q=1', 'de'],
    ['fr;q=abc', 'de'],
    ['fr;q=5', 'de'],
    ['\u0000', 'de'],
  ])('%j is answered in %s', (acceptLanguage, locale) => {
    expect(audience({ acceptLanguage }).locale).toBe(locale)
  })

  test('a flood of languages is not read to its end', () => {
    expect(audience({ acceptLanguage: `${'es,'.repeat(20)}fr` }).locale).toBe('de')
  })
})
