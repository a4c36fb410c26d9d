import { and, asc, desc, eq, inArray, isNull, lte, or, sql } from 'drizzle-orm'
import {
  affectedRows,
  forUpdate,
  insertRows,
  query,
  type ReadHandle,
  type Slots,
  type Tx,
} from '../../../db/index.js'
import { cart, cartLine } from '../../../db/tables/cart.js'
import type { Cart, CartHolder, CartStatus } from '../records.js'
import { cartTokenHash } from '../tokens.js'

type CartRow = typeof cart.$inferSelect
/** A cart without its lines. */
export type CartHead = Omit<Cart, 'lines'>

const headOf = ({ tokenHash: _, status, ...row }: CartRow): CartHead => ({
  ...row,
  status: status as CartStatus,
})

interface Opening {
  readonly tokenHash: string
  readonly customerId: string
}
/** Nothing is the hash of a token, or the id of a customer, that is empty. */
const openingOf = ({ token, customerId }: CartHolder): Opening => ({
  tokenHash: token === null ? '' : cartTokenHash(token),
  customerId: customerId ?? '',
})

const opens = (p: Slots<Opening>) => or(eq(cart.tokenHash, p.tokenHash), eq(cart.customerId, p.customerId))

const byId = query((on, p: Slots<Opening & { id: string }>) =>
  on
    .select()
    .from(cart)
    .where(and(eq(cart.id, p.id), opens(p))),
)
/** The cart, if the holder may open it: anybody else's is not found. */
export async function findCart(on: ReadHandle, holder: CartHolder, id: string): Promise<CartHead | null> {
  const [row] = await byId(on, { ...openingOf(holder), id })
  return row ? headOf(row) : null
}

const byIdAlone = query((on, p: Slots<Opening & { id: string }>) =>
  forUpdate(
    on
      .select()
      .from(cart)
      .where(and(eq(cart.id, p.id), opens(p))),
  ),
)
/** To be changed: others who want to wait until the job ends. */
export async function lockCart(tx: Tx, holder: CartHolder, id: string): Promise<CartHead | null> {
  const [row] = await byIdAlone(tx, { ...openingOf(holder), id })
  return row ? headOf(row) : null
}

const opened = query((on, p: Slots<Opening & { id: string }>) =>
  on
    .select({ id: cart.id })
    .from(cart)
    .where(and(eq(cart.id, p.id), eq(cart.tokenHash, p.tokenHash))),
)
/** Whether the holder's token opens the cart. */
export const opensByToken = async (on: ReadHandle, holder: CartHolder, id: string): Promise<boolean> =>
  (await opened(on, { ...openingOf(holder), id })).length === 1

const any = query((on, p: Slots<{ id: string }>) => on.select().from(cart).where(eq(cart.id, p.id)))
/** Whoever holds it. */
export async function findCartById(on: ReadHandle, id: string): Promise<CartHead | null> {
  const [row] = await any(on, { id })
  return row ? headOf(row) : null
}

const anyAlone = query((on, p: Slots<{ id: string }>) =>
  forUpdate(on.select().from(cart).where(eq(cart.id, p.id))),
)
/** The same, whoever holds it. */
export async function lockCartById(tx: Tx, id: string): Promise<CartHead | null> {
  const [row] = await anyAlone(tx, { id })
  return row ? headOf(row) : null
}

const byToken = query((on, p: Slots<{ tokenHash: string }>) =>
  on.select().from(cart).where(eq(cart.tokenHash, p.tokenHash)),
)
export async function findCartByToken(on: ReadHandle, token: string): Promise<CartHead | null> {
  const [row] = await byToken(on, { tokenHash: cartTokenHash(token) })
  return row ? headOf(row) : null
}

const openOnes = query((on, p: Slots<{ customerId: string; channelId: number }>) =>
  on
    .select()
    .from(cart)
    .where(and(eq(cart.customerId, p.customerId), eq(cart.status, 'OPEN'), eq(cart.channelId, p.channelId)))
    .orderBy(desc(cart.updatedAt), desc(cart.id))
    .limit(1),
)
/** Of a customer's open carts in a channel the one that was changed last. */
export async function findOpenCart(
  on: ReadHandle,
  customerId: string,
  channelId: number,
): Promise<CartHead | null> {
  const [row] = await openOnes(on, { customerId, channelId })
  return row ? headOf(row) : null
}

