import { beforeAll, describe, expect, test } from 'vitest'
import { must } from '../../support/shop.js'
import { type ShopApi, startTestShop } from '../../support/shop-api.js'
import { fillShelf } from './shelf.js'

let shop: ShopApi
beforeAll(async () => {
  shop = await startTestShop()
  await fillShelf(shop)
})

const query = (args: string, context = '') =>
  `query ${context} { products${args} { nodes { externalReference } totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`
const list = async (args = '', context = '') => (await shop.ask(query(args, context))).products
const references = ({ nodes }: { nodes: { externalReference: string }[] }) =>
  nodes.map(({ externalReference }) => externalReference)
const names = async (args = '', context = '') => references(await list(args, context)).join(' ')

describe('products come', () => {
  test.each([
    ['', 'Beaker Crucible alembic dish Éprouvette'],
    ['(sort: FEATURED)', 'Beaker Crucible alembic dish Éprouvette'],
    ['(sort: NEWEST)', 'Crucible dish alembic Éprouvette Beaker'],
    ['(sort: NAME_ASC)', 'alembic Beaker Crucible dish Éprouvette'],
    ['(sort: NAME_DESC)', 'Éprouvette dish Crucible Beaker alembic'],
    ['(sort: PRICE_ASC)', 'Beaker Crucible Éprouvette dish alembic'],
    ['(sort: PRICE_DESC)', 'alembic dish Éprouvette Crucible Beaker'],
    ['(sort: null)', null],
  ])('in order%s', async (args, expected) => {
    if (expected === null) expect(await shop.errorsOf(query(args))).toHaveLength(1)
    else expect(await names(args)).toBe(expected)
  })

  test('sorted by the names that the locale shows, fallbacks among them', async () => {
    expect(await names('(sort: NAME_ASC)', '@inContext(locale: "de")')).toBe(
      'alembic Crucible dish Éprouvette Beaker',
    )
    expect(await names('(sort: NAME_ASC)', '@inContext(locale: "ru")')).toBe(
      'alembic Beaker Crucible Éprouvette dish',
    )
  })

  test('in pages that a client can walk both ways', async () => {
    const first = await list('(first: 2, sort: PRICE_ASC)')
    expect(first).toMatchObject({ totalCount: 5, pageInfo: { hasNextPage: true, hasPreviousPage: false } })
    const second = await list(`(first: 2, sort: PRICE_ASC, after: "${first.pageInfo.endCursor}")`)
    const back = await list(`(last: 2, sort: PRICE_ASC, before: "${second.pageInfo.startCursor}")`)
    expect([references(first), references(second)]).toEqual([
      ['Beaker', 'Crucible'],
      ['Éprouvette', 'dish'],
    ])
    expect(references(back)).toEqual(references(first))
    expect(second.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: true })
  })

  test.each([
    ['(first: -1)', 'first'],
    ['(first: 101)', 'first'],
    ['(last: -1)', 'last'],
    ['(last: 101)', 'last'],
    ['(first: 1, last: 1)', 'last'],
    ['(after: "x")', 'after'],
    ['(first: 1, before: "x")', 'before'],
  ])('not with %s, which is named', async (args, field) => {
    const [error] = await shop.errorsOf(query(args))
    expect(error).toMatchObject({
      path: ['products'],
      extensions: { code: 'BAD_USER_INPUT', field: [field] },
    })
  })

  test('not from a cursor of another list, sort, filter or context', async () => {
    const { pageInfo } = await list('(first: 1)')
    const { categories } = await shop.ask('{ categories { pageInfo { endCursor } } }')
    const after = `after: "${pageInfo.endCursor}"`
    for (const [args, context] of [
      [`(${after}, sort: NEWEST)`],
      [`(${after}, filter: { tags: ["new"] })`],
      [`(${after})`, '@inContext(currency: "USD")'],
      [`(after: "${categories.pageInfo.endCursor}")`],
    ])
      expect(await shop.errorsOf(query(args as string, context))).toMatchObject([
        { extensions: { field: ['after'] } },
      ])
    expect(references(await list(`(${after})`))).toHaveLength(4)
  })
})

describe('in a category or of a brand', () => {
  const within = async (field: string, args: string) => {
    const { it } = await shop.ask(
      `{ it: ${field} { products${args} { nodes { externalReference } totalCount } } }`,
    )
    expect(it.products.totalCount).toBe(it.products.nodes.length)
    return references(it.products).join(' ')
  }

  test('stand the products of all that is below', async () => {
    expect(await within('category(by: { slug: "glassware" })', '(sort: NAME_ASC)')).toBe(
      'alembic Beaker Crucible dish',
    )
    expect(await within('category(by: { slug: "small-retorts" })', '')).toBe('alembic')
    expect(await within('brand(by: { slug: "hermes" })', '(sort: NAME_DESC)')).toBe('Crucible alembic')
  })

  test('a filter narrows the list and cannot leave it', async () => {
    const { library, tria } = await shop.ask(
      '{ library: category(by: { slug: "library" }) { id } tria: brand(by: { slug: "tria-prima" }) { id } }',
    )
    const retorts = 'category(by: { slug: "retorts" })'
    expect(await within(retorts, '(filter: { tags: ["new"] })')).toBe('alembic')
    expect(await within(retorts, `(filter: { categoryId: "${library.id}" })`)).toBe('Crucible')
    expect(await within(retorts, `(filter: { brandIds: ["${tria.id}"] })`)).toBe('')
    expect(await within('brand(by: { slug: "hermes" })', `(filter: { brandIds: ["${tria.id}"] })`)).toBe('')
    expect(await within('brand(by: { slug: "tria-prima" })', '(filter: { tags: ["sale"] })')).toBe('Beaker')
  })

  test('follow a category that moves', async () => {
    await must(shop.catalog.saveCategory(shop.actor, { externalReference: 'retorts', parent: 'library' }))
    expect(await within('category(by: { slug: "glassware" })', '')).toBe('Beaker')
    expect(await within('category(by: { slug: "library" })', '(sort: NAME_ASC)')).toBe(
      'alembic Crucible dish Éprouvette',
    )
    await must(shop.catalog.saveCategory(shop.actor, { externalReference: 'retorts', parent: 'glassware' }))
  })
})
