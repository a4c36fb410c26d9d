import { isNotNull } from 'drizzle-orm'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { variant } from '../../../src/db/tables/catalog.js'
import type { VariantInput } from '../../../src/domains/catalog/index.js'
import { openTestShop, option, pricesOf, refusals, sized, type TestShop, vessel } from '../../support/shop.js'

let shop: TestShop
beforeAll(async () => {
  shop = await openTestShop()
})

const sizes = [option('size', 's', 'm', 'l')]
/** Keeps what one test makes from the others. */
let made = 0
beforeEach(() => {
  made++
})
async function productWith(...variants: VariantInput[]): Promise<string> {
  const externalReference = `product-${made}`
  await shop.saved(vessel(externalReference, { options: sizes, variants }))
  return externalReference
}
const keys = (name: string) => ({ sku: `${name}-${made}`, externalReference: `ref-${name}-${made}` })
const named = (name: string, valueKey: string) => ({ ...sized(valueKey), ...keys(name) })

const save = async (externalReference: string, ...variants: VariantInput[]) => {
  const [result] = await shop.upsert({ externalReference, variants })
  return result
}
/** The variants as "sku reference options", by id. */
async function variantsOf(externalReference: string): Promise<Record<number, string>> {
  const { state } = await shop.stored(externalReference)
  return Object.fromEntries(
    state.variants.map(({ id, sku, externalReference, optionKey }) => [
      id,
      [sku, externalReference, optionKey].map((part) => part?.replace(`-${made}`, '') ?? '').join(' '),
    ]),
  )
}
const idsOf = async (externalReference: string) =>
  (await shop.stored(externalReference)).state.variants.map(({ id }) => id as number)
const archivedIds = async () =>
  (await shop.db.read.select({ id: variant.id }).from(variant).where(isNotNull(variant.archivedAt))).map(
    ({ id }) => id,
  )

describe('a variant is told from its siblings', () => {
  test('by SKU, whatever else changes', async () => {
    const product = await productWith(sized('s', `a-${made}`), sized('m', `b-${made}`))
    const [a, b] = await idsOf(product)
    expect(await save(product, sized('l', `b-${made}`), sized('s', `a-${made}`))).toMatchObject({
      outcome: 'UPDATED',
    })
    expect(await variantsOf(product)).toEqual({ [Number(b)]: 'b  size=l', [Number(a)]: 'a  size=s' })
    expect(await idsOf(product)).toEqual([b, a])
  })

  test('else by external reference, so that its SKU can change', async () => {
    const product = await productWith({ ...sized('s'), sku: `old-${made}`, externalReference: `r-${made}` })
    const [id] = await idsOf(product)
    await save(product, { ...sized('s'), sku: `new-${made}`, externalReference: `r-${made}` })
    expect(await variantsOf(product)).toEqual({ [Number(id)]: 'new r size=s' })
  })

  test('else by its option values, in whatever order the product has its options', async () => {
    const color = option('color', 'red')
    const both = (valueKey: string) => ({
      options: [
        { key: 'size', valueKey },
        { key: 'color', valueKey: 'red' },
      ],
      prices: pricesOf(1),
    })
    const product = vessel('by-options', { options: [...sizes, color], variants: [both('s'), both('m')] })
    await shop.saved(product)
    const ids = await idsOf('by-options')
    await shop.saved({ ...product, options: [color, ...sizes], variants: [both('m'), both('s')] })
    expect(await idsOf('by-options')).toEqual(ids.reverse())
    const { state } = await shop.stored('by-options')
    expect(state.variants.map(({ optionKey }) => optionKey)).toEqual(['color=red|size=m', 'color=red|size=s'])
  })

  test('and keeps what the input omits', async () => {
    const product = await productWith({
      ...sized('s', `kept-${made}`),
      barcodes: ['1'],
      requiresShipping: false,
    })
    const before = await shop.stored(product)
    await save(product, { sku: `kept-${made}`, weight: { value: 2, unit: 'kg' } })
    const after = await shop.stored(product)
    expect(after.state.variants).toEqual([
      { ...before.state.variants[0], weight: { value: '2', unit: 'kg' } },
    ])
    expect(after.prices).toEqual(before.prices)
  })
})

