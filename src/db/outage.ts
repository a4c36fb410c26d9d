/** `STORAGE_FULL`: nothing can be saved, reads go on. `UNAVAILABLE`: the database does not answer, or not in time. */
export type Outage = 'STORAGE_FULL' | 'UNAVAILABLE'

/** The database has not answered for so long that nobody waits any longer. What was sent may still be carried out. */
export class DatabaseSilent extends Error {
  override readonly name = 'DatabaseSilent'
  constructor() {
    super('The database did not answer in time.')
  }
}

const full = new Set([
  'SQLITE_FULL',
  // There is no room for the index of the write-ahead log.
  'SQLITE_IOERR_SHMSIZE',
  '53100',
])

/** SQLSTATEs and their classes, SQLite's codes and those of the system. */
const unavailable = [
  /^08/, // the connection
  /^53/, // too many connections, out of memory
  /^57P0[1-5]$/, // it shuts down, starts, or has ended the connection
  /^57014$/, // a statement took too long
  /^25(006|P03)$/, // it is a standby, or has ended an idle transaction
  /^40(001|P01)$/, // others were in the way at every try
  /^SQLITE_BUSY/, // another process holds the writer
  /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)$/,
]

/** What the driver of PostgreSQL says without a code. */
const unreachable =
  /^(Connection terminated|timeout e|Query read timeout|Client (was closed|has encountered a connection error))/

/** Whether an error tells of the state of the database rather than of a mistake in the program; null when not. */
export function outageOf(error: unknown): Outage | null {
  for (let at = error; at instanceof Error; at = at.cause) {
    const code = String((at as { code?: unknown }).code)
    if (full.has(code)) return 'STORAGE_FULL'
    if (at instanceof DatabaseSilent || unreachable.test(at.message)) return 'UNAVAILABLE'
    if (unavailable.some((pattern) => pattern.test(code))) return 'UNAVAILABLE'
  }
  return null
}
