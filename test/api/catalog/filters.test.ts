import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { must, pricesOf, vessel } from '../../support/shop.js'
import { type ShopApi, startTestShop } from '../../support/shop-api.js'
import { fillShelf } from './shelf.js'

let shop: ShopApi
beforeAll(async () => {
  shop = await startTestShop()
  await fillShelf(shop)
})
beforeEach(() => shop.clock.set('2030-01-01T00:00:00.000Z'))

const query = (args: string, context = '') =>
  `query ${context} { products${args} { nodes { externalReference } totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`
const list = async (args = '', context = '') => (await shop.ask(query(args, context))).products
const references = ({ nodes }: { nodes: { externalReference: string }[] }) =>
  nodes.map(({ externalReference }) => externalReference)
const names = async (args = '', context = '') => references(await list(args, context)).join(' ')
const found = async (filter: string) => {
  const page = await list(`(filter: { ${filter} }, sort: NAME_ASC)`)
  expect(page.totalCount).toBe(page.nodes.length)
  return references(page).join(' ')
}

describe('a filter', () => {
  test.each([
    ['tags: ["new"]', 'alembic Beaker'],
    ['tags: ["new", "sale"]', 'alembic Beaker Éprouvette'],
    ['tags: ["nothing"]', ''],
    ['price: { minMinor: 2000 }', 'alembic Crucible dish Éprouvette'],
    ['price: { maxMinor: 2000 }', 'Beaker Crucible Éprouvette'],
    ['price: { minMinor: 2000, maxMinor: 2500 }', 'Crucible dish Éprouvette'],
    ['price: { minMinor: 2500, maxMinor: 2000 }', ''],
    ['price: {}', 'alembic Beaker Crucible dish Éprouvette'],
    ['attributes: [{ key: "material", in: ["glass"] }]', 'alembic Beaker'],
    ['attributes: [{ key: "material", in: ["glass", "wood"] }]', 'alembic Beaker Éprouvette'],
    ['attributes: [{ key: "uses", in: ["storing"] }]', 'Éprouvette'],
    ['attributes: [{ key: "handmade", is: true }]', 'Crucible'],
    ['attributes: [{ key: "handmade", is: false }]', 'Éprouvette'],
    ['attributes: [{ key: "capacity", min: "99.5" }]', 'alembic Beaker Crucible'],
    ['attributes: [{ key: "capacity", min: "99.500001", max: 100 }]', 'alembic'],
    ['attributes: [{ key: "capacity", max: "100" }]', 'alembic Crucible'],
    ['attributes: [{ key: "maker", in: ["Flamel"] }]', 'dish'],
    ['attributes: [{ key: "made_on", in: ["2020-02-29"] }]', 'dish'],
    ['attributes: [{ key: "material", in: ["glass"] }, { key: "capacity", min: "200" }]', 'Beaker'],
    ['attributes: [{ key: "material", in: ["glass"] }, { key: "material", in: ["copper"] }]', ''],
    ['tags: ["new"], price: { maxMinor: 1000 }, attributes: [{ key: "material", in: ["glass"] }]', 'Beaker'],
    ['ids: []', ''],
    ['', 'alembic Beaker Crucible dish Éprouvette'],
  ])('{ %s } lets through "%s"', async (filter, expected) => {
    expect(await found(filter)).toBe(expected)
  })

  test('by ids, categories and brands takes ids; those of nothing find nothing', async () => {
    const { alembic, retorts, hermes } = await shop.ask(`{
      alembic: product(by: { externalReference: "alembic" }) { id }
      retorts: category(by: { slug: "retorts" }) { id }
      hermes: brand(by: { slug: "hermes" }) { id }
    }`)
    expect(await found(`ids: ["${alembic.id}", "nonsense", "${retorts.id}"]`)).toBe('alembic')
    expect(await found(`categoryId: "${retorts.id}"`)).toBe('alembic Crucible dish')
    expect(await found(`brandIds: ["${hermes.id}"]`)).toBe('alembic Crucible')
    expect(await found(`categoryId: "${retorts.id}", brandIds: ["${hermes.id}"], tags: ["new"]`)).toBe(
      'alembic',
    )
    for (const nothing of [
      'categoryId: "cat_999"',
      'categoryId: "x"',
      'brandIds: ["brd_999"]',
      'brandIds: ["x"]',
    ])
      expect(await found(nothing)).toBe('')
  })

  test('by what changed since keeps a copy up to date', async () => {
    expect(await found('updatedSince: "2030-01-01T00:00:00Z"')).toBe(
      'alembic Beaker Crucible dish Éprouvette',
    )
    expect(await found('updatedSince: "2030-01-01T00:00:00.001Z"')).toBe('')
    shop.clock.set('2030-02-01T00:00:00.000Z')
    await shop.upsert({ externalReference: 'dish', rank: 2 })
    await shop.merchandising.savePrices(shop.actor, {
      items: [{ sku: 'Crucible', prices: pricesOf(2_000, 9_000) }],
    })
    await shop.upsert({ externalReference: 'alembic', rank: 5 })
    expect(await found('updatedSince: "2030-01-15T00:00:00+01:00"')).toBe('Crucible dish')
  })

  test.each([
    ['attributes: [{ key: "colour", in: ["red"] }]', 'attributes.0.key', 'no attribute "colour"'],
    ['attributes: [{ key: "pages", min: 1 }]', 'attributes.0.key', 'cannot be filtered by attribute "pages"'],
    ['attributes: [{ key: "material" }]', 'attributes.0', '"material"'],
    [
      'attributes: [{ key: "maker", in: ["x"] }, { key: "capacity", in: ["100"] }]',
      'attributes.1',
      '"capacity" is of type NUMBER',
    ],
    ['attributes: [{ key: "material", min: "1" }]', 'attributes.0', '"material" is of type ONE_OF'],
    ['attributes: [{ key: "handmade", in: ["true"] }]', 'attributes.0', '"handmade" is of type BOOLEAN'],
    ['attributes: [{ key: "capacity", min: "1", is: true }]', 'attributes.0', '"capacity"'],
    ['attributes: [{ key: "material", in: ["glass"], max: "1" }]', 'attributes.0', '"material"'],
  ])('{ %s } is refused, and its attribute named', async (filter, field, message) => {
    const [error] = await shop.errorsOf(query(`(filter: { ${filter} })`))
    expect(error.message).toContain(message)
    expect(error.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: ['filter', ...field.split('.')] })
  })

  test.each(['ids', 'brandIds', 'tags'])('by %s takes 250 at most', async (field) => {
    const listOf = (count: number) => `(filter: { ${field}: [${'"x" '.repeat(count)}] })`
    expect((await shop.errorsOf(query(listOf(251))))[0].extensions.field).toEqual(['filter', field])
    expect(await names(listOf(250))).toBe('')
  })

  test.each([
    'price: { minMinor: 1.5 }',
    'attributes: [{ key: "capacity", min: "lots" }]',
    'updatedSince: "yesterday"',
    'colour: "red"',
  ])('{ %s } is no filter', async (filter) => {
    expect(await shop.errorsOf(query(`(filter: { ${filter} })`))).toHaveLength(1)
  })
})