describe('variants can swap', () => {
  test('their options', async () => {
    const product = await productWith(named('a', 's'), named('b', 'm'))
    const [a, b] = await idsOf(product)
    expect(await save(product, named('a', 'm'), named('b', 's'))).toMatchObject({ outcome: 'UPDATED' })
    expect(await variantsOf(product)).toEqual({
      [Number(a)]: 'a ref-a size=m',
      [Number(b)]: 'b ref-b size=s',
    })
  })

  test('their SKUs, which is a swap of all else', async () => {
    const product = await productWith(named('a', 's'), named('b', 'm'))
    const [a, b] = await idsOf(product)
    const swapped = [
      { ...named('a', 's'), sku: keys('b').sku },
      { ...named('b', 'm'), sku: keys('a').sku },
    ]
    expect(await save(product, ...swapped)).toMatchObject({ outcome: 'UPDATED', problems: [] })
    expect(await variantsOf(product)).toEqual({
      [Number(b)]: 'b ref-a size=s',
      [Number(a)]: 'a ref-b size=m',
    })
    expect(await save(product, ...swapped)).toMatchObject({ outcome: 'UNCHANGED' })
  })

  test('in a ring of three, with the prices given', async () => {
    const product = await productWith(named('a', 's'), named('b', 'm'), named('c', 'l'))
    const ids = await idsOf(product)
    const ring = [
      { ...named('a', 'm'), prices: pricesOf(1) },
      { ...named('b', 'l'), prices: pricesOf(2) },
      { ...named('c', 's'), prices: pricesOf(3) },
    ]
    expect(await save(product, ...ring)).toMatchObject({ outcome: 'UPDATED' })
    expect(await idsOf(product)).toEqual(ids)
    const { prices } = await shop.stored(product)
    expect(prices.map(([price]) => price?.amountMinor)).toEqual([1, 2, 3])
  })
})

describe('a stored variant that two inputs mean', () => {
  test('goes to the one with its SKU; the other is a new one', async () => {
    const product = await productWith(named('a', 's'))
    const [a] = await idsOf(product)
    const result = await save(
      product,
      { ...sized('m'), sku: `b-${made}`, externalReference: keys('a').externalReference },
      { ...sized('s'), sku: keys('a').sku, externalReference: `ref-b-${made}` },
    )
    expect(result).toMatchObject({ outcome: 'UPDATED', problems: [] })
    const [b] = await idsOf(product)
    expect(b).not.toBe(a)
    expect(await variantsOf(product)).toEqual({
      [Number(b)]: 'b ref-a size=m',
      [Number(a)]: 'a ref-b size=s',
    })
  })

  test('can take over the reference of one that is left out', async () => {
    const product = await productWith(named('a', 's'), named('b', 'm'))
    const [a, b] = await idsOf(product)
    const result = await save(product, {
      ...sized('s'),
      sku: keys('a').sku,
      externalReference: keys('b').externalReference,
    })
    expect(result).toMatchObject({ outcome: 'UPDATED', problems: [] })
    expect(await variantsOf(product)).toEqual({ [Number(a)]: 'a ref-b size=s' })
    expect(await archivedIds()).toContain(b)
  })
})

