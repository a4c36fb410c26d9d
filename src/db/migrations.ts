import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import { type Dialect, dialectOf } from './dialect.js'
import type { Migration } from './engines/migration.js'

/** The steps to the schema of this version, oldest first. */
export function migrationsOf(dialect: Dialect): Migration[] {
  return readMigrationFiles({ migrationsFolder: join(packageRoot(), 'drizzle', dialect) })
}

/** Found by its `drizzle` folder: this file is deeper in the sources than in what is built of them. */
function packageRoot(): string {
  let folder = import.meta.dirname
  while (!existsSync(join(folder, 'drizzle')) && folder !== dirname(folder)) folder = dirname(folder)
  return folder
}

/**
 * Brings the database to the newest schema, creating the file (SQLite) if need be. Several processes may do it at
 * once: one migrates, the others wait. Each run is all or nothing.
 */
export async function migrate(url: string, migrations = migrationsOf(dialectOf(url))): Promise<void> {
  if (dialectOf(url) === 'postgres') {
    const { migratePostgres } = await import('./engines/postgres/migrate.js')
    return migratePostgres(url, migrations)
  }
  const { migrateSqlite } = await import('./engines/sqlite/migrate.js')
  return migrateSqlite(url, migrations)
}
