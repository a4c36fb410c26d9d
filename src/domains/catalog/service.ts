import { appendFacts, type ReadHandle, type Tx } from '../../db/index.js'
import type { PageRequest } from '../../kernel/page.js'
import type { Actor } from '../audit/index.js'
import type { CatalogDependencies } from './dependencies.js'
import type {
  AttributeInput,
  BrandInput,
  CategoryInput,
  ProductTypeAttributeInput,
  ProductTypeInput,
} from './inputs.js'
import { listedProducts } from './listed-products.js'
import { type ProductCandidate, type ProductPlan, planProducts } from './plan-products.js'
import { optionKeyOf, orderedSelection } from './rules/options.js'
import { changedSlugs } from './rules/slugs.js'
import { saveAttribute } from './save-attribute.js'
import { saveBrand } from './save-brand.js'
import { saveCategory } from './save-category.js'
import { extendProductType, saveProductType } from './save-product-type.js'
import {
  readAttributes,
  readFilterable,
  readProductTypes,
  readUses,
  readUsesOfTypes,
} from './store/attributes.js'
import { brandsAfter, readBrands } from './store/brands.js'
import {
  categoriesAfter,
  childPlaces,
  countChildren,
  readAncestors,
  readBranch,
  readCategories,
  readCategoryIds,
} from './store/categories.js'
import { readCategoriesOf } from './store/categories-of.js'
import { lockProductIds, lockProducts } from './store/lock-products.js'
import type { WrittenProduct } from './store/product-write.js'
import {
  countVariants,
  productIdsAfter,
  readProductIds,
  readSkuHolders,
  readVariantNames,
} from './store/products.js'
import {
  productIdByReference,
  readMedia,
  readMediaByIds,
  readOptionKeys,
  readProductCategories,
  readProductDetails,
  readProducts,
  readVariantDetails,
  readVariants,
  variantIdsBy,
  variantsByOptions,
} from './store/read-products.js'
import { readSaleTerms } from './store/sale-terms.js'
import { entityBySlug, readAlternates } from './store/texts.js'
import { touchProducts, writeProducts } from './store/write-products.js'
import type { ProductDetails, SelectedOptionKeys, SlugKind } from './types.js'

type Ids = readonly number[]
type Chain = readonly string[]

/**
 * The catalog: what the shop has to show, before prices and stock. Texts come in the best locale of a chain. Reads by
 * ids answer what exists, in any order; whether an audience may see it is the listing's to say.
 */
