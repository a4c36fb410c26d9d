import { sql } from 'drizzle-orm'
import * as d from 'drizzle-orm/sqlite-core'
import { newId } from '../../kernel/ids.js'

export const table = d.sqliteTable
export const text = d.text
export const int = d.integer
export const real = d.real
export const json = () => d.text({ mode: 'json' })
export const bool = () => d.integer({ mode: 'boolean' })
export const big = () => d.integer()
export const instant = () => d.integer({ mode: 'timestamp_ms' })
export const id = () => d.text().primaryKey().$defaultFn(newId)
export const serial = () => d.integer().primaryKey({ autoIncrement: true })
export const stamp = () => d.text().notNull()
export const currentStamp = sql`'0'`
export const { index, uniqueIndex, primaryKey, check, foreignKey } = d