describe('a variant that is left out', () => {
  test.each([
    ['its SKU', { sku: 'x' }],
    ['its reference', { externalReference: 'x' }],
    ['its options', {}],
  ])('comes back under its id by %s, with all that it had', async (_, key) => {
    const own = Object.fromEntries(Object.keys(key).map((name) => [name, `back-${made}`]))
    const stays = sized('m', `stays-${made}`)
    const leaves = { ...sized('s'), ...own, barcodes: ['7'], weight: { value: 3, unit: 'g' as const } }
    const product = await productWith(stays, leaves)
    const before = await shop.stored(product)
    await save(product, stays)
    expect(await idsOf(product)).toHaveLength(1)
    expect(await archivedIds()).toContain(before.state.variants[1]?.id)

    const back = 'sku' in key || 'externalReference' in key ? own : { options: leaves.options }
    expect(await save(product, stays, back)).toMatchObject({ outcome: 'UPDATED', problems: [] })
    const after = await shop.stored(product)
    expect(after.state.variants).toEqual(before.state.variants)
    expect(after.prices).toEqual(before.prices)
  })

  test('keeps its SKU from other products', async () => {
    const product = await productWith(named('a', 's'), named('b', 'm'))
    await save(product, named('a', 's'))
    const [result] = await shop.upsert(vessel('thief', { variants: [{ sku: keys('b').sku, prices: [] }] }))
    expect(refusals(result)).toEqual(['DUPLICATE variants.0.sku'])
  })

  test('leaves its options to a new one', async () => {
    const product = await productWith(named('a', 's'), named('b', 'm'))
    const [, b] = await idsOf(product)
    expect(await save(product, named('a', 's'), named('c', 'm'))).toMatchObject({ outcome: 'UPDATED' })
    expect(await idsOf(product)).not.toContain(b)
    expect(Object.values(await variantsOf(product))).toEqual(['a ref-a size=s', 'c ref-c size=m'])
  })
})

describe('variants are refused', () => {
  const refused = async (...variants: VariantInput[]) =>
    refusals((await shop.upsert(vessel('refused', { options: sizes, variants })))[0])

  test.each([
    ['none at all', [], ['REQUIRED variants']],
    ['an SKU twice', [sized('s', 'x'), sized('m', 'x')], ['DUPLICATE variants.1']],
    ['the same choice twice', [sized('s', 'x'), sized('s', 'y')], ['DUPLICATE variants.1']],
    ['no choice', [{ sku: 'x' }], ['REQUIRED variants.0.options']],
    ['an unknown value', [sized('xl', 'x')], ['INVALID variants.0.options.0.valueKey']],
    [
      'an unknown option',
      [{ sku: 'x', options: [{ key: 'color', valueKey: 'red' }] }],
      ['REQUIRED variants.0.options', 'INVALID variants.0.options.0.key'],
    ],
    ['a barcode twice', [{ ...sized('s', 'x'), barcodes: ['1', '1'] }], ['DUPLICATE variants.0.barcodes.1']],
    [
      'foreign media',
      [{ ...sized('s', 'x'), mediaUrls: ['https://a.example/'] }],
      ['INVALID variants.0.mediaUrls.0'],
    ],
    [
      'a weight below zero',
      [{ ...sized('s', 'x'), weight: { value: '-1', unit: 'g' as const } }],
      ['INVALID variants.0.weight'],
    ],
    ['a NUL in an SKU', [sized('s', 'a\0b')], ['INVALID_FORMAT variants.0.sku']],
    ['half of a surrogate pair', [sized('s', '\ud800')], ['INVALID_FORMAT variants.0.sku']],
  ] satisfies [string, VariantInput[], string[]][])('with %s', async (_, variants, expected) => {
    expect(await refused(...variants)).toEqual(expected)
  })

  test('without options, when there are several', async () => {
    const [result] = await shop.upsert(vessel('plain', { variants: [{ sku: 'p1' }, { sku: 'p2' }] }))
    expect(refusals(result)).toEqual(['DUPLICATE variants.1'])
  })

  test('when an option goes that they still choose', async () => {
    const product = await productWith(sized('s', `gone-${made}`))
    const [result] = await shop.upsert({ externalReference: product, options: [option('size', 'm')] })
    expect(refusals(result)).toEqual(['INVALID variants.0.options.0.valueKey'])
  })
})
