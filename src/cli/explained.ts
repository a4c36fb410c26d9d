import { ConfigError } from '../config.js'

/** What stands in the way of a command, told to who typed it. */
export class CommandError extends Error {
  override readonly name = 'CommandError'
}

/** Errors that say all there is to say; of any other the stack is worth showing. */
const expected = new Set(['CommandError', 'ConfigError', 'FeedError'])

/** An error as the command line shows it. */
export function explained(error: unknown): string {
  if (error instanceof ConfigError) return error.message
  if (!(error instanceof Error)) return String(error)
  return expected.has(error.name) ? error.message : unexpected(error)
}

/** Connection errors come without a word of what was tried; those about a file say all there is to say. */
function unexpected(error: Error): string {
  const { code, path } = error as { code?: string; path?: string }
  if (path !== undefined || code === 'SQLITE_CANTOPEN') return error.message
  if (code === 'ECONNREFUSED' || code === 'ENOTFOUND')
    return `The database cannot be reached (${code}). Look at DATABASE_URL; \`athanor config\` shows it.`
  return error.stack ?? error.message
}
