import { leaves } from '../shop/definitions.js'
import { type Random, zipf } from '../shop/random.js'

const checked = /* GraphQL */ `
  fragment Checked on Product {
    slug
    name
    variants(first: 2) { nodes { sku price { amountMinor currency } } }
  }
`
const productQuery = /* GraphQL */ `
  query MixedProduct($slug: String!) @inContext(locale: "de") {
    product(by: { slug: $slug }) { ...Checked description tags priceRange { minVariantPrice { formatted } } }
  }
  ${checked}
`
const pageQuery = /* GraphQL */ `
  query MixedPage($after: String) @inContext(locale: "de") {
    products(first: 24, after: $after) { nodes { ...Checked } }
  }
  ${checked}
`
const categoryQuery = /* GraphQL */ `
  query MixedCategory($slug: String!) @inContext(locale: "de") {
    category(by: { slug: $slug }) { name products(first: 24) { nodes { ...Checked } } }
  }
  ${checked}
`

/** A product as an answer shows it. */
export interface Shown {
  readonly slug: string
  readonly name: string
  readonly variants: {
    readonly nodes: readonly { readonly sku: string; readonly price: { readonly amountMinor: number } }[]
  }
}

interface Shelf {
  readonly nodes: readonly Shown[]
}
export interface Data {
  readonly product?: Shown
  readonly products?: Shelf
  readonly category?: { readonly products: Shelf }
}

export const shownIn = ({ product, products, category }: Data): readonly Shown[] =>
  product ? [product] : (products ?? category?.products ?? { nodes: [] }).nodes

/** What shoppers ask for: mostly a product, else a page of all or of a category; a few of each most of the time. */
export function createReads(random: Random, products: number, cursors: readonly string[]): () => string {
  const product = zipf(random, products)
  const page = zipf(random, cursors.length)
  const category = zipf(random, leaves.length)
  return () => {
    const chance = random()
    if (chance < 0.6)
      return JSON.stringify({ query: productQuery, variables: { slug: `plain-${product()}` } })
    if (chance < 0.8) return JSON.stringify({ query: pageQuery, variables: { after: cursors[page()] } })
    return JSON.stringify({ query: categoryQuery, variables: { slug: leaves[category()] } })
  }
}
