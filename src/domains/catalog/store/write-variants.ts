import { isDeepStrictEqual } from 'node:util'
import { sql } from 'drizzle-orm'
import { among, insertReturningIds, insertRows, type Tx } from '../../../db/index.js'
import { variant, variantBarcode, variantText } from '../../../db/tables/catalog.js'
import { indexOfOptions } from '../rules/options.js'
import { type VariantState, variantNames } from '../rules/variants.js'
import type { Localized } from '../types.js'
import type { Placed } from './product-write.js'

/** A variant as it shall be, beside what was known of it. */
interface VariantWrite {
  readonly productId: number
  readonly position: number
  readonly state: VariantState
  /** null for a new one. */
  readonly before: { readonly state: VariantState; readonly names: readonly Localized[] } | null
  readonly names: readonly Localized[]
  readonly changed: boolean
  readonly version: number
}

/** Stores the variants of each product; answers their ids in their order. */
export async function writeVariants(tx: Tx, placed: readonly Placed[], now: Date): Promise<number[][]> {
  const writes = placed.map(variantWrites)
  const all = writes.flat()
  for (const write of placed) await freeKeys(tx, write, now)
  await updateVariants(tx, all, now)
  const fresh = all.filter(({ state }) => state.id === null)
  const rows = fresh.map((write) => ({ ...variantRow(write, now), createdAt: now }))
  const ids = await insertReturningIds(tx, variant, rows)
  const newIds = new Map(fresh.map((write, i) => [write, ids[i] as number]))
  const idOf = (write: VariantWrite): number => write.state.id ?? (newIds.get(write) as number)
  await writeBarcodes(tx, all, idOf)
  await writeNames(tx, all, idOf)
  return writes.map((ofProduct) => ofProduct.map(idOf))
}

function variantWrites({ id: productId, state: product, stored }: Placed): VariantWrite[] {
  const former = new Map(
    (stored?.state.variants ?? []).map((state, position) => [state.id, { state, position, active: true }]),
  )
  for (const state of stored?.archived ?? []) former.set(state.id, { state, position: -1, active: false })
  const options = indexOfOptions(product.options)
  const optionsBefore = indexOfOptions(stored?.state.options ?? [])
  return product.variants.map((state, position) => {
    const was = state.id === null ? undefined : former.get(state.id)
    const names = was && variantNames(was.state, optionsBefore, stored?.state.texts ?? [])
    const stays = was?.active && was.position === position && isDeepStrictEqual(was.state, state)
    return {
      productId,
      position,
      state,
      before: was && names ? { state: was.state, names: was.active ? names : [] } : null,
      names: variantNames(state, options, product.texts),
      changed: !stays,
      version: (stored?.variantVersions.get(state.id ?? 0) ?? 0) + 1,
    }
  })
}

const variantRow = ({ productId, position, state, version }: VariantWrite, now: Date) => ({
  productId,
  position,
  externalReference: state.externalReference,
  sku: state.sku,
  names: [...state.names],
  options: [...state.options],
  optionKey: state.optionKey,
  attributes: [...state.attributes],
  mediaUrls: [...state.mediaUrls],
  weight: state.weight,
  requiresShipping: state.requiresShipping,
  unitMeasure: state.unitMeasure,
  quantityRule: state.quantityRule,
  taxCategory: state.taxCategory,
  archivedAt: null,
  version,
  updatedAt: now,
})

/**
 * Takes variants that are left out off the shelf, and options and references from those whose a sibling gets, so that
 * two may swap. (An SKU is never taken: who asks for it is the variant that has it.)
 */
async function freeKeys(tx: Tx, { state, stored }: Placed, now: Date): Promise<void> {
  if (!stored) return
  const stays = new Map(state.variants.map((entry) => [entry.id, entry]))
  const active = stored.state.variants
  await setWhere(tx, idsOf(active.filter(({ id }) => !stays.has(id))), { archivedAt: now, updatedAt: now })
  const moved = active.filter(({ id, optionKey }) => (stays.get(id)?.optionKey ?? optionKey) !== optionKey)
  await setWhere(tx, idsOf(moved), { optionKey: sql`'moving:' || ${variant.id}` })
  const holders = new Map(state.variants.map(({ externalReference, id }) => [externalReference, id]))
  const taken = [...active, ...stored.archived].filter(
    ({ externalReference: key, id }) => key !== null && holders.has(key) && holders.get(key) !== id,
  )
  await setWhere(tx, idsOf(taken), { externalReference: null })
}

const idsOf = (variants: readonly VariantState[]): number[] => variants.flatMap(({ id }) => id ?? [])

async function setWhere(
  tx: Tx,
  ids: readonly number[],
  values: Parameters<ReturnType<typeof tx.update<typeof variant>>['set']>[0],
): Promise<void> {
  if (ids.length > 0) await tx.update(variant).set(values).where(among(variant.id, ids))
}

async function updateVariants(tx: Tx, writes: readonly VariantWrite[], now: Date): Promise<void> {
  const changed = writes.filter(({ state, changed }) => changed && state.id !== null)
  await insertRows(
    tx,
    variant,
    changed.map((write) => ({
      ...variantRow(write, now),
      id: write.state.id as number,
      createdAt: now,
    })),
    { onConflict: { target: [variant.id], set: changeable } },
  )
}

const changeable = [
  'position',
  'externalReference',
  'sku',
  'names',
  'options',
  'optionKey',
  'attributes',
  'mediaUrls',
  'weight',
  'requiresShipping',
  'unitMeasure',
  'quantityRule',
  'taxCategory',
  'archivedAt',
  'version',
  'updatedAt',
] as const

type IdOf = (write: VariantWrite) => number

async function writeBarcodes(tx: Tx, writes: readonly VariantWrite[], idOf: IdOf): Promise<void> {
  const changed = writes.filter(
    ({ before, state }) => !isDeepStrictEqual(before?.state.barcodes ?? [], state.barcodes),
  )
  const former = changed.filter(({ before }) => before !== null).map(idOf)
  if (former.length > 0) await tx.delete(variantBarcode).where(among(variantBarcode.variantId, former))
  await insertRows(
    tx,
    variantBarcode,
    changed.flatMap((write) =>
      write.state.barcodes.map((code, position) => ({ variantId: idOf(write), position, code })),
    ),
  )
}

async function writeNames(tx: Tx, writes: readonly VariantWrite[], idOf: IdOf): Promise<void> {
  const changed = writes.filter(({ before, names }) => !isDeepStrictEqual(before?.names ?? [], names))
  const former = changed.filter(({ before }) => before !== null).map(idOf)
  if (former.length > 0) await tx.delete(variantText).where(among(variantText.variantId, former))
  await insertRows(
    tx,
    variantText,
    changed.flatMap((write) =>
      write.names.map(({ locale, value }) => ({ variantId: idOf(write), locale, name: value })),
    ),
  )
}
