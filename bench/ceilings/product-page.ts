import { currency } from '../shop/definitions.js'
import { shownAttribute, shownMedia, shownMoney, shownOptions, shownVariant } from './presented.js'
import {
  alternatesOfProduct,
  attributesOfType,
  categoryPath,
  firstVariants,
  idBySlug,
  jsonOf,
  type MediaRow,
  mediaOfProduct,
  type ProductRow,
  productById,
} from './product-questions.js'
import { type Answer, asked, rowsOf, type Terms } from './question.js'
import { chain, channelId } from './shop.js'

/** A product by its slug with everything that its page shows. */
export function* productPage({ slug }: { slug: string }, { now }: Terms): Answer {
  const [[found]] = yield* rowsOf(asked(idBySlug, slug, ...chain))
  if (!found) return { product: null }
  const { id } = found
  const [[product], variants, media, path, alternates] = yield* rowsOf(
    asked(productById, ...chain, ...chain, channelId, currency, id, now()),
    asked(firstVariants, ...chain, channelId, currency, id),
    asked(mediaOfProduct, id),
    asked(categoryPath, id, ...chain),
    asked(alternatesOfProduct, id),
  )
  if (!product) return { product: null }
  const [attributes] = yield* rowsOf(asked(attributesOfType, product.type_id))
  const options = jsonOf(product.options)
  const values = new Map(jsonOf(product.attributes).map((value) => [value.key, value]))
  const categories = path.map((category) => ({ ...category, id: `cat_${category.id}` }))
  return {
    product: {
      ...shownTexts(product),
      options: shownOptions(options),
      variants: { nodes: variants.map((variant) => shownVariant(variant, options)) },
      media: media.map(shownMedia),
      attributes: attributes.flatMap((attribute) => {
        const value = values.get(attribute.key)
        return value ? [shownAttribute(value, attribute)] : []
      }),
      priceRange: {
        minVariantPrice: shownMoney(product.min_minor),
        maxVariantPrice: shownMoney(product.max_minor),
      },
      brand: { id: `brd_${product.brand_id}`, name: product.brand_name, slug: product.brand_slug },
      category: { ...categories.at(-1), ancestors: categories.slice(0, -1) },
      alternates,
      seo: shownSeo(product, media[0]),
    },
  }
}

const shownTexts = ({ id, slug, name, description, locale, type, tags }: ProductRow) => ({
  id: `prd_${id}`,
  slug,
  name,
  description,
  contentLocale: locale,
  productType: type,
  tags: jsonOf(tags),
})

const shownSeo = (product: ProductRow, first: MediaRow | undefined) => ({
  title: product.seo_title,
  description: product.seo_description,
  image: first ? { url: first.url } : null,
})
