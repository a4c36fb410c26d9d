import { existsSync } from 'node:fs'
import { CommandError } from './explained.js'

/** The path in `file:./data/athanor.db` or `file:///srv/athanor.db`; null for a URL of PostgreSQL. */
export const sqlitePath = (url: string): string | null =>
  url.startsWith('file:') ? url.replace(/^file:(?:\/\/(?=\/))?/, '') : null

/** Opening a file that is not there would make it: reading commands say so instead. */
export function mustExist(url: string): void {
  const path = sqlitePath(url)
  if (path !== null && !existsSync(path))
    throw new CommandError(
      `There is no database at ${path}. Set DATABASE_URL, or make one with \`athanor migrate\`.`,
    )
}
