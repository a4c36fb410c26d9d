import { randomOf } from '../shop/random.js'
import { reading } from './reading.js'
import { dataOf } from './requests.js'

export const browseQuery = /* GraphQL */ `
  query Browse($after: String) @inContext(locale: "de") {
    products(first: 24, after: $after) {
      nodes {
        id
        name
        slug
        description
        variants(first: 2) {
          nodes { id sku name price { amountMinor currency } }
        }
      }
    }
  }
`

/** A page of products as a category shows it, each time another one. */
export const browse = reading({
  name: 'browse',
  ceiling: 'browse',
  query: browseQuery,
  anew: true,
  variables: browsePages,
})

/** The variables of a page behind each product, in any order. */
export async function browsePages(graphqlUrl: string): Promise<{ after: string }[]> {
  const cursors = await allCursors(graphqlUrl)
  const random = randomOf(24)
  return cursors
    .map((after) => ({ after, order: random() }))
    .sort((a, b) => a.order - b.order)
    .map(({ after }) => ({ after }))
}

const cursorsQuery = /* GraphQL */ `
  query Cursors($after: String) @inContext(locale: "de") {
    products(first: 100, after: $after) { edges { cursor } pageInfo { hasNextPage endCursor } }
  }
`
interface CursorPage {
  readonly products: {
    readonly edges: readonly { readonly cursor: string }[]
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string }
  }
}

async function allCursors(graphqlUrl: string): Promise<string[]> {
  const cursors: string[] = []
  for (let after: string | null = null; ; ) {
    const { products }: CursorPage = await dataOf(graphqlUrl, cursorsQuery, { after })
    cursors.push(...products.edges.map(({ cursor }) => cursor))
    if (!products.pageInfo.hasNextPage) return cursors
    after = products.pageInfo.endCursor
  }
}
