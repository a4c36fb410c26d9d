export { type Defined, definedAmong } from './defined.js'
export * from './inputs.js'
export type { FilterableValue, ListedProduct } from './listed-products.js'
export type { ProductCandidate, ProductPlan } from './plan-products.js'
export { type Catalog, createCatalog } from './service.js'
export {
  type BrandDump,
  type CategoryDump,
  categoryIdsFromRoots,
  dumpAttributes,
  dumpBrands,
  dumpCategories,
  dumpProducts,
  dumpProductsOf,
  dumpProductTypes,
  type ProductDump,
} from './store/dump.js'
export type { WrittenProduct } from './store/product-write.js'
export * from './types.js'
