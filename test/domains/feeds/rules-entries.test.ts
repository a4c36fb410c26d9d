import { describe, expect, test } from 'vitest'
import type { Entry } from '../../../src/domains/feeds/entries.js'
import { parseMapping } from '../../../src/domains/feeds/mapping/schema.js'
import { readFeed } from '../../../src/domains/feeds/read-feed.js'
import { all, chunksOf } from './chunks.js'

const grouped = parseMapping(
  JSON.stringify({
    locale: 'en',
    groupBy: 'handle',
    product: { externalReference: 'handle', productType: { value: 'Mug' }, texts: [{ name: 'title' }] },
    variant: { sku: 'sku' },
  }),
)
const entries = (...lines: string[]) =>
  all(readFeed(chunksOf(['handle,title,sku', ...lines].map((line) => `${line}\n`).join('')), grouped, 'csv'))
const native = (...lines: string[]) => all(readFeed(chunksOf(lines.join('\n')), null, 'ndjson'))
const reasons = ({ problems }: Entry) =>
  problems.map(({ field, message }) => `${field?.join('.')}: ${message}`)

describe('rows that follow each other with the same group cell', () => {
  test('are one product', async () => {
    const [mug, bowl, ...more] = await entries('mug,Mug,1', 'mug,,2', 'bowl,Bowl,3')
    expect(more).toEqual([])
    expect(mug).toMatchObject({ key: 'product:mug', span: { first: 2, last: 3 }, problems: [] })
    expect(mug?.record).toMatchObject({ variants: [{ sku: '1' }, { sku: '2' }] })
    expect(bowl).toMatchObject({ key: 'product:bowl', span: { first: 4, last: 4 } })
  })

  test('are refused beside a row that cannot be read, for it may be theirs', async () => {
    const [mug, broken, more, bowl] = await entries('mug,Mug,1', 'mug,"', '"x,2', 'mug,Mug,3', 'bowl,Bowl,4')
    expect(mug && reasons(mug)).toEqual([expect.stringContaining('Line 3 next to it cannot be read')])
    expect(broken).toMatchObject({ key: null, record: null, span: { first: 3, last: 4 } })
    expect(more && reasons(more)).toEqual([expect.stringContaining('Line 3 next to it cannot be read')])
    expect(bowl?.problems).toEqual([])
  })

  test('need something in that cell', async () => {
    const [mug, broken, bowl] = await entries('mug,Mug,1', ',Mug,2', 'bowl,Bowl,3')
    expect(broken && reasons(broken)).toEqual([
      ': The line has nothing in column "handle", which groups the rows.',
    ])
    expect([mug, bowl].map((entry) => entry?.problems.length)).toEqual([1, 1])
  })

  test('are at most as many as a product may have variants', async () => {
    const rows = Array.from({ length: 2_050 }, (_, i) => `mug,Mug,${i}`)
    const [mug, bowl] = await entries(...rows, 'bowl,Bowl,x')
    expect(mug && reasons(mug)).toEqual(['variants: A product has at most 2048 rows and 16777216 bytes.'])
    expect(bowl?.problems).toEqual([])
  })
})

describe('a native record', () => {
  test('has a key of its kind', async () => {
    const found = await native(
      '{"kind":"shop","name":"A"}',
      '{"kind":"channel","slug":"eu"}',
      '{"kind":"brand","externalReference":"b:1"}',
    )
    expect(found.map(({ key }) => key)).toEqual(['shop:shop', 'channel:eu', 'brand:b:1'])
  })

  test('tells everything that is no part of its shape, attributes by their names', async () => {
    const [entry] = await native(
      JSON.stringify({
        kind: 'product',
        externalReference: 7,
        colour: 'red',
        status: 'SOLD',
        attributes: [{ key: 'fragile', boolean: 'yes' }],
        variants: [{ attributes: [{ key: 'size', number: true }] }],
      }),
    )
    expect(entry && reasons(entry)).toEqual([
      'externalReference: Invalid input: expected string, received number.',
      'status: Invalid option: expected one of "DRAFT"|"ACTIVE"|"ARCHIVED".',
      'attributes.0.boolean: Attribute "fragile": Invalid input: expected boolean, received string.',
      'variants.0.attributes.0.number: Attribute "size": Invalid input: expected a decimal.',
      ': Unrecognized key: "colour".',
    ])
  })

  test('is of a kind that there is', async () => {
    const [entry] = await native('{"kind":"order"}')
    expect(entry).toMatchObject({ key: null, record: null, problems: [{ field: ['kind'] }] })
  })
})
