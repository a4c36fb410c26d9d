import { asc, eq, sql } from 'drizzle-orm'
import { among, query, type ReadHandle, type Slots, type Tx } from '../../../db/index.js'
import { brand, brandText } from '../../../db/tables/catalog.js'
import type { Brand, StoredImage } from '../types.js'
import { inBestLocale } from './texts.js'

const columns = {
  id: brand.id,
  externalReference: brand.externalReference,
  image: brand.image,
  version: brand.version,
  createdAt: brand.createdAt,
  updatedAt: brand.updatedAt,
  contentLocale: brandText.locale,
  name: brandText.name,
  slug: brandText.slug,
  description: brandText.description,
  seoTitle: brandText.seoTitle,
  seoDescription: brandText.seoDescription,
}

const brandsByIds = inBestLocale('brand', (on, p, best) =>
  on
    .select(columns)
    .from(brand)
    .innerJoin(brandText, sql`${eq(brandText.brandId, brand.id)} and ${eq(brandText.locale, best(brand.id))}`)
    .where(among(brand.id, p.ids)),
)
export const readBrands = (
  on: ReadHandle,
  ids: readonly number[],
  chain: readonly string[],
): Promise<Brand[]> => brandsByIds(on, ids, chain)

const brandByReference = query((on, p: Slots<{ reference: string }>) =>
  on.select().from(brand).where(eq(brand.externalReference, p.reference)),
)
export type BrandRow = typeof brand.$inferSelect
export const readBrandRow = async (on: ReadHandle, reference: string): Promise<BrandRow | null> =>
  (await brandByReference(on, { reference }))[0] ?? null

const brandIds = query((on, p: Slots<{ after: number; limit: number }>) =>
  on
    .select({ id: brand.id, updatedAt: brand.updatedAt })
    .from(brand)
    .where(sql`${brand.id} > ${p.after}`)
    .orderBy(asc(brand.id))
    .limit(p.limit),
)
/** Brands in the order of their ids, for sitemaps. */
export const brandsAfter = (on: ReadHandle, after: number, limit: number) => brandIds(on, { after, limit })

export interface BrandWrite {
  readonly externalReference: string
  readonly image: StoredImage | null
  readonly version: number
  readonly createdAt: Date
  readonly updatedAt: Date
}
export async function insertBrand(tx: Tx, row: BrandWrite): Promise<number> {
  const [created] = await tx.insert(brand).values(row).returning({ id: brand.id })
  return created?.id as number
}
export async function updateBrand(tx: Tx, id: number, row: BrandWrite): Promise<void> {
  await tx.update(brand).set(row).where(eq(brand.id, id))
}
