import { sql } from 'drizzle-orm'
import * as d from 'drizzle-orm/pg-core'
import { newId } from '../../kernel/ids.js'

const xid8 = d.customType<{ data: string }>({ dataType: () => 'xid8' })

export const table = d.pgTable
export const text = d.text
export const int = d.integer
export const real = d.doublePrecision
export const json = d.jsonb
export const bool = d.boolean
export const big = () => d.bigint({ mode: 'number' })
export const instant = () => d.timestamp({ withTimezone: true, precision: 3, mode: 'date' })
export const id = () => d.text().primaryKey().$defaultFn(newId)
export const serial = () => d.bigint({ mode: 'number' }).generatedByDefaultAsIdentity().primaryKey()
export const stamp = () => xid8().notNull()
/** The newest of: this transaction, and the newest that has ended. See `src/db/outbox.ts`. */
export const currentStamp = sql`greatest(pg_current_xact_id(), (pg_snapshot_xmax(pg_current_snapshot())::text::bigint - 1)::text::xid8)`
export const { index, uniqueIndex, primaryKey, check, foreignKey } = d