describe('an attribute that is defined while the shop runs', () => {
  const define = () =>
    must(
      shop.catalog.saveAttribute(shop.actor, {
        key: 'finish',
        type: 'ONE_OF',
        names: [{ locale: 'en', value: 'Finish' }],
        choices: [{ key: 'matt', names: [{ locale: 'en', value: 'Matt' }] }],
      }),
    )
  const use = (filterable: boolean) =>
    must(
      shop.catalog.saveProductType(shop.actor, {
        key: 'jar',
        name: 'Jar',
        attributes: [{ key: 'finish', filterable }],
      }),
    )
  const jars = 'attributes: [{ key: "finish", in: ["matt"] }]'

  test('is shown and filtered by at once', async () => {
    await define()
    await use(true)
    await shop.saved(
      vessel('jar', { productType: 'jar', attributes: [{ key: 'finish', choices: ['matt'] }] }),
    )
    expect(await found(jars)).toBe('jar')
    const { product } = await shop.ask(
      '{ product(by: { slug: "jar" }) { attributes { name displayValue } } }',
    )
    expect(product.attributes).toEqual([{ name: 'Finish', displayValue: 'Matt' }])
  })

  test('is filtered by no more and again as its product type says, once the reactions have run', async () => {
    await use(false)
    await shop.react()
    expect((await shop.errorsOf(query(`(filter: { ${jars} })`)))[0].message).toContain('"finish"')
    await use(true)
    expect(await found(jars)).toBe('')
    await shop.react()
    expect(await found(jars)).toBe('jar')
  })
})
