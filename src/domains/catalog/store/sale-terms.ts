import { eq, sql } from 'drizzle-orm'
import { among, query, type ReadHandle, type Slots } from '../../../db/index.js'
import { product, variant } from '../../../db/tables/catalog.js'
import type { SaleTerms } from '../types.js'

const saleTermsByIds = query((on, p: Slots<{ ids: readonly number[] }>) =>
  on
    .select({
      id: variant.id,
      productId: variant.productId,
      requiresShipping: variant.requiresShipping,
      weight: variant.weight,
      quantityRule: variant.quantityRule,
      taxCategory: sql<string | null>`coalesce(${variant.taxCategory}, ${product.taxCategory})`,
    })
    .from(variant)
    .innerJoin(product, eq(product.id, variant.productId))
    .where(among(variant.id, p.ids)),
)
export const readSaleTerms = (on: ReadHandle, ids: readonly number[]): Promise<SaleTerms[]> =>
  saleTermsByIds(on, { ids })
