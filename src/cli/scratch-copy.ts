import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sqlitePath } from './sqlite-path.js'

/**
 * Runs a job on a copy of the database that is thrown away, so that a rehearsal meets all that the real thing would: on
 * SQLite in a temporary file, on PostgreSQL in a schema of its own beside the real tables.
 */
export async function withScratchCopy<T>(url: string, job: (url: string) => Promise<T>): Promise<T> {
  const path = sqlitePath(url)
  if (path !== null) return inScratchFile(path, job)
  const { migrate } = await import('../db/index.js')
  const { withScratchSchema } = await import('../db/upkeep/scratch-schema.js')
  await migrate(url)
  return withScratchSchema(url, job)
}

async function inScratchFile<T>(path: string, job: (url: string) => Promise<T>): Promise<T> {
  const { vacuumInto } = await import('../db/upkeep/sqlite-file.js')
  const folder = mkdtempSync(join(tmpdir(), 'athanor-dry-run-'))
  try {
    const copy = join(folder, 'copy.db')
    if (existsSync(path)) vacuumInto(path, copy)
    return await job(`file:${copy}`)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
