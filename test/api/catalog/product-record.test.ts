import { readFileSync } from 'node:fs'
import {
  buildSchema,
  type GraphQLInputType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isInputObjectType,
  isListType,
  isObjectType,
} from 'graphql'
import { beforeAll, describe, expect, test } from 'vitest'
import { option, vessel } from '../../support/shop.js'
import { type ShopApi, startTestShop } from '../../support/shop-api.js'
import { upsert } from './admin-documents.js'

let shop: ShopApi
beforeAll(async () => {
  shop = await startTestShop()
})

const productRecord = /* GraphQL */ `
  query ($externalReference: String!) {
    productRecord(externalReference: $externalReference) {
      expectedVersion: version
      externalReference productType status brand categories tags rank
      translations { locale name slug description seoTitle seoDescription }
      attributes { ...Value }
      options { key names { locale value } values { key names { locale value } swatchColor swatchImageUrl } }
      media { url alts { locale value } width height kind mimeType }
      publications { channel publishedAt }
      variants {
        externalReference sku barcodes names { locale value } options { key valueKey } attributes { ...Value }
        mediaUrls weight { value unit } requiresShipping
        prices { channel currency amountMinor compareAtMinor }
      }
    }
  }
  fragment Value on AttributeValueRecord { key text number boolean choices date }
`
const read = async (externalReference: string) =>
  (await shop.askAdmin(productRecord, { externalReference })).productRecord
const save = async (item: object) =>
  (await shop.askAdmin(upsert, { input: { items: [item] } })).productsUpsert.results[0]

const url = 'https://images.example/retort'
const retort = vessel('retort', {
  status: 'DRAFT',
  brand: 'hermes',
  categories: ['retorts', 'library'],
  tags: ['old', 'glass'],
  rank: -4,
  translations: [
    { locale: 'en', name: 'Retort', description: '<p>A vessel</p>', seoTitle: 'Buy', seoDescription: 'Now' },
    { locale: 'de', name: 'Retorte', slug: 'die-retorte' },
  ],
  attributes: [
    { key: 'material', choices: ['glass'] },
    { key: 'uses', choices: ['boiling', 'showing'] },
    { key: 'capacity', number: '2.50' },
    { key: 'handmade', boolean: false },
    { key: 'made_on', date: '1618-05-23' },
  ],
  options: [option('size', 's', 'm')],
  media: [
    { url, alts: [{ locale: 'en', value: 'A retort' }], width: 800, height: 600 },
    { url: 'https://films.example/1', kind: 'VIDEO', mimeType: 'video/mp4' },
  ],
  publications: [{ channel: 'eu', publishedAt: '2031-01-02T03:04:05.678Z' }],
  variants: [
    {
      sku: 'RET-S',
      externalReference: 'ret-s',
      barcodes: ['4006381333931', '12345'],
      names: [{ locale: 'en', value: 'The small one' }],
      options: [{ key: 'size', valueKey: 's' }],
      attributes: [{ key: 'maker', text: 'Geber' }],
      mediaUrls: [url],
      weight: { value: '1.250', unit: 'kg' },
      requiresShipping: false,
      prices: [{ channel: 'eu', currency: 'EUR', amountMinor: 1_000, compareAtMinor: 1_200 }],
    },
    { options: [{ key: 'size', valueKey: 'm' }], prices: [] },
  ],
})

describe('productRecord', () => {
  test('shows a draft as it was saved, in every language and channel', async () => {
    await shop.saved(retort)
    expect(await read('retort')).toMatchObject({
      expectedVersion: 1,
      status: 'DRAFT',
      brand: 'hermes',
      categories: ['retorts', 'library'],
      tags: ['glass', 'old'],
      translations: [
        { locale: 'de', name: 'Retorte', slug: 'die-retorte', description: null },
        { locale: 'en', name: 'Retort', slug: 'retort', description: '<p>A vessel</p>', seoTitle: 'Buy' },
      ],
      publications: [{ channel: 'eu', publishedAt: '2031-01-02T03:04:05.678Z' }],
      variants: [
        { sku: 'RET-S', weight: { value: '1.25', unit: 'kg' }, prices: [{ amountMinor: 1_000 }] },
        { sku: null, weight: null, prices: [] },
      ],
    })
  })

  test.each(['DRAFT', 'ACTIVE', 'ARCHIVED'])('sent back as it is changes nothing: %s', async (status) => {
    const { status: _, ...given } = retort
    await save({ ...given, status })
    const record = await read('retort')
    expect(record.status).toBe(status)
    expect(await save(record)).toMatchObject({ outcome: 'UNCHANGED', errors: [] })
    expect(await read('retort')).toEqual(record)
  })

  test('sent back with a change makes that change, unless somebody was quicker', async () => {
    await shop.saved(vessel('edited', { tags: ['a'] }))
    const record = await read('edited')
    expect(await save({ ...record, rank: 9 })).toMatchObject({ outcome: 'UPDATED' })
    expect(await read('edited')).toEqual({ ...record, expectedVersion: 2, rank: 9 })
    expect(await save({ ...record, rank: 8 })).toMatchObject({
      outcome: 'REJECTED',
      errors: [{ code: 'VERSION_CONFLICT' }],
    })
  })

  test('is null where there is no such product', async () => {
    expect(await read('nobody')).toBeNull()
  })
})

/** The paths at which the input has a field that the record lacks, or has in another shape. */
function missing(input: GraphQLInputType, record: GraphQLOutputType, path: string): string[] {
  const [given, shown] = [getNullableType(input), getNullableType(record)]
  if (isListType(given) || isListType(shown))
    return isListType(given) && isListType(shown) ? missing(given.ofType, shown.ofType, `${path}[]`) : [path]
  if (!isInputObjectType(given)) return isObjectType(shown) ? [path] : []
  if (!isObjectType(shown)) return [path]
  return Object.values(given.getFields()).flatMap(({ name, type }) => {
    const field = shown.getFields()[name]
    return field ? missing(type, field.type, `${path}.${name}`) : [`${path}.${name}`]
  })
}

test('has every field that productsUpsert takes', () => {
  const schema: GraphQLSchema = buildSchema(readFileSync('schema.admin.graphql', 'utf8'))
  const item = schema.getType('ProductUpsertItem')
  const record = schema.getType('ProductRecord')
  expect(missing(item as GraphQLInputType, record as GraphQLOutputType, 'item')).toEqual([
    'item.expectedVersion',
  ])
  expect(getNamedType(schema.getQueryType()?.getFields().productRecord?.type)).toBe(record)
})
