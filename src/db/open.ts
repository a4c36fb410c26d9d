import type { Database, DatabaseOptions } from './database.js'
import { dialect, dialectOf } from './dialect.js'

/** Opens a migrated database. Its engine must be the one that this process was started for (see `dialect`). */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  if (dialectOf(options.url) !== dialect)
    throw new Error(
      `This process speaks ${dialect} (by DATABASE_URL) and cannot open ${dialectOf(options.url)}.`,
    )
  if (dialect === 'postgres') {
    const { openPostgres } = await import('./engines/postgres/open.js')
    return openPostgres(options)
  }
  const { openSqlite } = await import('./engines/sqlite/open.js')
  return openSqlite(options)
}
