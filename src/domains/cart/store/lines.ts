import { hash } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { and, asc, eq, inArray, isNotNull, sql } from 'drizzle-orm'
import { among, insertRows, query, type ReadHandle, type Slots, type Tx } from '../../../db/index.js'
import { cartLine } from '../../../db/tables/cart.js'
import type { CartLine, KeyValue } from '../records.js'

type LineRow = typeof cartLine.$inferSelect

/** The same for the same attributes, in whatever order they stand. */
export const attributesKey = (attributes: readonly KeyValue[]): string =>
  attributes.length === 0
    ? ''
    : hash('sha256', JSON.stringify(attributes.map(({ key, value }) => [key, value]).sort()))

const ofCarts = query((on, p: Slots<{ cartIds: readonly string[] }>) =>
  on.select().from(cartLine).where(among(cartLine.cartId, p.cartIds)).orderBy(asc(cartLine.position)),
)
/** In their order. */
export async function readLines(on: ReadHandle, cartId: string): Promise<CartLine[]> {
  const rows = await ofCarts(on, { cartIds: [cartId] })
  return rows.map(({ cartId: _, attributesKey: __, ...line }) => line)
}

const rowOf = (cartId: string, line: CartLine): LineRow =>
  ({ ...line, cartId, attributesKey: attributesKey(line.attributes) }) as LineRow

interface Quantity {
  readonly id: string
  readonly quantity: number
  readonly agreedMinor: number | null
  readonly heldUntil: Date | null
}
const newQuantity = query((on: Tx, p: Slots<Quantity>) =>
  on
    .update(cartLine)
    .set({
      quantity: sql`${sql.param(p.quantity, cartLine.quantity)}`,
      agreedMinor: sql`${sql.param(p.agreedMinor, cartLine.agreedMinor)}`,
      heldUntil: sql`${sql.param(p.heldUntil, cartLine.heldUntil)}`,
    })
    .where(eq(cartLine.id, p.id)),
)

async function updateLine(tx: Tx, cartId: string, old: CartLine, line: CartLine): Promise<void> {
  const { id, quantity, agreedMinor, heldUntil } = line
  if (isDeepStrictEqual({ ...old, quantity, agreedMinor, heldUntil }, line)) {
    await newQuantity(tx, { id, quantity, agreedMinor, heldUntil })
    return
  }
  const { id: _, ...content } = rowOf(cartId, line)
  await tx.update(cartLine).set(content).where(eq(cartLine.id, id))
}

const isSameContent = (a: CartLine, b: CartLine): boolean =>
  a.variantId === b.variantId && isDeepStrictEqual(a.attributes, b.attributes)

/** Makes the lines of a cart those of `after`. */
export async function writeLines(
  tx: Tx,
  cartId: string,
  before: readonly CartLine[],
  after: readonly CartLine[],
): Promise<void> {
  const known = new Map(before.map((line) => [line.id, line]))
  // A line that becomes something else is written anew, since another one may have been that until now.
  const keptAs = (line: CartLine): CartLine | null => {
    const old = known.get(line.id)
    return old && isSameContent(old, line) ? old : null
  }
  const kept = new Set(after.flatMap((line) => keptAs(line)?.id ?? []))
  const gone = before.filter(({ id }) => !kept.has(id)).map(({ id }) => id)
  if (gone.length > 0) await tx.delete(cartLine).where(inArray(cartLine.id, gone))
  for (const line of after) {
    const old = keptAs(line)
    if (old && !isDeepStrictEqual(old, line)) await updateLine(tx, cartId, old, line)
  }
  const fresh = after.filter(({ id }) => !kept.has(id))
  if (fresh.length > 0)
    await insertRows(
      tx,
      cartLine,
      fresh.map((line) => rowOf(cartId, line)),
    )
}

export async function clearHeldUntil(tx: Tx, cartId: string): Promise<void> {
  await tx
    .update(cartLine)
    .set({ heldUntil: null })
    .where(and(eq(cartLine.cartId, cartId), isNotNull(cartLine.heldUntil)))
}

export async function deleteLinesOf(tx: Tx, cartIds: readonly string[]): Promise<void> {
  if (cartIds.length > 0) await tx.delete(cartLine).where(inArray(cartLine.cartId, [...cartIds]))
}
