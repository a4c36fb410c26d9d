import { beforeAll, describe, expect, test } from 'vitest'
import { must, vessel } from '../../support/shop.js'
import { type ShopApi, startTestShop } from '../../support/shop-api.js'

let shop: ShopApi
beforeAll(async () => {
  shop = await startTestShop()
  const items = Array.from({ length: 130 }, (_, i) =>
    vessel(
      `p-${i}`,
      i % 10 === 0 ? { status: 'DRAFT' } : i % 10 === 1 ? { publications: [{ channel: 'us' }] } : {},
    ),
  )
  await shop.upsert(...items)
  await shop.saved(
    vessel('pictured', {
      translations: [
        { locale: 'en', name: 'Pictured' },
        { locale: 'de', name: 'Bebildert' },
      ],
      media: [
        { url: 'https://images.example/film', kind: 'VIDEO' },
        { url: 'https://images.example/1.jpg', alts: [{ locale: 'de', value: 'Bild' }] },
      ],
    }),
  )
})

interface Entry {
  readonly slug: string
}
const page = async (args: string, context = '') =>
  (
    await shop.ask(
      `query ${context} { sitemap(${args}) { nodes { slug } edges { cursor node { slug } } pageInfo { hasNextPage hasPreviousPage endCursor } } }`,
    )
  ).sitemap
async function walked(args: string, context = ''): Promise<string[]> {
  const slugs: string[] = []
  for (let after = ''; ; ) {
    const { nodes, pageInfo } = await page(`${args}${after}`, context)
    slugs.push(...nodes.map(({ slug }: Entry) => slug))
    if (!pageInfo.hasNextPage || slugs.length > 1_000) return slugs
    after = `, after: "${pageInfo.endCursor}"`
  }
}

describe('a sitemap', () => {
  test('lists what the channel shows, once, in pages of any size', async () => {
    const all = await walked('kind: PRODUCT, first: 1000')
    expect(all).toHaveLength(130 - 26 + 1)
    expect(new Set(all).size).toBe(all.length)
    expect(await walked('kind: PRODUCT, first: 17')).toEqual(all)
    expect(all).not.toContain('p-0')
    expect(all).not.toContain('p-1')
    expect(await walked('kind: PRODUCT, first: 1000', '@inContext(channel: "us")')).toContain('p-1')
  })

  test('has the page in every language, when it changed and its picture', async () => {
    const fields = 'slug alternates { locale slug } updatedAt image { url alt }'
    const query = (context: string) =>
      `query ${context} { sitemap(kind: PRODUCT, first: 1000) { nodes { ${fields} } } }`
    const last = async (context = '') => (await shop.ask(query(context))).sitemap.nodes.at(-1)
    const pictured = {
      slug: 'pictured',
      alternates: [
        { locale: 'de', slug: 'bebildert' },
        { locale: 'en', slug: 'pictured' },
      ],
      updatedAt: '2030-01-01T00:00:00.000Z',
      image: { url: 'https://images.example/1.jpg', alt: 'Bild' },
    }
    expect(await last()).toEqual(pictured)
    expect(await last('@inContext(locale: "de")')).toEqual({ ...pictured, slug: 'bebildert' })
  })

  test('is there for categories and brands', async () => {
    await must(
      shop.catalog.saveBrand(shop.actor, {
        externalReference: 'hermes',
        image: { url: 'https://images.example/b.png' },
      }),
    )
    expect(await walked('kind: CATEGORY, first: 3')).toEqual([
      'glassware',
      'retorts',
      'small-retorts',
      'library',
    ])
    const { sitemap } = await shop.ask('{ sitemap(kind: BRAND) { nodes { slug image { url } } } }')
    expect(sitemap.nodes).toEqual([
      { slug: 'hermes', image: { url: 'https://images.example/b.png' } },
      { slug: 'tria-prima', image: null },
    ])
  })

  test.each([
    ['kind: PRODUCT, first: 1001', 'first'],
    ['kind: PRODUCT, first: -1', 'first'],
    ['kind: PRODUCT, last: 10', 'last'],
    ['kind: PRODUCT, after: "x"', 'after'],
  ])('(%s) is refused', async (args, field) => {
    const [error] = await shop.errorsOf(`{ sitemap(${args}) { nodes { slug } } }`)
    expect(error.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: [field] })
  })

  test('does not go on from a cursor of another kind or list', async () => {
    const { pageInfo } = await page('kind: BRAND, first: 1')
    const [error] = await shop.errorsOf(
      `{ sitemap(kind: CATEGORY, after: "${pageInfo.endCursor}") { nodes { slug } } }`,
    )
    expect(error.extensions.field).toEqual(['after'])
  })
})
