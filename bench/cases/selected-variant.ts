import { assortment, choicesOf } from '../shop/products.js'
import { reading } from './reading.js'

const query = /* GraphQL */ `
  query SelectedVariant($slug: String!, $selected: [SelectedOptionInput!]!) @inContext(locale: "de") {
    product(by: { slug: $slug }) {
      id
      name
      variant(selectedOptions: $selected) {
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
  }
`

/** What a shopper sees who chooses another value of an option: one variant out of 500. */
export const selectedVariant = reading({
  name: 'selected-variant',
  ceiling: 'selectedVariant',
  query,
  async variables() {
    const { externalReference, options } = assortment()
    return choicesOf(options ?? []).map((selected) => ({ slug: externalReference, selected }))
  },
})
