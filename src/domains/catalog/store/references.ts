import { among, query, type ReadHandle, type Slots } from '../../../db/index.js'
import { brand, category } from '../../../db/tables/catalog.js'

const brands = query((on, p: Slots<{ references: readonly string[] }>) =>
  on
    .select({ id: brand.id, externalReference: brand.externalReference })
    .from(brand)
    .where(among(brand.externalReference, p.references)),
)
const categories = query((on, p: Slots<{ references: readonly string[] }>) =>
  on
    .select({ id: category.id, externalReference: category.externalReference })
    .from(category)
    .where(among(category.externalReference, p.references)),
)
const idByReference = (rows: readonly { id: number; externalReference: string }[]): Map<string, number> =>
  new Map(rows.map((row) => [row.externalReference, row.id]))

export const brandIdsByReference = async (
  on: ReadHandle,
  references: readonly string[],
): Promise<Map<string, number>> =>
  references.length === 0 ? new Map() : idByReference(await brands(on, { references }))

export const categoryIdsByReference = async (
  on: ReadHandle,
  references: readonly string[],
): Promise<Map<string, number>> =>
  references.length === 0 ? new Map() : idByReference(await categories(on, { references }))
