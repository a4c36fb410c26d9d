import { beforeAll, describe, expect, test } from 'vitest'
import type { CategoryInput } from '../../../src/domains/catalog/index.js'
import { must } from '../../support/shop.js'
import { type ShopApi, startTestShop } from '../../support/shop-api.js'

let shop: ShopApi
beforeAll(async () => {
  shop = await startTestShop()
})

const save = (externalReference: string, given: Partial<CategoryInput> = {}) =>
  shop.catalog.saveCategory(shop.actor, { externalReference, ...given })
const named = (name: string) => ({ translations: [{ locale: 'en', name }] })
const create = (reference: string, parent: string | null = null, given: Partial<CategoryInput> = {}) =>
  must(save(reference, { parent, ...named(reference), ...given }))
const category = async (slug: string, fields: string) =>
  (await shop.ask(`{ category(by: { slug: "${slug}" }) { ${fields} } }`)).category
const slugs = ({ nodes }: { nodes: { slug: string }[] }) => nodes.map(({ slug }) => slug)

describe('the tree of categories', () => {
  test('is walked down from the root', async () => {
    const { categories } = await shop.ask(
      '{ categories { nodes { slug level children { nodes { slug level children { nodes { slug level } totalCount } } totalCount } } totalCount } }',
    )
    expect(categories).toEqual({
      totalCount: 2,
      nodes: [
        {
          slug: 'glassware',
          level: 0,
          children: {
            totalCount: 1,
            nodes: [
              {
                slug: 'retorts',
                level: 1,
                children: { totalCount: 1, nodes: [{ slug: 'small-retorts', level: 2 }] },
              },
            ],
          },
        },
        { slug: 'library', level: 0, children: { totalCount: 0, nodes: [] } },
      ],
    })
  })

  test('is walked up from any place', async () => {
    const fields = 'parent { slug } ancestors { slug level } level'
    expect(await category('small-retorts', fields)).toEqual({
      parent: { slug: 'retorts' },
      ancestors: [
        { slug: 'glassware', level: 0 },
        { slug: 'retorts', level: 1 },
      ],
      level: 2,
    })
    expect(await category('glassware', fields)).toEqual({ parent: null, ancestors: [], level: 0 })
  })

  test('has nothing below what is no category', async () => {
    for (const parentId of ['cat_999999', 'prd_1', 'x', ''])
      expect(await shop.ask(`{ categories(parentId: "${parentId}") { nodes { slug } totalCount } }`)).toEqual(
        {
          categories: { nodes: [], totalCount: 0 },
        },
      )
  })

  test('keeps the order that it is given, ties in the order of creation', async () => {
    await create('ordered')
    for (const [reference, position] of [
      ['o-c', 2],
      ['o-a', 1],
      ['o-d', 2],
      ['o-b', 1],
    ] as const)
      await create(reference, 'ordered', { position })
    const fields = 'id children { nodes { slug } }'
    const { id, children } = await category('ordered', fields)
    expect(slugs(children)).toEqual(['o-a', 'o-b', 'o-c', 'o-d'])
    await must(save('o-d', { position: 0 }))
    expect(slugs((await category('ordered', fields)).children)).toEqual(['o-d', 'o-a', 'o-b', 'o-c'])

    const page = async (args: string) =>
      (
        await shop.ask(
          `{ categories(parentId: "${id}", ${args}) { nodes { slug } totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`,
        )
      ).categories
    const first = await page('first: 3')
    expect(first).toMatchObject({ totalCount: 4, pageInfo: { hasNextPage: true, hasPreviousPage: false } })
    const second = await page(`first: 3, after: "${first.pageInfo.endCursor}"`)
    expect([slugs(first), slugs(second)]).toEqual([['o-d', 'o-a', 'o-b'], ['o-c']])
    expect(second.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true })
    expect(slugs(await page('last: 2'))).toEqual(['o-b', 'o-c'])
    expect(slugs(await page(`last: 2, before: "${second.pageInfo.startCursor}"`))).toEqual(['o-a', 'o-b'])
    const [error] = await shop.errorsOf(
      `{ categories(after: "${first.pageInfo.endCursor}") { nodes { slug } } }`,
    )
    expect(error.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: ['after'] })
  })

  test('pages its root both ways', async () => {
    const page = async (args: string) =>
      (await shop.ask(`{ categories(${args}) { nodes { slug } pageInfo { startCursor endCursor } } }`))
        .categories
    const all = slugs(await page('first: 100'))
    const first = await page('first: 2')
    const rest = await page(`first: 100, after: "${first.pageInfo.endCursor}"`)
    expect([...slugs(first), ...slugs(rest)]).toEqual(all)
    const last = await page('last: 2')
    const before = await page(`last: 100, before: "${last.pageInfo.startCursor}"`)
    expect([...slugs(before), ...slugs(last)]).toEqual(all)
  })
})

