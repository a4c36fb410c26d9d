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

/** Connection errors come without a word of what was tried. */
function unexpected(error: Error): string {
  const { code } = error as { code?: string }
  if (code === 'ECONNREFUSED' || code === 'ENOTFOUND')
    return `The database cannot be reached (${code}). Look at DATABASE_URL; \`athanor config\` shows it.`
  return error.stack ?? error.message
}
