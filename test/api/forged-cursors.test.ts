import { beforeAll, describe, expect, test } from 'vitest'
import { seed } from '../../src/cli/seed.js'
import { type ShopGateway, startTestGateway } from '../support/gateway.js'

let gateway: ShopGateway

beforeAll(async () => {
  gateway = await startTestGateway()
  await seed(gateway.services)
})

const products = (sort: string) =>
  `query ($after: String) { list: products(first: 1, sort: ${sort}, after: $after) { pageInfo { endCursor } } }`
const below = (parent: string, field: string) =>
  `query ($after: String) { parent: ${parent} { list: ${field}(first: 1, after: $after) { pageInfo { endCursor } } } }`

const lists: readonly [name: string, query: string][] = [
  ...['FEATURED', 'NEWEST', 'NAME_ASC', 'PRICE_DESC'].map((sort): [string, string] => [
    `products by ${sort}`,
    products(sort),
  ]),
  ['variants', below('product(by: { slug: "athanor" })', 'variants')],
  [
    'categories',
    'query ($after: String) { list: categories(first: 1, after: $after) { pageInfo { endCursor } } }',
  ],
  [
    'the sitemap',
    'query ($after: String) { list: sitemap(kind: PRODUCT, first: 1, after: $after) { pageInfo { endCursor } } }',
  ],
  ...['locations', 'stockLocations', 'stockLevels', 'stockMovements'].map((field): [string, string] => [
    field,
    `query ($after: String) { list: ${field}(first: 1, after: $after) { pageInfo { endCursor } } }`,
  ]),
  [
    'audit entries',
    'query ($after: String) { list: auditEntries(first: 1, after: $after) { pageInfo { endCursor } } }',
  ],
]

const parsed = (cursor: string): unknown[] => JSON.parse(Buffer.from(cursor, 'base64url').toString())
const forged = (parts: unknown[]) => Buffer.from(JSON.stringify(parts)).toString('base64url')

describe.each(lists)('a forged cursor of %s', (_name, query) => {
  let real: unknown[]

  beforeAll(async () => {
    const { data } = (await gateway.admin(query)).body
    real = parsed((data.list ?? data.parent.list).pageInfo.endCursor)
  })

  test.each([
    ['has too few parts', (parts: unknown[]) => parts.slice(0, 1)],
    ['has too many parts', (parts: unknown[]) => [...parts, 1]],
    [
      'has a text for a number and the other way round',
      ([stamp, ...parts]: unknown[]) => [stamp, ...parts.map((part) => (typeof part === 'string' ? 1 : 'x'))],
    ],
    ['has nothing for each part', ([stamp, ...parts]: unknown[]) => [stamp, ...parts.map(() => null)]],
  ])('is refused when it %s', async (_what, forge) => {
    const { body } = await gateway.admin(query, { after: forged(forge(real)) })
    expect(body.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }])
  })

  test.each([2 ** 40, -(2 ** 40), Number.MAX_SAFE_INTEGER])(
    'finds nothing or something at %d, without a fault',
    async (number) => {
      const [stamp, ...parts] = real
      const { status, body } = await gateway.admin(query, {
        after: forged([stamp, ...parts.map((part) => (typeof part === 'number' ? number : part))]),
      })
      expect(status).toBeLessThan(500)
      expect(JSON.stringify(body.errors ?? [])).not.toContain('INTERNAL')
    },
  )
})
