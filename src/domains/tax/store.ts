import { asc, eq, isNull, or } from 'drizzle-orm'
import {
  insertReturningIds,
  insertRows,
  query,
  type ReadHandle,
  type Slots,
  type Tx,
} from '../../db/index.js'
import { taxCategory, taxRate } from '../../db/tables/tax.js'
import { assert } from '../../kernel/assert.js'
import type { TaxCategory, TaxRate } from './types.js'

const rateColumns = {
  handle: taxRate.handle,
  name: taxRate.name,
  rateMillionths: taxRate.rateMillionths,
  taxCategory: taxCategory.key,
  country: taxRate.country,
  provinceCode: taxRate.provinceCode,
  postalCodes: taxRate.postalCodes,
  startsAt: taxRate.startsAt,
  endsAt: taxRate.endsAt,
  includedInPrice: taxRate.includedInPrice,
}
type RateRow = Omit<TaxRate, 'area'> & TaxRate['area']

const ratesByCountry = query((on, p: Slots<{ country: string }>) =>
  on
    .select(rateColumns)
    .from(taxRate)
    .innerJoin(taxCategory, eq(taxCategory.id, taxRate.taxCategoryId))
    .where(or(isNull(taxRate.country), eq(taxRate.country, p.country)))
    .orderBy(asc(taxRate.id)),
)
const everyRate = query((on) =>
  on
    .select(rateColumns)
    .from(taxRate)
    .innerJoin(taxCategory, eq(taxCategory.id, taxRate.taxCategoryId))
    .orderBy(asc(taxRate.id)),
)
const rateOf = ({ country, provinceCode, postalCodes, ...rate }: RateRow): TaxRate => ({
  ...rate,
  area: { country, provinceCode, postalCodes },
})

const versions = query((on) =>
  on
    .select({ id: taxCategory.id, version: taxCategory.version })
    .from(taxCategory)
    .orderBy(asc(taxCategory.id)),
)
/** Another text once any category has changed. */
export const readState = async (on: ReadHandle): Promise<string> =>
  (await versions(on, {})).map(({ id, version }) => `${id}:${version}`).join(' ')

/** Those of a country, and those of everywhere, at any time. */
export const readRates = async (on: ReadHandle, country: string): Promise<TaxRate[]> =>
  (await ratesByCountry(on, { country })).map(rateOf)

const everyCategory = query((on) => on.select().from(taxCategory).orderBy(asc(taxCategory.key)))

/** All of them with their rates, by key. */
export async function readCategories(on: ReadHandle): Promise<TaxCategory[]> {
  const rates = (await everyRate(on, {})).map(rateOf)
  return (await everyCategory(on, {})).map((row) => ({
    ...row,
    rates: rates.filter((rate) => rate.taxCategory === row.key),
  }))
}

const keys = query((on) =>
  on.select({ key: taxCategory.key, isDefault: taxCategory.isDefault }).from(taxCategory),
)
export const readKeys = (on: ReadHandle) => keys(on, {})

export async function writeCategory(
  tx: Tx,
  { id: known, rates, ...content }: Omit<TaxCategory, 'id'> & { readonly id: number | null },
): Promise<number> {
  const [id] = known === null ? await insertReturningIds(tx, taxCategory, [content]) : [known]
  assert(id !== undefined, 'an inserted category has an id')
  if (known !== null) await tx.update(taxCategory).set(content).where(eq(taxCategory.id, id))
  await tx.delete(taxRate).where(eq(taxRate.taxCategoryId, id))
  const rows = rates.map(({ area, taxCategory: _, ...rate }) => ({
    ...rate,
    taxCategoryId: id,
    country: area.country,
    provinceCode: area.provinceCode,
    postalCodes: [...area.postalCodes],
  }))
  await insertRows(tx, taxRate, rows)
  return id
}

export async function clearDefault(tx: Tx): Promise<void> {
  await tx.update(taxCategory).set({ isDefault: false }).where(eq(taxCategory.isDefault, true))
}
