import { isDeepStrictEqual } from 'node:util'
import { eq, sql } from 'drizzle-orm'
import { among, insertReturningIds, insertRows, type Tx } from '../../../db/index.js'
import { media, product, productCategory, productPublication } from '../../../db/tables/catalog.js'
import type { ProductState, StoredProduct } from '../rules/product-state.js'
import type { TextState } from '../rules/texts.js'
import type { Placed, ProductWrite, WrittenProduct } from './product-write.js'
import { replaceTexts } from './texts.js'
import { writeVariants } from './write-variants.js'

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
  taxCategory: state.taxCategory,
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
    before: (stored?.state.texts ?? []) as readonly TextState[],
    after: state.texts,
  }))
  const changed = entries.filter(({ before, after }) => !isDeepStrictEqual(before, after))
  await replaceTexts(tx, 'product', changed)
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

export async function touchProducts(tx: Tx, ids: readonly number[], now: Date): Promise<void> {
  if (ids.length > 0) await tx.update(product).set({ updatedAt: now }).where(among(product.id, ids))
}
