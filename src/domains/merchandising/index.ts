import type { Actor } from '../audit/index.js'
import { applyDuePrices } from './apply-due-prices.js'
import { archiveProduct } from './archive-product.js'
import type { MerchandisingDependencies } from './dependencies.js'
import { savePrices } from './save-prices.js'
import type { PricesSaveInput, ProductArchiveInput, ProductsUpsertInput } from './types.js'
import { upsertProducts } from './upsert-products.js'

export * from './types.js'

/** The changes that catalog, prices and listings make together, each in one transaction. */
export function createMerchandising(dependencies: MerchandisingDependencies) {
  return {
    upsertProducts: (actor: Actor, input: ProductsUpsertInput) =>
      upsertProducts(dependencies, { actor, action: 'productsUpsert' }, input),
    archiveProduct: (actor: Actor, input: ProductArchiveInput) => archiveProduct(dependencies, actor, input),
    /** Puts scheduled prices that have begun or ended by then onto the shelves. */
    applyDuePrices: (at: Date, isStopped: () => boolean) => applyDuePrices(dependencies, at, isStopped),
    savePrices: (actor: Actor, input: PricesSaveInput) => savePrices(dependencies, actor, input),
  }
}

export type Merchandising = ReturnType<typeof createMerchandising>
