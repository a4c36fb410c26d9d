import type { MigrationMeta } from 'drizzle-orm/migrator'

/** One step of a schema, known by the hash of its text. */
export type Migration = Pick<MigrationMeta, 'sql' | 'hash'>

/** The steps that the database has not taken yet. What a newer version of the program has done is left alone. */
export const pendingOf = (all: readonly Migration[], applied: ReadonlySet<string>): Migration[] =>
  all.filter((migration) => !applied.has(migration.hash))