export function createCatalog(dependencies: CatalogDependencies) {
  const { db, clock } = dependencies
  return {
    saveBrand: (actor: Actor, input: BrandInput) => saveBrand(dependencies, actor, input),
    saveCategory: (actor: Actor, input: CategoryInput) => saveCategory(dependencies, actor, input),
    saveAttribute: (actor: Actor, input: AttributeInput) => saveAttribute(dependencies, actor, input),
    saveProductType: (actor: Actor, input: ProductTypeInput) => saveProductType(dependencies, actor, input),
    extendProductType: (actor: Actor, input: { key: string; attributes: ProductTypeAttributeInput[] }) =>
      extendProductType(dependencies, actor, input),

    /** Keeps these products from being changed or created by others until the job ends: what is planned for them holds. */
    lockProducts: (tx: Tx, references: readonly string[]) => lockProducts(tx, references),
    lockProductIds: (tx: Tx, ids: Ids) => lockProductIds(tx, ids),
    /** What saving products would do. The external references must differ from one another. */
    planProducts: (
      on: ReadHandle,
      candidates: readonly ProductCandidate[],
      channels: ReadonlyMap<string, number>,
    ) => planProducts(on, candidates, channels, clock.now()),

    /** Carries out plans without problems, with a fact for each; answers in their order. The audit is the caller's. */
    async storeProducts(tx: Tx, plans: readonly ProductPlan[]): Promise<WrittenProduct[]> {
      const now = clock.now()
      const writes = plans.flatMap(({ stored, state }) => (state ? [{ stored, state }] : []))
      const written = await writeProducts(tx, writes, now)
      const facts = written.map(({ id }, i) => ({
        kind: 'product.saved',
        aggregate: `product:${id}`,
        body: {
          productId: id,
          slugs: changedSlugs(writes[i]?.stored?.state.texts ?? [], writes[i]?.state.texts ?? []),
        },
      }))
      await appendFacts(tx, facts, now)
      return written
    },
    /** Marks products as changed when what changed is not of the catalog, such as a price. */
    touch: (tx: Tx, ids: Ids) => touchProducts(tx, ids, clock.now()),

    products: (ids: Ids, chain: Chain) => readProducts(db.read, ids, chain),
    productDetails: (ids: Ids, chain: Chain) => readProductDetails(db.read, ids, chain),
    productIdBySlug: (slug: string, chain: Chain) => entityBySlug(db.read, 'product', slug, chain),
    productIdByReference: (reference: string) => productIdByReference(db.read, reference),
    productIds: (on: ReadHandle, references: readonly string[]) => readProductIds(on, references),
    productIdsAfter: (on: ReadHandle, after: number, limit: number, typeId: number | null) =>
      productIdsAfter(on, after, limit, typeId),
    /** How much there is to do for each product, where work is done in steps. */
    countVariants: (on: ReadHandle, ids: Ids) => countVariants(on, ids),
    productCategories: (ids: Ids) => readProductCategories(db.read, ids),
    media: (productIds: Ids) => readMedia(db.read, productIds),
    mediaByIds: (ids: Ids) => readMediaByIds(db.read, ids),

    variants: (ids: Ids, chain: Chain) => readVariants(db.read, ids, chain),
    variantDetails: (ids: Ids) => readVariantDetails(db.read, ids),
    /** What a sale has to know of variants, archived ones too. */
    saleTerms: (ids: Ids, on: ReadHandle = db.read) => readSaleTerms(on, ids),
    variantIdsBy: (kind: 'sku' | 'barcode' | 'externalReference', key: string) =>
      variantIdsBy(db.read, kind, key),
    variantsBySku: (skus: readonly string[], on: ReadHandle = db.read) => readSkuHolders(on, skus),
    /** What systems call variants, archived ones too. */
    variantNames: (ids: Ids, on: ReadHandle = db.read) => readVariantNames(on, ids),
    /** A choice of one value for each option as one text, for `variantsByChoice`; null when it is none. */
    choiceOf: ({ options }: ProductDetails, selection: readonly SelectedOptionKeys[]): string | null => {
      const ordered = orderedSelection(options, selection)
      const isWhole = ordered.length === selection.length && ordered.length === options.length
      return isWhole ? optionKeyOf(ordered) : null
    },
    /** The variants of these products that make one of these choices. */
    variantsByChoice: (productIds: Ids, choices: readonly string[]) =>
      variantsByOptions(db.read, productIds, choices),
    optionKeys: (productIds: Ids) => readOptionKeys(db.read, productIds),

    brands: (ids: Ids, chain: Chain) => readBrands(db.read, ids, chain),
    brandIdBySlug: (slug: string, chain: Chain) => entityBySlug(db.read, 'brand', slug, chain),
    brandsAfter: (after: number, limit: number) => brandsAfter(db.read, after, limit),

    categories: (ids: Ids, chain: Chain) => readCategories(db.read, ids, chain),
    categoryIdBySlug: (slug: string, chain: Chain) => entityBySlug(db.read, 'category', slug, chain),
    categoriesAfter: (after: number, limit: number) => categoriesAfter(db.read, after, limit),
    categoryIds: (on: ReadHandle, references: readonly string[]) => readCategoryIds(on, references),
    /** The categories of each product, with all that are above them. */
    categoriesOf: (productIds: Ids, on: ReadHandle = db.read) => readCategoriesOf(on, productIds),
    categoryAncestors: (ids: Ids) => readAncestors(db.read, ids),
    categoryBranch: (id: number) => readBranch(db.read, id),
    /** A page of what is right below each of these, null being the root. */
    categoryChildren: (parentIds: readonly (number | null)[], page: PageRequest) =>
      childPlaces(db.read, parentIds, page),
    countCategoryChildren: (parentIds: readonly (number | null)[]) => countChildren(db.read, parentIds),

    attributes: (keys: readonly string[]) => readAttributes(db.read, keys),
    filterableAttributes: (keys: readonly string[]) => readFilterable(db.read, keys),
    attributeUses: (typeIds: Ids, keys: readonly string[]) => readUsesOfTypes(db.read, typeIds, keys),
    productTypes: (keys: readonly string[]) => readProductTypes(db.read, keys),
    productTypeUses: (typeId: number) => readUses(db.read, typeId),

    alternates: (kind: SlugKind, ids: Ids) => readAlternates(db.read, kind, ids),

    /** What listings are derived from. */
    listedProducts: (on: ReadHandle, ids: Ids) => listedProducts(on, ids),
  }
}

export type Catalog = ReturnType<typeof createCatalog>