export const insertCart = (tx: Tx, head: CartHead, tokenHash: string): Promise<void> =>
  insertRows(tx, cart, [{ ...head, tokenHash } as CartRow])

interface Touched {
  readonly id: string
  readonly version: number
  readonly expiresAt: Date
  readonly updatedAt: Date
}
const touched = query((on: Tx, p: Slots<Touched>) =>
  on
    .update(cart)
    .set({
      version: sql`${sql.param(p.version, cart.version)}`,
      expiresAt: sql`${sql.param(p.expiresAt, cart.expiresAt)}`,
      updatedAt: sql`${sql.param(p.updatedAt, cart.updatedAt)}`,
    })
    .where(eq(cart.id, p.id)),
)
/** Gives the cart its next version when nothing but its lines has changed, as on most calls. */
export const touchCart = async (tx: Tx, to: Touched): Promise<void> => void (await touched(tx, to))

export async function updateCart(
  tx: Tx,
  id: string,
  change: Partial<Omit<CartHead, 'id'> & { readonly tokenHash: string | null }>,
): Promise<void> {
  await tx
    .update(cart)
    .set(change as Partial<CartRow>)
    .where(eq(cart.id, id))
}

/** Lets another token open a cart that nobody has changed since it was made. Whether that was so. */
export async function replaceToken(
  tx: Tx,
  id: string,
  customerId: string | null,
  tokenHash: string,
): Promise<boolean> {
  const whose = customerId === null ? isNull(cart.customerId) : eq(cart.customerId, customerId)
  const isFresh = and(eq(cart.version, 1), eq(cart.status, 'OPEN'))
  const changed = await tx
    .update(cart)
    .set({ tokenHash })
    .where(and(eq(cart.id, id), isFresh, whose))
  return affectedRows(changed) === 1
}

/** With hundreds of lines each that is still a short job. */
const deletedAtOnce = 25

/** Deletes some of the carts that ended before then, with their lines; answers whether there may be more. */
export async function deleteEnded(tx: Tx, before: Date): Promise<boolean> {
  const ended = await tx
    .select({ id: cart.id })
    .from(cart)
    .where(and(inArray(cart.status, ['EXPIRED', 'MERGED']), lte(cart.expiresAt, before)))
    .limit(deletedAtOnce)
  const ids = ended.map(({ id }) => id)
  if (ids.length === 0) return false
  await tx.delete(cartLine).where(inArray(cartLine.cartId, ids))
  await tx.delete(cart).where(inArray(cart.id, ids))
  return ids.length === deletedAtOnce
}

/** Of the open carts those whose time is over, the longest ago first. */
export async function readEnded(on: ReadHandle, at: Date, limit: number): Promise<string[]> {
  const rows = await on
    .select({ id: cart.id })
    .from(cart)
    .where(and(eq(cart.status, 'OPEN'), lte(cart.expiresAt, at)))
    .orderBy(asc(cart.expiresAt))
    .limit(limit)
  return rows.map(({ id }) => id)
}

/** Whether it was open, and its time over, still. */
export async function expireCart(tx: Tx, id: string, at: Date): Promise<boolean> {
  const changed = await tx
    .update(cart)
    .set({ status: 'EXPIRED', version: sql`${cart.version} + 1`, updatedAt: at })
    .where(and(eq(cart.id, id), eq(cart.status, 'OPEN'), lte(cart.expiresAt, at)))
  return affectedRows(changed) === 1
}

export async function selectCartsOf(on: ReadHandle, customerId: string): Promise<CartHead[]> {
  const rows = await on.select().from(cart).where(eq(cart.customerId, customerId)).orderBy(asc(cart.id))
  return rows.map(headOf)
}

export async function deleteCartsOf(tx: Tx, customerId: string): Promise<void> {
  await tx.delete(cart).where(eq(cart.customerId, customerId))
}
