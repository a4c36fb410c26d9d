import { isDeepStrictEqual } from 'node:util'
import { eq, sql } from 'drizzle-orm'
import { among, insertReturningIds, insertRows, type Tx } from '../../../db/index.js'
import {
  media,
  product,
  productCategory,
  productPublication,
  variant,
  variantBarcode,
  variantText,
} from '../../../db/tables/catalog.js'
import type { ProductState, StoredProduct } from '../rules/product-state.js'
import type { TextState } from '../rules/texts.js'
import { type VariantState, variantNames } from '../rules/variants.js'
import { replaceTexts } from './texts.js'

/** A product about to be stored; `stored` is null for a new one. */
export interface ProductWrite {
  readonly stored: StoredProduct | null
  readonly state: ProductState & { readonly texts: readonly TextState[] }
}
/** Where it was stored: its id, and its variants' ids in their order. */
export interface WrittenProduct {
  readonly id: number
  readonly variantIds: readonly number[]
}
type Placed = ProductWrite & { readonly id: number }

/** Stores products with all that belongs to them. The caller has checked them; the answers come in the same order. */
export async function writeProducts(
  tx: Tx,
  writes: readonly ProductWrite[],
  now: Date,
): Promise<WrittenProduct[]> {
  const created = writes.filter((write) => write.stored === null)
  const newIds = await insertReturningIds(
    tx,
    product,
    created.map(({ state }) => rowOf(state, now)),
  )
  const idOf = new Map(created.map((write, i) => [write, newIds[i] as number]))
  const placed = writes.map(
    (write): Placed => ({ ...write, id: write.stored?.id ?? (idOf.get(write) as number) }),
  )
  for (const write of placed) if (write.stored) await updateProduct(tx, write, write.stored, now)
  await writeTexts(tx, placed)
  await writeParts(tx, placed)
  const variantIds = await writeVariants(tx, placed, now)
  return placed.map(({ id }, i) => ({ id, variantIds: variantIds[i] as number[] }))
}

const rowOf = (state: ProductState, now: Date) => ({
  externalReference: state.externalReference,
  productTypeId: state.productTypeId,
  brandId: state.brandId,
  status: state.status,
  tags: [...state.tags],
  options: [...state.options],
  attributes: [...state.attributes],
  rank: state.rank,
  version: 1,
  createdAt: now,
  updatedAt: now,
})

async function updateProduct(tx: Tx, write: Placed, stored: StoredProduct, now: Date): Promise<void> {
  const { createdAt: _, ...row } = rowOf(write.state, now)
  await tx
    .update(product)
    .set({ ...row, version: stored.version + 1 })
    .where(eq(product.id, write.id))
}

async function writeTexts(tx: Tx, placed: readonly Placed[]): Promise<void> {
  const entries = placed.map(({ id, state, stored }) => ({
    id,
    texts: state.texts,
    fresh: stored === null,
    stored,
  }))
  const changed = entries.filter((e) => !e.fresh && !isDeepStrictEqual(e.stored?.state.texts, e.texts))
  await replaceTexts(
    tx,
    'product',
    entries.filter((entry) => entry.fresh),
    true,
  )
  if (changed.length > 0) await replaceTexts(tx, 'product', changed, false)
}

/** Categories, publications and media: small sets, replaced as a whole. Media keep their ids where the URL stays. */
async function writeParts(tx: Tx, placed: readonly Placed[]): Promise<void> {
  const former = placed.filter((write) => write.stored !== null).map((write) => write.id)
  if (former.length > 0) {
    await tx.delete(productCategory).where(among(productCategory.productId, former))
    await tx.delete(productPublication).where(among(productPublication.productId, former))
  }
  await insertRows(
    tx,
    productCategory,
    placed.flatMap(({ id, state }) =>
      state.categoryIds.map((categoryId, position) => ({ productId: id, categoryId, position })),
    ),
  )
  await insertRows(
    tx,
    productPublication,
    placed.flatMap(({ id, state }) =>
      state.publications.map(({ channelId, publishedAt }) => ({
        productId: id,
        channelId,
        publishedAt: new Date(publishedAt),
      })),
    ),
  )
  await writeMedia(tx, placed)
}

