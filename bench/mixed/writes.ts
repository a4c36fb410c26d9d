import { askedLocale, channel, currency } from '../shop/definitions.js'
import { type Random, zipf } from '../shop/random.js'

const pricesSave = /* GraphQL */ `
  mutation MixedPrices($input: PricesSaveInput!) {
    saved: pricesSave(input: $input) { __typename ... on Rejection { errors { message } } }
  }
`
const productsUpsert = /* GraphQL */ `
  mutation MixedProduct($input: ProductsUpsertInput!) {
    saved: productsUpsert(input: $input) {
      __typename
      ... on ProductsUpsertPayload { results { outcome errors { message } } }
      ... on Rejection { errors { message } }
    }
  }
`

/** A change of one thing to a version that is higher than any before. */
export interface Write {
  readonly thing: string
  readonly version: number
  readonly body: string
}

/** Above every price that the shop begins with. */
const firstVersion = 1_000_000

/** In turn a price and a name, of products that are changed as unevenly as they are asked for. */
export function createWrites(random: Random, products: number): () => Write {
  const product = zipf(random, products)
  let version = firstVersion
  return () => {
    version++
    const slug = `plain-${product()}`
    return version % 2 === 0 ? priceOf(`${slug}-0`, version) : nameOf(slug, version)
  }
}

function priceOf(sku: string, version: number): Write {
  const prices = [{ channel, currency, amountMinor: version }]
  const body = JSON.stringify({ query: pricesSave, variables: { input: { items: [{ sku, prices }] } } })
  return { thing: sku, version, body }
}

function nameOf(slug: string, version: number): Write {
  const translations = [{ locale: askedLocale, slug, name: `Vessel #${version}` }]
  const items = [{ externalReference: slug, translations }]
  return {
    thing: slug,
    version,
    body: JSON.stringify({ query: productsUpsert, variables: { input: { items } } }),
  }
}

/** The version in a name that `nameOf` made; 0 in any other. */
export const versionIn = (name: string): number => Number(/#(\d+)$/.exec(name)?.[1] ?? 0)
