import { and, asc, count, desc, eq, gt, lt, lte, sql } from 'drizzle-orm'
import {
  among,
  forUpdate,
  insertRows,
  query,
  type ReadHandle,
  type Slots,
  type Tx,
  together,
} from '../../../db/index.js'
import { orderLine, shopOrder } from '../../../db/tables/orders.js'
import { orderTokenHash } from '../tokens.js'
import type { Order, OrderLine } from '../types.js'
import { findLinked } from './links.js'

type OrderRow = typeof shopOrder.$inferSelect
/** An order without its lines. */
export type OrderHead = Omit<Order, 'lines'> & { readonly tokenHash: string | null }

const headOf = (row: OrderRow): OrderHead => row as unknown as OrderHead

export const insertOrder = async (tx: Tx, { lines, ...head }: Order, tokenHash: string | null) => {
  const orderId = head.id
  await together(
    insertRows(tx, shopOrder, [{ ...head, tokenHash } as unknown as OrderRow]),
    insertRows(
      tx,
      orderLine,
      lines.map(
        (line) => ({ ...line, orderId, placedAt: head.placedAt }) as unknown as typeof orderLine.$inferInsert,
      ),
    ),
  )
}

const byId = query((on, p: Slots<{ id: string }>) =>
  on.select().from(shopOrder).where(eq(shopOrder.id, p.id)),
)
export async function findOrder(on: ReadHandle, id: string): Promise<OrderHead | null> {
  const [row] = await byId(on, { id })
  return row ? headOf(row) : null
}

const byIds = query((on, p: Slots<{ ids: readonly string[] }>) =>
  on.select().from(shopOrder).where(among(shopOrder.id, p.ids)),
)
/** Those that there are, in any order. */
export const findOrders = async (on: ReadHandle, ids: readonly string[]): Promise<OrderHead[]> =>
  (await byIds(on, { ids })).map(headOf)

const byNumber = query((on, p: Slots<{ number: string }>) =>
  on.select().from(shopOrder).where(eq(shopOrder.number, p.number)),
)
export async function findOrderByNumber(on: ReadHandle, number: string): Promise<OrderHead | null> {
  const [row] = await byNumber(on, { number })
  return row ? headOf(row) : null
}

const byToken = query((on, p: Slots<{ tokenHash: string }>) =>
  on.select().from(shopOrder).where(eq(shopOrder.tokenHash, p.tokenHash)),
)
export async function findOrderByToken(on: ReadHandle, token: string): Promise<OrderHead | null> {
  const tokenHash = orderTokenHash(token)
  const [row] = await byToken(on, { tokenHash })
  if (row) return headOf(row)
  const linked = await findLinked(on, tokenHash)
  return linked === null ? null : findOrder(on, linked)
}

const byIdAlone = query((on, p: Slots<{ id: string }>) =>
  forUpdate(on.select().from(shopOrder).where(eq(shopOrder.id, p.id))),
)
/** To be changed: others who want to wait until the job ends. */
export async function lockOrder(tx: Tx, id: string): Promise<OrderHead | null> {
  const [row] = await byIdAlone(tx, { id })
  return row ? headOf(row) : null
}

const lastOfCart = query((on, p: Slots<{ cartId: string }>) =>
  on.select().from(shopOrder).where(eq(shopOrder.cartId, p.cartId)).orderBy(desc(shopOrder.id)).limit(1),
)
/** The newest that was made of the cart. */
export async function findOrderOfCart(on: ReadHandle, cartId: string): Promise<OrderHead | null> {
  const [row] = await lastOfCart(on, { cartId })
  return row ? headOf(row) : null
}

const liveOnes = query((on, p: Slots<{ cartId: string }>) =>
  on
    .select({ id: shopOrder.id })
    .from(shopOrder)
    .where(and(eq(shopOrder.cartId, p.cartId), sql`${shopOrder.status} <> 'CANCELLED'`)),
)
/** Whether an order that was not cancelled has been made of the cart. */
export const isOrdered = async (on: ReadHandle, cartId: string): Promise<boolean> =>
  (await liveOnes(on, { cartId })).length > 0

const linesOf = query((on, p: Slots<{ orderIds: readonly string[] }>) =>
  on
    .select()
    .from(orderLine)
    .where(among(orderLine.orderId, p.orderIds))
    .orderBy(asc(orderLine.orderId), asc(orderLine.position)),
)
/** The orders with their lines, in the order given. */
export async function withLines(on: ReadHandle, heads: readonly OrderHead[]): Promise<Order[]> {
  const rows = heads.length === 0 ? [] : await linesOf(on, { orderIds: heads.map(({ id }) => id) })
  const byOrder = new Map<string, OrderLine[]>(heads.map(({ id }) => [id, []]))
  for (const { orderId, placedAt: _, ...line } of rows) byOrder.get(orderId)?.push(line)
  return heads.map(({ tokenHash: _, ...head }) => ({ ...head, lines: byOrder.get(head.id) ?? [] }))
}

/** Of which order a line is; null where there is no such line. */
export async function findOrderIdOfLine(on: ReadHandle, lineId: string): Promise<string | null> {
  const [row] = await on.select({ id: orderLine.orderId }).from(orderLine).where(eq(orderLine.id, lineId))
  return row?.id ?? null
}

export async function updateOrder(tx: Tx, id: string, change: Partial<Omit<OrderHead, 'id'>>): Promise<void> {
  await tx
    .update(shopOrder)
    .set(change as Partial<OrderRow>)
    .where(eq(shopOrder.id, id))
}

/** A customer's orders from the newest to the oldest, strictly older than `from`; backwards, those strictly newer. */
export async function selectOrdersOf(
  on: ReadHandle,
  customerId: string,
  walk: { readonly from: string | null; readonly backward: boolean; readonly limit: number },
): Promise<OrderHead[]> {
  const behind = walk.from === null ? undefined : (walk.backward ? gt : lt)(shopOrder.id, walk.from)
  const rows = await on
    .select()
    .from(shopOrder)
    .where(and(eq(shopOrder.customerId, customerId), behind))
    .orderBy((walk.backward ? asc : desc)(shopOrder.id))
    .limit(walk.limit)
  return rows.map(headOf)
}

export async function countOrdersOf(on: ReadHandle, customerId: string): Promise<number> {
  const [row] = await on
    .select({ total: count() })
    .from(shopOrder)
    .where(eq(shopOrder.customerId, customerId))
  return row?.total ?? 0
}

const overdue = query((on, p: Slots<{ at: Date; limit: number }>) =>
  on
    .select({ id: shopOrder.id })
    .from(shopOrder)
    .where(and(sql`${shopOrder.status} = 'PENDING_PAYMENT'`, lte(shopOrder.payBefore, p.at)))
    .orderBy(asc(shopOrder.payBefore))
    .limit(p.limit),
)
/** Unpaid orders whose time is over, the longest ago first. */
export const readOverdue = async (on: ReadHandle, at: Date, limit: number): Promise<string[]> =>
  (await overdue(on, { at, limit })).map(({ id }) => id)
