import { beforeAll, describe, expect, test } from 'vitest'
import { seed } from '../../../src/cli/seed.js'
import { type ShopGateway, startTestGateway } from '../../support/gateway.js'

let gateway: ShopGateway
beforeAll(async () => {
  gateway = await startTestGateway()
  await seed(gateway.services)
})

const ask = async (query: string) => {
  const { body } = await gateway.request(query)
  if (body.errors) throw new Error(JSON.stringify(body.errors, null, 2))
  return body.data
}

describe('the demo shop', () => {
  test('sells in two channels, two currencies and two languages', async () => {
    expect(
      await ask('{ shop { name channel { slug } channels { slug currencies locales pricesIncludeTax } } }'),
    ).toEqual({
      shop: {
        name: 'Athanor Alchemical Supplies',
        channel: { slug: 'eu' },
        channels: [
          { slug: 'eu', currencies: ['EUR', 'USD'], locales: ['en', 'ru'], pricesIncludeTax: true },
          { slug: 'us', currencies: ['USD'], locales: ['en'], pricesIncludeTax: false },
        ],
      },
    })
  })

  test('has a tree of categories with products on every shelf', async () => {
    const { categories } = await ask(
      '{ categories { nodes { name products { totalCount } children { nodes { name products { totalCount } } } } } }',
    )
    interface Node {
      products: { totalCount: number }
      children?: { nodes: Node[] }
    }
    const all = (nodes: Node[]): Node[] => nodes.flatMap((node) => [node, ...all(node.children?.nodes ?? [])])
    const found = all(categories.nodes)
    expect(found.length).toBeGreaterThan(10)
    for (const category of found)
      expect(category.products.totalCount, JSON.stringify(category)).toBeGreaterThan(0)
  })

  test('shows the classic retort in both languages, with what it costs', async () => {
    const fields =
      'name slug contentLocale brand { name } variants { totalCount nodes { sku name price { formatted } } }'
    const { en, ru } = await ask(
      `query @inContext(locale: "ru") { ru: product(by: { slug: "retorta-lebedinaya-sheya" }) { ${fields} } en: product(by: { slug: "classic-swan-neck-retort" }) { slug } }`,
    )
    expect(en).toEqual({ slug: 'retorta-lebedinaya-sheya' })
    expect(ru).toMatchObject({
      name: 'Реторта «Лебединая шея»',
      contentLocale: 'ru',
      variants: { totalCount: 6 },
    })
    expect(ru.variants.nodes[0]).toMatchObject({
      sku: 'RET-CLS-250-CLR',
      name: '250 мл / Прозрачное',
      price: { formatted: expect.stringMatching(/24,90\s€/) },
    })
    const us = await ask(
      'query @inContext(channel: "us") { productVariant(by: { barcode: "2100001000011" }) { name price { formatted } taxIncluded } }',
    )
    expect(us.productVariant).toEqual({
      name: '250 ml / Clear',
      price: { formatted: '$23.99' },
      taxIncluded: false,
    })
  })

  test('is filtered by its attributes', async () => {
    const filter =
      'filter: { attributes: [{ key: "max_temperature", min: "400" }, { key: "handmade", is: true }, { key: "material", in: ["borosilicate_glass"] }] }'
    const { products } = await ask(
      `{ products(${filter}, sort: PRICE_ASC) { totalCount nodes { priceRange { minVariantPrice { amountMinor } } attributes(keys: ["max_temperature"]) { ... on NumberAttribute { number } } } } }`,
    )
    expect(products.totalCount).toBeGreaterThan(1)
    const prices = products.nodes.map(
      (node: { priceRange: { minVariantPrice: { amountMinor: number } } }) =>
        node.priceRange.minVariantPrice.amountMinor,
    )
    expect(prices).toEqual(prices.toSorted((a: number, b: number) => a - b))
    for (const node of products.nodes) expect(Number(node.attributes[0].number)).toBeGreaterThanOrEqual(400)
  })

  test('is whole: every product is seen, and each of its pictures has a text', async () => {
    const seen = new Map<string, { media: { alt: string | null }[] }>()
    for (const channel of ['eu', 'us']) {
      const { products } = await ask(
        `query @inContext(channel: "${channel}") { products(first: 100) { nodes { externalReference media { alt } } } }`,
      )
      for (const product of products.nodes) seen.set(product.externalReference, product)
    }
    expect(seen.size).toBeGreaterThanOrEqual(60)
    for (const { media } of seen.values()) for (const { alt } of media) expect(alt).not.toBeNull()
  })

  test('is seeded again without a change', async () => {
    const entries = () => gateway.services.audit.count({ entity: 'Product' })
    const before = await entries()
    await seed(gateway.services)
    expect(await entries()).toBe(before)
  })
})
