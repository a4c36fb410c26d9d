import { randomUUID } from 'node:crypto'
import { deltaOf, type Stocked, variantsOf, type WorkKind } from './work.js'

/** A statement with `?` for its values, and how many rows it must change or write. */
export interface Statement {
  readonly text: string
  readonly values: readonly unknown[]
  readonly rows: number
}

/** How an engine takes what both know under other names. */
export interface Encoding {
  instant(at: Date): unknown
}

/** The rows that a change of stock leaves behind, written by hand: nothing is looked up, checked or decided but the guard. */
export const statementsByHand =
  (stocked: Stocked, kind: WorkKind, encode: Encoding) =>
  (n: number): readonly Statement[] =>
    kind === 'adjust' ? adjustment(stocked, n, encode) : reservation(stocked, kind, n, encode)

const holes = (count: number) => Array.from({ length: count }, () => '?').join(', ')
const many = (rows: readonly (readonly unknown[])[]) => rows.map((row) => `(${holes(row.length)})`).join(', ')

const insert = (table: string, columns: string, rows: readonly (readonly unknown[])[]): Statement => ({
  text: `insert into ${table} (${columns}) values ${many(rows)}`,
  values: rows.flat(),
  rows: rows.length,
})
const movementColumns =
  'variant_id, location_id, kind, quantity, reserved, reason, actor, reference, idempotency_key, at'

function adjustment(stocked: Stocked, n: number, { instant }: Encoding): Statement[] {
  const now = instant(new Date())
  const { locationId } = stocked
  const ids = variantsOf(stocked, 'adjust', n).map(({ id }) => id)
  const [key, delta] = [randomUUID(), deltaOf(n)]
  const level = { policy: 'DENY', promiseLimit: null, preorderUntil: null, lowStockThreshold: null }
  const levels = [{ locationId, onHand: n, reserved: 0, safetyStock: 0, incoming: 0, incomingAt: null }]
  const state = JSON.stringify({ ...level, levels })
  const outcome = JSON.stringify({ levels: [{ variantId: ids[0], locationId }] })
  const callColumns = 'caller, operation, key, input_hash, outcome, at'
  return [
    insert('idempotent_call', callColumns, [['bench', 'stockAdjust', key, 'a'.repeat(64), outcome, now]]),
    {
      text: `update stock_level set on_hand = on_hand + ?, updated_at = ?
        where variant_id = ? and location_id = ? and on_hand + ? between 0 and 1000000000`,
      values: [delta, now, ids[0], locationId, delta],
      rows: 1,
    },
    insert('stock_movement', movementColumns, [
      [ids[0], locationId, 'ADJUST', delta, 0, null, 'key:bench', null, key, now],
    ]),
    insert('audit_entry', 'at, actor, action, entity, entity_id, "before", "after", request_id', [
      [now, 'key:bench', 'stockAdjust', 'ProductVariant', String(ids[0]), state, state, 'bench'],
    ]),
    ...told(stocked, 'adjust', n, now),
  ]
}

function reservation(stocked: Stocked, kind: WorkKind, n: number, { instant }: Encoding): Statement[] {
  const now = instant(new Date())
  const { locationId, channelId } = stocked
  const ids = variantsOf(stocked, kind, n).map(({ id }) => id)
  const [key, reference] = [randomUUID(), `cart:${n}`]
  const expiresAt = instant(new Date(Date.now() + 900_000))
  return [
    {
      text: `update stock_level set reserved = reserved + 1, updated_at = ?
        where variant_id in (${holes(ids.length)}) and location_id = ? and on_hand - reserved - safety_stock >= 1`,
      values: [now, ...ids, locationId],
      rows: ids.length,
    },
    insert(
      'stock_movement',
      movementColumns,
      ids.map((id) => [id, locationId, 'RESERVE', 0, 1, null, 'key:bench', reference, null, now]),
    ),
    insert('reservation', 'id, channel_id, status, reference, expires_at, created_at, updated_at', [
      [key, channelId, 'HELD', reference, expiresAt, now, now],
    ]),
    insert(
      'reservation_line',
      'reservation_id, variant_id, location_id, quantity, promised, sold',
      ids.map((id) => [key, id, locationId, 1, 0, 0]),
    ),
    ...told(stocked, kind, n, now),
  ]
}

function told(stocked: Stocked, kind: WorkKind, n: number, now: unknown): Statement[] {
  const variants = variantsOf(stocked, kind, n)
  const variantIds = variants.map(({ id }) => id)
  const body = JSON.stringify({ variantIds, productIds: variants.map(({ productId }) => productId) })
  return [
    {
      text: `update stock_item set version = version + 1, updated_at = ? where variant_id in (${holes(variantIds.length)})`,
      values: [now, ...variantIds],
      rows: variantIds.length,
    },
    insert('outbox', 'kind, aggregate, body, at', [['stock.changed', 'stock', body, now]]),
  ]
}
