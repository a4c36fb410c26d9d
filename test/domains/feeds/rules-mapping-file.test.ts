import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { FeedError } from '../../../src/domains/feeds/feed-error.js'
import { columnsOf, parseMapping } from '../../../src/domains/feeds/mapping/schema.js'

const least = {
  locale: 'en',
  product: { externalReference: 'id', productType: { value: 'Thing' }, texts: [{ name: 'title' }] },
  variant: { sku: 'id' },
}
function refusal(mapping: unknown): string {
  try {
    parseMapping(typeof mapping === 'string' ? mapping : JSON.stringify(mapping))
    return 'was taken'
  } catch (error) {
    return error instanceof FeedError ? error.message : String(error)
  }
}

describe('a mapping file', () => {
  test.each(readdirSync('examples').filter((file) => file.endsWith('.mapping.json')))(
    '%s is sound',
    (file) => {
      expect(refusal(readFileSync(`examples/${file}`, 'utf8'))).toBe('was taken')
    },
  )

  test('tells which columns it reads, prefixes aside', () => {
    const mapping = parseMapping(
      JSON.stringify({
        ...least,
        groupBy: 'handle',
        product: {
          ...least.product,
          tags: { template: '{season} {colour}' },
          attributes: [
            { column: 'material', type: 'TEXT' },
            { prefix: 'attr_', type: 'TEXT' },
          ],
        },
      }),
    )
    expect(columnsOf(mapping)).toEqual(['handle', 'id', 'season', 'colour', 'title', 'material'])
  })

  test('that is not JSON is refused', () => {
    expect(refusal('{')).toMatch(/^The mapping is not JSON/)
  })

  test('lists every problem with its place', () => {
    const wrong = {
      ...least,
      colour: 'red',
      product: {
        ...least.product,
        texts: [],
        brand: { column: 'brand', value: 'HP' },
        attributes: [
          { column: 'a', type: 'WORD' },
          { prefix: 'attr_', key: 'one', type: 'TEXT' },
        ],
      },
      variant: { sku: 7 },
    }
    const message = refusal(wrong)
    expect(message).toMatch(/^The mapping has 6 problem\(s\):/)
    expect(message).toContain('Unrecognized key: "colour"')
    expect(message).toContain('product.texts: needs at least one entry')
    expect(message).toContain('product.brand: needs exactly one of `column`, `value` and `template`')
    expect(message).toMatch(/product\.attributes\.0\.type: .*"TEXT"\|"NUMBER"/)
    expect(message).toContain('product.attributes.1: the `key` of a `prefix` must hold {rest}')
    expect(message).toContain('variant.sku: must be a column name or an object')
  })
})
