import { beforeAll, describe, expect, test } from 'vitest'
import type { ProductInput } from '../../../src/domains/catalog/index.js'
import { openTestShop, option, refusals, sized, type TestShop, vessel } from '../../support/shop.js'

let shop: TestShop
beforeAll(async () => {
  shop = await openTestShop()
})

const refused = async (given: Partial<ProductInput>) => (await shop.upsert(vessel('wrong', given)))[0]

describe('attributes are refused', () => {
  const material = { key: 'material', choices: ['glass'] }
  test.each([
    ['text for a number', { key: 'capacity', text: '12' }, 'INVALID attributes.1.text', 'capacity'],
    ['no number', { key: 'capacity', number: '12 ml' }, 'INVALID attributes.1.number', 'capacity'],
    ['a number for yes or no', { key: 'handmade', number: 1 }, 'INVALID attributes.1.number', 'handmade'],
    ['no day', { key: 'made_on', date: '2026-02-30' }, 'INVALID attributes.1.date', 'made_on'],
    ['an unknown choice', { key: 'uses', choices: ['flying'] }, 'INVALID attributes.1.choices', 'uses'],
    ['nothing', { key: 'maker' }, 'INVALID attributes.1.text', 'maker'],
    ['two values', { key: 'maker', text: 'x', number: 1 }, 'INVALID attributes.1.text', 'maker'],
    ['NUL', { key: 'maker', text: 'a\0' }, 'INVALID attributes.1.text', 'maker'],
    ['an attribute of another type', { key: 'pages', number: 1 }, 'NOT_FOUND attributes.1.key', 'pages'],
    ['an attribute that is none', { key: 'colour', text: 'red' }, 'NOT_FOUND attributes.1.key', 'colour'],
  ])('for %s, naming the attribute', async (_, value, expected, name) => {
    const result = await refused({ attributes: [material, value] })
    expect(refusals(result)).toEqual([expected])
    expect(result?.problems[0]?.message).toContain(`"${name}"`)
  })

  test('for two choices of one, and for an attribute twice', async () => {
    const result = await refused({ attributes: [{ key: 'material', choices: ['glass', 'wood'] }, material] })
    expect(refusals(result)).toEqual(['DUPLICATE attributes.1', 'INVALID attributes.0.choices'])
  })

  test('for a required one that is missing, of an active product only', async () => {
    expect(refusals(await refused({ attributes: [] }))).toEqual(['REQUIRED attributes'])
    await shop.saved(vessel('draft', { status: 'DRAFT', attributes: [] }))
    const [active] = await shop.upsert({ externalReference: 'draft', status: 'ACTIVE' })
    expect(refusals(active)).toEqual(['REQUIRED attributes'])
    expect(active?.problems[0]?.message).toContain('"material"')
    expect(await shop.upsert({ externalReference: 'draft', status: 'ARCHIVED' })).toMatchObject([
      { outcome: 'UPDATED' },
    ])
  })

  test('but not when every variant has the required one', async () => {
    const each = (valueKey: string, given = {}) => ({ ...sized(valueKey, `each-${valueKey}`), ...given })
    const some = vessel('each', {
      attributes: [],
      options: [option('size', 's', 'm')],
      variants: [each('s', { attributes: [material] }), each('m')],
    })
    expect(refusals((await shop.upsert(some))[0])).toEqual(['REQUIRED attributes'])
    const all = {
      ...some,
      variants: [each('s', { attributes: [material] }), each('m', { attributes: [material] })],
    }
    expect(await shop.upsert(all)).toMatchObject([{ outcome: 'CREATED' }])
  })
})

describe('a product that moves to another product type', () => {
  test('keeps the values of attributes that this has too, and loses the others', async () => {
    const own = [
      { key: 'material', choices: ['glass'] },
      { key: 'maker', text: 'Flamel' },
    ]
    await shop.catalog.saveProductType(shop.actor, {
      key: 'gift',
      name: 'Gift',
      attributes: [{ key: 'maker' }],
    })
    await shop.saved(
      vessel('moved', {
        attributes: own,
        options: [option('size', 's')],
        variants: [{ ...sized('s', 'moved'), attributes: [{ key: 'capacity', number: 1 }] }],
      }),
    )
    expect(await shop.upsert({ externalReference: 'moved', productType: 'gift' })).toMatchObject([
      { outcome: 'UPDATED', problems: [] },
    ])
    const { state } = await shop.stored('moved')
    expect(state.attributes).toEqual([{ key: 'maker', text: 'Flamel' }])
    expect(state.variants[0]?.attributes).toEqual([])
    const [back] = await shop.upsert({ externalReference: 'moved', productType: 'vessel' })
    expect(refusals(back)).toEqual(['REQUIRED attributes'])
  })
})

test('a value that the product type drops is no part of an export, so that it can be imported', async () => {
  const type = (...keys: string[]) =>
    shop.catalog.saveProductType(shop.actor, {
      key: 'card',
      name: 'Card',
      attributes: keys.map((key) => ({ key })),
    })
  await type('maker', 'pages')
  await shop.saved(
    vessel('card', {
      productType: 'card',
      attributes: [
        { key: 'maker', text: 'M' },
        { key: 'pages', number: 1 },
      ],
    }),
  )
  await type('maker')
  const lines: string[] = []
  await shop.feeds.export(async (line) => void lines.push(line))
  const record = lines
    .map((line) => JSON.parse(line))
    .find(({ externalReference }) => externalReference === 'card')
  expect(record.attributes).toEqual([{ key: 'maker', text: 'M' }])
})
