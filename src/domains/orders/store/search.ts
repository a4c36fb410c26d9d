import { and, asc, count, desc, eq, getTableColumns, gte, lt, type SQL, sql } from 'drizzle-orm'
import { after, type ReadHandle } from '../../../db/index.js'
import { orderLine, shopOrder } from '../../../db/tables/orders.js'
import type { OrderFilter } from '../types.js'
import type { OrderHead } from './orders.js'

/** What is looked for: an order itself, all of an address, or all with an SKU. */
export type Sought =
  | { readonly kind: 'ORDER'; readonly id: string }
  | { readonly kind: 'EMAIL'; readonly email: string }
  | { readonly kind: 'SKU'; readonly sku: string }

export interface OrderSearch extends Omit<OrderFilter, 'query'> {
  readonly sought: Sought | null
}

interface Walk {
  readonly from: readonly [Date, string] | null
  readonly backward: boolean
  readonly limit: number
}

const matching = ({ sought, status, paymentStatus, placedFrom, placedTo, ...of }: OrderSearch) => [
  sought?.kind === 'ORDER' ? eq(shopOrder.id, sought.id) : undefined,
  sought?.kind === 'EMAIL' ? eq(shopOrder.email, sought.email) : undefined,
  status == null ? undefined : eq(shopOrder.status, status),
  paymentStatus == null ? undefined : eq(shopOrder.paymentStatus, paymentStatus),
  of.channelId == null ? undefined : eq(shopOrder.channelId, of.channelId),
  of.customerId == null ? undefined : eq(shopOrder.customerId, of.customerId),
]

const placedIn = (at: typeof shopOrder.placedAt | typeof orderLine.placedAt, of: OrderSearch) => [
  of.placedFrom == null ? undefined : gte(at, of.placedFrom),
  of.placedTo == null ? undefined : lt(at, of.placedTo),
]

/** An order with several lines of an SKU is found once. */
const isFirst = sql`not exists (select 1 from ${orderLine} "earlier" where "earlier"."order_id" = ${orderLine.orderId}
  and "earlier"."sku" = ${orderLine.sku} and "earlier"."position" < ${orderLine.position})`

/** Orders from the newest to the oldest, strictly older than `from`; backwards, those strictly newer. */
export async function searchOrders(
  on: ReadHandle,
  search: OrderSearch,
  { from, backward, limit }: Walk,
): Promise<OrderHead[]> {
  const { sought } = search
  const order = backward ? asc : desc
  const isOfSku = sought?.kind === 'SKU'
  const keys = isOfSku ? [orderLine.placedAt, orderLine.orderId] : [shopOrder.placedAt, shopOrder.id]
  const conditions: (SQL | undefined)[] = [
    ...matching(search),
    ...placedIn(isOfSku ? orderLine.placedAt : shopOrder.placedAt, search),
    from ? after(keys, from, backward ? 'asc' : 'desc') : undefined,
  ]
  const columns = getTableColumns(shopOrder)
  const rows = isOfSku
    ? await on
        .select(columns)
        .from(orderLine)
        .innerJoin(shopOrder, eq(shopOrder.id, orderLine.orderId))
        .where(and(eq(orderLine.sku, sought.sku), isFirst, ...conditions))
        .orderBy(...keys.map((key) => order(key)))
        .limit(limit)
    : await on
        .select(columns)
        .from(shopOrder)
        .where(and(...conditions))
        .orderBy(...keys.map((key) => order(key)))
        .limit(limit)
  return rows as unknown as OrderHead[]
}

export async function countSearched(on: ReadHandle, search: OrderSearch): Promise<number> {
  const { sought } = search
  const conditions = [...matching(search), ...placedIn(shopOrder.placedAt, search)]
  const found =
    sought?.kind === 'SKU'
      ? on
          .select({ total: count() })
          .from(orderLine)
          .innerJoin(shopOrder, eq(shopOrder.id, orderLine.orderId))
          .where(and(eq(orderLine.sku, sought.sku), isFirst, ...conditions))
      : on
          .select({ total: count() })
          .from(shopOrder)
          .where(and(...conditions))
  const [row] = await found
  return row?.total ?? 0
}
