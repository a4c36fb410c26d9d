import type { Signals } from './database.js'
import { dialect } from './dialect.js'
import { postgresSignals } from './engines/postgres/signals.js'

/** null on SQLite, whose processes see each other's commits at once (`commitCounter`). */
export const openSignals = (url: string): Signals | null =>
  dialect === 'postgres' ? postgresSignals(url) : null
