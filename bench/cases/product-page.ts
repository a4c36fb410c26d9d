import { showpieces } from '../shop/records.js'
import { reading } from './reading.js'

const query = /* GraphQL */ `
  query ProductPage($slug: String!) @inContext(locale: "de") {
    product(by: { slug: $slug }) {
      id
      slug
      name
      description
      contentLocale
      productType
      tags
      options { key name values { key name swatchColor } }
      variants(first: 10) {
        nodes {
          id
          sku
          name
          price { amountMinor currency formatted }
          compareAtPrice { amountMinor currency formatted }
          availableForSale
          weight { value unit }
          selectedOptions { key name value valueKey }
        }
      }
      media { id alt ... on MediaImage { image { url alt width height } } }
      attributes {
        key
        name
        displayValue
        ... on NumberAttribute { number unit }
        ... on BooleanAttribute { boolean }
        ... on DateAttribute { date }
        ... on ChoiceAttribute { choices { key name } }
        ... on TextAttribute { text }
      }
      priceRange {
        minVariantPrice { amountMinor currency formatted }
        maxVariantPrice { amountMinor currency formatted }
      }
      brand { id name slug }
      category { id name slug ancestors { id name slug } }
      alternates { locale slug }
      seo { title description image { url } }
    }
  }
`

/** A product by its slug with everything that its page shows. */
export const productPage = reading({
  name: 'product-page',
  ceiling: 'productPage',
  query,
  variables: async () => Array.from({ length: showpieces }, (_, i) => ({ slug: `showpiece-${i}` })),
})
