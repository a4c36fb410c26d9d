import type { SelectedOptionKeys } from '../../src/db/tables/catalog.js'
import { currency } from '../shop/definitions.js'
import { shownVariant } from './presented.js'
import { idBySlug, jsonOf, optionsOfProduct, variantByOptions } from './product-questions.js'
import { type Answer, asked, rowsOf, type Terms } from './question.js'
import { chain, channelId } from './shop.js'

interface Variables {
  readonly slug: string
  readonly selected: readonly SelectedOptionKeys[]
}

/** The variant of a product that is chosen by its options. */
export function* selectedVariant({ slug, selected }: Variables, { now }: Terms): Answer {
  const [[found]] = yield* rowsOf(asked(idBySlug, slug, ...chain))
  if (!found) return { product: null }
  const [[product]] = yield* rowsOf(asked(optionsOfProduct, ...chain, channelId, currency, found.id, now()))
  if (!product) return { product: null }
  const options = jsonOf(product.options)
  const chosen = new Map(selected.map(({ key, valueKey }) => [key, valueKey]))
  const optionKey = options.map(({ key }) => `${key}=${chosen.get(key)}`).join('|')
  const [[variant]] = yield* rowsOf(
    asked(variantByOptions, ...chain, product.id, optionKey, channelId, currency),
  )
  return {
    product: {
      id: `prd_${product.id}`,
      name: product.name,
      variant: variant ? shownVariant(variant, options) : null,
    },
  }
}