describe('a category', () => {
  test('shows its texts, picture and slugs in the locale of the context', async () => {
    await must(
      save('shown', {
        translations: [
          { locale: 'en', name: 'Shown', description: '<b>Yes</b>', seoTitle: 'T', seoDescription: 'D' },
          { locale: 'de', name: 'Gezeigt' },
        ],
        image: { url: 'https://images.example/c.jpg', alts: [{ locale: 'de', value: 'Bild' }] },
      }),
    )
    const fields =
      'name slug description contentLocale alternates { locale slug } image { url alt } seo { title description image { url } } version externalReference'
    const shown = async (context: string) =>
      (await shop.ask(`query ${context} { category(by: { slug: "shown" }) { ${fields} } }`)).category
    const image = { url: 'https://images.example/c.jpg' }
    expect(await shown('')).toEqual({
      name: 'Shown',
      slug: 'shown',
      description: '<b>Yes</b>',
      contentLocale: 'en',
      alternates: [
        { locale: 'de', slug: 'gezeigt' },
        { locale: 'en', slug: 'shown' },
      ],
      image: { ...image, alt: 'Bild' },
      seo: { title: 'T', description: 'D', image },
      version: 1,
      externalReference: 'shown',
    })
    expect(await shown('@inContext(locale: "de")')).toMatchObject({
      name: 'Gezeigt',
      slug: 'gezeigt',
      description: null,
      seo: { title: null },
    })
  })

  test('moves with all below it, and to the root', async () => {
    await create('old-home')
    await create('new-home')
    await create('mover', 'old-home')
    await create('moved-along', 'mover')
    await must(save('mover', { parent: 'new-home' }))
    const { ancestors } = await category('moved-along', 'ancestors { slug }')
    expect(ancestors).toEqual([{ slug: 'new-home' }, { slug: 'mover' }])
    expect((await category('old-home', 'children { totalCount }')).children.totalCount).toBe(0)
    await must(save('mover', { parent: null }))
    expect(await category('mover', 'level parent { slug }')).toEqual({ level: 0, parent: null })
  })

  test('stays where it is when it is saved without a parent', async () => {
    await must(save('retorts', { position: 3 }))
    expect((await category('retorts', 'parent { slug }')).parent).toEqual({ slug: 'glassware' })
    await must(save('retorts', { position: null }))
  })

  test('cannot move under itself, below itself or under nothing', async () => {
    for (const parent of ['glassware', 'retorts', 'small-retorts'])
      expect(await save('glassware', { parent })).toMatchObject({
        ok: false,
        errors: [{ code: 'INVALID', field: ['parent'], message: expect.stringContaining(`"${parent}"`) }],
      })
    for (const parent of ['nothing', 'a\0b'])
      expect(await save('glassware', { parent })).toMatchObject({
        errors: [{ code: 'NOT_FOUND', field: ['parent'], reference: parent }],
      })
    expect(await save('self', { parent: 'self', ...named('Self') })).toMatchObject({
      errors: [{ code: 'NOT_FOUND' }],
    })
    expect((await category('glassware', 'level')).level).toBe(0)
  })

  test('stands at most 20 levels deep, with all that moves along', async () => {
    for (let level = 0; level <= 20; level++)
      await create(`deep-${level}`, level === 0 ? null : `deep-${level - 1}`)
    expect((await category('deep-20', 'level ancestors { slug }')).ancestors).toHaveLength(20)
    expect(await save('deeper', { parent: 'deep-20', ...named('Deeper') })).toMatchObject({
      errors: [{ code: 'LIMIT_EXCEEDED', field: ['parent'], max: '20' }],
    })
    await create('pair')
    await create('pair-child', 'pair')
    expect(await save('pair', { parent: 'deep-19' })).toMatchObject({ errors: [{ code: 'LIMIT_EXCEEDED' }] })
    await must(save('pair', { parent: 'deep-18' }))
    expect((await category('pair-child', 'level')).level).toBe(20)
  })

  test('is refused for every fault at once, and nothing changes', async () => {
    const before = await shop.audit.count({})
    const result = await save('glassware', {
      expectedVersion: 9,
      position: -1,
      translations: [{ locale: 'xx_', name: '' }],
      image: { url: 'ftp://x', width: -1 },
    })
    expect(result.ok || result.errors.map(({ code, field }) => `${code} ${field?.join('.')}`).sort()).toEqual(
      [
        'INVALID_FORMAT image.url',
        'INVALID_FORMAT translations.0.locale',
        'OUT_OF_RANGE image.width',
        'OUT_OF_RANGE position',
        'REQUIRED translations.0.name',
        'VERSION_CONFLICT expectedVersion',
      ],
    )
    expect(await save('new', {})).toMatchObject({ errors: [{ code: 'REQUIRED', field: ['translations'] }] })
    expect(await save('glassware', { translations: null })).toMatchObject({ errors: [{ code: 'REQUIRED' }] })
    expect(await save('a\0b', named('X'))).toMatchObject({ errors: [{ field: ['externalReference'] }] })
    expect(await shop.audit.count({})).toBe(before)
  })

  test('is told of once for each change, and not when nothing changes', async () => {
    const id = await create('audited', null, { position: 4 })
    await must(save('audited', { position: 4 }))
    await must(save('audited', { parent: 'library' }))
    const { items } = await shop.audit.page({ entity: 'Category', entityId: String(id) }, {})
    const parentId = await shop.catalog.categoryIdBySlug('library', ['en'])
    expect(items).toMatchObject([
      { action: 'categorySave', before: { parentId: null, position: 4 }, after: { parentId, position: 4 } },
      {
        action: 'categorySave',
        before: null,
        after: { externalReference: 'audited', texts: [{ slug: 'audited' }] },
      },
    ])
    expect((await category('audited', 'version')).version).toBe(2)
  })
})