async function writeMedia(tx: Tx, placed: readonly Placed[]): Promise<void> {
  const rows = placed.flatMap((write) => {
    const same = isDeepStrictEqual(write.stored?.state.media ?? [], write.state.media)
    return same ? [] : [write]
  })
  for (const { id, state, stored } of rows) {
    const kept = new Set(state.media.map((entry) => entry.url))
    const gone = (stored?.state.media ?? []).filter((entry) => !kept.has(entry.url)).map((entry) => entry.url)
    if (gone.length > 0)
      await tx.delete(media).where(sql`${eq(media.productId, id)} and ${among(media.url, gone)}`)
    const before = new Set((stored?.state.media ?? []).map((entry) => entry.url))
    for (const [position, entry] of state.media.entries())
      if (before.has(entry.url))
        await tx
          .update(media)
          .set({ ...entry, alts: [...entry.alts], position })
          .where(sql`${eq(media.productId, id)} and ${eq(media.url, entry.url)}`)
  }
  await insertRows(
    tx,
    media,
    rows.flatMap(({ id, state, stored }) => {
      const before = new Set((stored?.state.media ?? []).map((entry) => entry.url))
      return state.media.flatMap((entry, position) =>
        before.has(entry.url) ? [] : [{ ...entry, alts: [...entry.alts], productId: id, position }],
      )
    }),
  )
}

async function writeVariants(tx: Tx, placed: readonly Placed[], now: Date): Promise<number[][]> {
  await archiveMissing(tx, placed, now)
  for (const write of placed) await updateVariants(tx, write, now)
  const fresh = placed.flatMap((write) =>
    write.state.variants.flatMap((state, position) =>
      state.id === null ? [{ write, state, position }] : [],
    ),
  )
  const newIds = await insertReturningIds(
    tx,
    variant,
    fresh.map(({ write, state, position }) => ({
      ...variantRow(state, position, now),
      productId: write.id,
      createdAt: now,
      version: 1,
    })),
  )
  const idOf = new Map(fresh.map(({ state }, i) => [state, newIds[i] as number]))
  const ids = placed.map((write) =>
    write.state.variants.map((state) => state.id ?? (idOf.get(state) as number)),
  )
  await writeVariantParts(tx, placed, ids)
  return ids
}

const variantRow = (state: VariantState, position: number, now: Date) => ({
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
  archivedAt: null,
  updatedAt: now,
})

async function archiveMissing(tx: Tx, placed: readonly Placed[], now: Date): Promise<void> {
  const gone = placed.flatMap(({ state, stored }) => {
    const kept = new Set(state.variants.map((entry) => entry.id))
    return (stored?.state.variants ?? []).flatMap((entry) => (kept.has(entry.id) ? [] : [entry.id as number]))
  })
  if (gone.length > 0)
    await tx.update(variant).set({ archivedAt: now, updatedAt: now }).where(among(variant.id, gone))
}

/** Option keys are freed first, so that two variants may swap their options in one save. */
async function updateVariants(tx: Tx, write: Placed, now: Date): Promise<void> {
  const before = new Map(
    (write.stored?.state.variants ?? []).map((entry, position) => [entry.id, { entry, position }]),
  )
  const changed = [...write.state.variants.entries()].filter(([position, state]) => {
    const was = before.get(state.id)
    return state.id !== null && !(was?.position === position && isDeepStrictEqual(was.entry, state))
  })
  const moved = changed.filter(([, state]) => before.get(state.id)?.entry.optionKey !== state.optionKey)
  if (moved.length > 0)
    await tx
      .update(variant)
      .set({ optionKey: sql`'moving:' || ${variant.id}` })
      .where(
        among(
          variant.id,
          moved.map(([, state]) => state.id as number),
        ),
      )
  for (const [position, state] of changed)
    await tx
      .update(variant)
      .set({ ...variantRow(state, position, now), version: sql`${variant.version} + 1` })
      .where(eq(variant.id, state.id as number))
}

async function writeVariantParts(
  tx: Tx,
  placed: readonly Placed[],
  ids: readonly (readonly number[])[],
): Promise<void> {
  const touched = placed.flatMap((write, i) => (write.stored ? (ids[i] ?? []) : []))
  if (touched.length > 0) {
    await tx.delete(variantBarcode).where(among(variantBarcode.variantId, touched))
    await tx.delete(variantText).where(among(variantText.variantId, touched))
  }
  const entries = placed.flatMap((write, i) =>
    write.state.variants.map((state, j) => ({
      product: write.state,
      state,
      variantId: ids[i]?.[j] as number,
    })),
  )
  await insertRows(
    tx,
    variantBarcode,
    entries.flatMap(({ state, variantId }) =>
      state.barcodes.map((code, position) => ({ variantId, position, code })),
    ),
  )
  await insertRows(
    tx,
    variantText,
    entries.flatMap(({ product, state, variantId }) =>
      variantNames(state, product.options, product.texts).map(({ locale, value }) => ({
        variantId,
        locale,
        name: value,
      })),
    ),
  )
}

export async function touchProducts(tx: Tx, ids: readonly number[], now: Date): Promise<void> {
  if (ids.length > 0) await tx.update(product).set({ updatedAt: now }).where(among(product.id, ids))
}
