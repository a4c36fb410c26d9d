import { sql } from 'drizzle-orm'
import * as d from 'drizzle-orm/pg-core'
import { newId } from '../../kernel/ids.js'

const transaction = d.customType<{ data: string }>({ dataType: () => 'xid8' })

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
export const writtenBy = () => transaction().notNull().default(sql`pg_current_xact_id()`)
export const { index, uniqueIndex, primaryKey, check, foreignKey } = d
