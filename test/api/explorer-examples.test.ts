import { readdirSync, readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { seed } from '../../src/cli/seed.js'
import { type ShopGateway, startTestGateway } from '../support/gateway.js'

const folder = new URL('../../web/explorer/', import.meta.url)
const read = (file: string) => readFileSync(new URL(file, folder), 'utf8')
const shopExamples = readdirSync(new URL('examples/shop/', folder)).map((file) => `examples/shop/${file}`)
const adminExamples = readdirSync(new URL('examples/admin/', folder)).map((file) => `examples/admin/${file}`)

let gateway: ShopGateway

beforeAll(async () => {
  gateway = await startTestGateway()
  await seed(gateway.services)
})

/** Where an answer has nothing to show: `products.nodes`. */
function emptyPlaces(value: unknown, path = ''): string[] {
  if (value === null || (Array.isArray(value) && value.length === 0)) return [path]
  if (typeof value !== 'object') return []
  return Object.entries(value).flatMap(([key, part]) => emptyPlaces(part, path ? `${path}.${key}` : key))
}

describe('the examples of the explorer, on the demo shop', () => {
  test.each(shopExamples)('%s shows something', async (file) => {
    const { body } = await gateway.request(read(file))
    expect(body.errors).toBeUndefined()
    const { requested, limit } = body.extensions.cost
    expect(requested).toBeLessThan(limit / 2)
    const roots = Object.entries<object>(body.data)
    expect(roots.length).toBeGreaterThan(0)
    for (const [root, value] of roots)
      expect(
        emptyPlaces(value).filter((path) => !path.includes('.')),
        root,
      ).toEqual([])
  })

  test('the product page shows options, attributes and a reduced price', async () => {
    const { product } = (await gateway.request(read('examples/shop/product-page.graphql'))).body.data
    expect(product.options.length).toBeGreaterThan(1)
    expect(product.attributes.length).toBeGreaterThan(1)
    expect(
      product.variants.nodes.some((variant: { compareAtPrice: object | null }) => variant.compareAtPrice),
    ).toBe(true)
  })

  test('the list is sorted by price, and its cursor leads on', async () => {
    const query = read('examples/shop/product-list.graphql')
    const { products } = (await gateway.request(query)).body.data
    expect(products.totalCount).toBeGreaterThan(products.nodes.length)
    const next = (await gateway.request(query, { after: products.pageInfo.endCursor })).body.data.products
    const names = [...products.nodes, ...next.nodes].map((product: { name: string }) => product.name)
    expect(new Set(names).size).toBe(names.length)
    expect(next.nodes.length).toBeGreaterThan(0)
  })

  test('the upsert creates once it is no dry run, then changes nothing', async () => {
    const dry = read('examples/admin/product-upsert.graphql')
    const wet = dry.replaceAll('dryRun: true', 'dryRun: false')
    const outcome = async (query: string) => {
      const { data } = (await gateway.admin(query)).body
      return data.productsUpsert.results.map((result: { outcome: string }) => result.outcome)
    }
    expect(await outcome(dry)).toEqual(['CREATED'])
    expect(await outcome(dry)).toEqual(['CREATED'])
    expect(await outcome(wet)).toEqual(['CREATED'])
    expect(await outcome(wet)).toEqual(['UNCHANGED'])
  })

  test('all are tabs of the page', () => {
    const tabs = read('apis.ts')
    expect(adminExamples.length).toBeGreaterThan(0)
    expect([...shopExamples, ...adminExamples].filter((file) => !tabs.includes(`./${file}`))).toEqual([])
  })
})
