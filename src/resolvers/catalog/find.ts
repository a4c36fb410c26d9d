import type { ProductDetails } from '../../domains/catalog/index.js'
import { assert } from '../../kernel/assert.js'
import { Brand } from '../../schema/catalog/brand.js'
import { Category } from '../../schema/catalog/category.js'
import { Product } from '../../schema/catalog/product.js'
import { ProductVariant } from '../../schema/catalog/variant.js'
import type { RequestContext } from '../context.js'

/** What the audience may see of these, in their order; the others are left out. Each kind of thing takes one query. */

export async function productsOf({ loaders }: RequestContext, ids: readonly number[]): Promise<Product[]> {
  return (await loaders.products(ids)).map((product) => new Product(product))
}

/** The product, if the audience may see it. */
export async function visibleProduct(
  { loaders }: RequestContext,
  id: number | null,
): Promise<Product | null> {
  if (id === null || !(await loaders.listing.load(id))) return null
  const product = await loaders.product.load(id)
  return product && new Product(product)
}

/** The variant, if the audience may see it. */
export async function visibleVariant(
  { loaders, audience }: RequestContext,
  id: number | null,
): Promise<ProductVariant | null> {
  const listed = id === null ? null : await loaders.listedVariant.load(id)
  const variant = listed && (await loaders.variant.load(listed.variantId))
  return variant && new ProductVariant(variant, listed, audience.currency, audience.channel.pricesIncludeTax)
}

export async function categoryOf(
  { loaders, audience }: RequestContext,
  id: number | null,
): Promise<Category | null> {
  const category = id === null ? null : await loaders.category.load(id)
  return category && new Category(category, audience.localeChain)
}

export async function brandOf(
  { loaders, audience }: RequestContext,
  id: number | null,
): Promise<Brand | null> {
  const brand = id === null ? null : await loaders.brand.load(id)
  return brand && new Brand(brand, audience.localeChain)
}

/** What only a product page shows. */
export async function detailsOf(product: Product, { loaders }: RequestContext): Promise<ProductDetails> {
  const details = await loaders.productDetails.load(product.source.id)
  assert(details, 'a product that is shown has details')
  return details
}
