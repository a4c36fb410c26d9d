import { beforeAll, describe, expect, test } from 'vitest'
import type { PriceInput, ProductInput } from '../../../src/domains/catalog/index.js'
import { openTestShop, option, pricesOf, refusals, sized, type TestShop, vessel } from '../../support/shop.js'

let shop: TestShop
beforeAll(async () => {
  shop = await openTestShop()
  await shop.saved(vessel('taken', { translations: [{ locale: 'en', name: 'Taken', slug: 'taken' }] }))
})

const refused = async (given: Partial<ProductInput>) => (await shop.upsert(vessel('wrong', given)))[0]
const price = (given: Partial<PriceInput>) => [
  { sku: 'wrong', prices: [{ channel: 'eu', currency: 'EUR', amountMinor: 1, ...given }] },
]

describe('a product is refused', () => {
  test.each<[string, Partial<ProductInput>, string[]]>([
    ['an unknown product type', { productType: 'ship' }, ['NOT_FOUND productType']],
    ['an unknown brand', { brand: 'nobody' }, ['NOT_FOUND brand']],
    ['an unknown category', { categories: ['retorts', 'nowhere'] }, ['NOT_FOUND categories.1']],
    ['a category twice', { categories: ['retorts', 'retorts'] }, ['DUPLICATE categories.1']],
    ['an unknown channel', { publications: [{ channel: 'mars' }] }, ['NOT_FOUND publications.0.channel']],
    [
      'a channel twice',
      { publications: [{ channel: 'eu' }, { channel: 'eu' }] },
      ['DUPLICATE publications.1'],
    ],
    [
      'no instant',
      {
        publications: ['soon', '1', '2030-02', '-100000-01-01T00:00:00Z', '2030-02-30'].map(
          (publishedAt) => ({ channel: 'eu', publishedAt }),
        ),
      },
      [
        ...[0, 1, 2, 3, 4].map((i) => `INVALID_FORMAT publications.${i}.publishedAt`),
        ...[1, 2, 3, 4].map((i) => `DUPLICATE publications.${i}`),
      ],
    ],
    ['an unknown status', { status: 'GONE' as never }, ['INVALID status']],
    ['a rank that is no whole number', { rank: 1.5 }, ['OUT_OF_RANGE rank']],
    ['no texts', { translations: [] }, ['REQUIRED translations']],
    [
      'a locale in another spelling',
      { translations: [{ locale: 'de_at', name: 'X' }] },
      ['INVALID_FORMAT translations.0.locale'],
    ],
    [
      'a locale twice',
      {
        translations: [
          { locale: 'en', name: 'X' },
          { locale: 'en', name: 'Y' },
        ],
      },
      ['DUPLICATE translations.1'],
    ],
    ['an empty name', { translations: [{ locale: 'en', name: ' ' }] }, ['REQUIRED translations.0.name']],
    [
      'a long name',
      { translations: [{ locale: 'en', name: 'x'.repeat(501) }] },
      ['TOO_LONG translations.0.name'],
    ],
    [
      'NUL in a name',
      { translations: [{ locale: 'en', name: 'a\0b' }] },
      ['INVALID_FORMAT translations.0.name'],
    ],
    [
      'half of a surrogate pair in a name',
      { translations: [{ locale: 'en', name: 'a\ud800b' }] },
      ['INVALID_FORMAT translations.0.name'],
    ],
    [
      'a slug that is none',
      { translations: [{ locale: 'en', name: 'X', slug: 'A b' }] },
      ['INVALID_FORMAT translations.0.slug'],
    ],
    [
      'a slug that another product has',
      {
        translations: [
          { locale: 'ru', name: 'X' },
          { locale: 'en', name: 'X', slug: 'taken' },
        ],
      },
      ['DUPLICATE translations.1.slug'],
    ],
    [
      'a description beyond measure',
      { translations: [{ locale: 'en', name: 'X', description: 'x'.repeat(100_001) }] },
      ['TOO_LONG translations.0.description'],
    ],
    ['an empty tag', { tags: ['good', ''] }, ['REQUIRED tags.1']],
    ['a URL that is none', { media: [{ url: 'javascript:alert(1)' }] }, ['INVALID_FORMAT media.0.url']],
    [
      'a picture twice',
      { media: [{ url: 'https://a.example/1' }, { url: 'https://a.example/1' }] },
      ['DUPLICATE media.1'],
    ],
    [
      'a size that is none',
      { media: [{ url: 'https://a.example/1', width: 0 }] },
      ['OUT_OF_RANGE media.0.width'],
    ],
    [
      'NUL in a media type',
      { media: [{ url: 'https://a.example/1', mimeType: 'a\0' }] },
      ['INVALID_FORMAT media.0.mimeType'],
    ],
    [
      'a swatch that runs a script',
      {
        options: [
          {
            ...option('size', 's'),
            values: [{ key: 's', names: [{ locale: 'en', value: 'S' }], swatchImageUrl: 'javascript:1' }],
          },
        ],
        variants: [sized('s', 'wrong')],
      },
      ['INVALID_FORMAT options.0.values.0.swatchImageUrl'],
    ],
    [
      'an option without values',
      { options: [option('size')] },
      ['REQUIRED variants.0.options', 'REQUIRED options.0.values'],
    ],
    [
      'a price of -1',
      { variants: price({ amountMinor: -1 }) },
      ['OUT_OF_RANGE variants.0.prices.0.amountMinor'],
    ],
    [
      'a price of 10^16',
      { variants: price({ amountMinor: 10 ** 16 }) },
      ['OUT_OF_RANGE variants.0.prices.0.amountMinor'],
    ],
    [
      'a price of half a cent',
      { variants: price({ amountMinor: 0.5 }) },
      ['OUT_OF_RANGE variants.0.prices.0.amountMinor'],
    ],
    [
      'a price that is no number',
      { variants: price({ amountMinor: Number.NaN }) },
      ['OUT_OF_RANGE variants.0.prices.0.amountMinor'],
    ],
    [
      'a former price below',
      { variants: price({ compareAtMinor: 1 }) },
      ['OUT_OF_RANGE variants.0.prices.0.compareAtMinor'],
    ],
    [
      'a price in an unknown channel',
      { variants: price({ channel: 'mars' }) },
      ['NOT_FOUND variants.0.prices.0.channel'],
    ],
    [
      'a currency not sold there',
      { variants: price({ currency: 'PLN' }) },
      ['CURRENCY_NOT_SOLD variants.0.prices.0.currency'],
    ],
    [
      'a currency that is none',
      { variants: price({ currency: 'XXQ' }) },
      ['INVALID variants.0.prices.0.currency'],
    ],
    [
      'a price twice',
      { variants: [{ sku: 'wrong', prices: [...pricesOf(1), ...pricesOf(2).slice(0, 1)] }] },
      ['DUPLICATE variants.0.prices.3'],
    ],
    [
      "an SKU of another product's variant",
      { variants: [{ sku: 'taken', prices: [] }] },
      ['DUPLICATE variants.0.sku'],
    ],
  ])('for %s', async (_, given, expected) => {
    const result = await refused(given)
    expect(refusals(result).sort()).toEqual(expected.sort())
    expect(result).toMatchObject({ outcome: 'REJECTED', productId: null })
    await expect(shop.stored('wrong')).rejects.toThrow('no product')
  })

  test.each<[string, Partial<ProductInput>]>([
    ['a reference', { externalReference: 'a\0b' }],
    ['a reference', { externalReference: '\ud800' }],
    ['a reference', { externalReference: '' }],
    ['a brand', { brand: 'a\0b' }],
    ['a category', { categories: ['a\0b'] }],
    ['a product type', { productType: 'a\0b' }],
    ['an attribute', { attributes: [{ key: 'a\0b', text: 'x' }] }],
    ['a channel', { publications: [{ channel: 'a\0b' }] }],
  ])('for what no database can hold in %s', async (_, given) => {
    expect((await refused(given))?.outcome).toBe('REJECTED')
  })

  test('for all of its faults at once, and saves nothing of it', async () => {
    const before = await shop.audit.count({})
    const [result] = await shop.upsert(
      vessel('wrong', {
        brand: 'nobody',
        categories: ['nowhere'],
        tags: [''],
        translations: [
          { locale: 'xx_yy', name: '' },
          { locale: 'en', name: 'Taken', slug: 'taken' },
        ],
        attributes: [{ key: 'handmade', text: 'yes' }],
        media: [{ url: 'nowhere' }],
        publications: [{ channel: 'mars' }],
        options: [option('size', 's', 'm')],
        variants: [
          sized('s', 'fine'),
          { ...sized('xl', 'taken'), prices: price({ amountMinor: -1 })[0]?.prices ?? [] },
        ],
      }),
    )
    expect(refusals(result).sort()).toEqual(
      [
        'DUPLICATE translations.1.slug',
        'DUPLICATE variants.1.sku',
        'INVALID attributes.0.text',
        'INVALID variants.1.options.0.valueKey',
        'INVALID_FORMAT media.0.url',
        'INVALID_FORMAT translations.0.locale',
        'NOT_FOUND brand',
        'NOT_FOUND categories.0',
        'NOT_FOUND publications.0.channel',
        'OUT_OF_RANGE variants.1.prices.0.amountMinor',
        'REQUIRED attributes',
        'REQUIRED tags.0',
        'REQUIRED translations.0.name',
      ].sort(),
    )
    expect(await shop.audit.count({})).toBe(before)
    await expect(shop.stored('wrong')).rejects.toThrow()
  })

  test('with messages that say what there is', async () => {
    const messageOf = async (given: Partial<ProductInput>) => (await refused(given))?.problems[0]?.message
    expect(await messageOf({ productType: 'ship' })).toBe(
      'There is no product type "ship". There are: book, vessel.',
    )
    expect(await messageOf({ publications: [{ channel: 'mars' }] })).toBe(
      'There is no channel "mars". There are: eu, us.',
    )
    expect(await messageOf({ variants: price({ channel: 'mars' }) })).toBe(
      'There is no channel "mars". There are: eu, us.',
    )
    expect(await messageOf({ variants: price({ currency: 'PLN' }) })).toBe(
      'Channel "eu" does not sell in PLN; it sells in EUR, USD.',
    )
  })
})
