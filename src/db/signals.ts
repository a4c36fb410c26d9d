import { dialect } from './dialect.js'
import { postgresSignals } from './engines/postgres/signals.js'

/** Wakes those in other processes who wait for facts. A signal may be lost: who waits looks by himself now and then. */
export interface Signals {
  /** Has the others look soon. To be called after a commit, and never inside a write job. */
  send(): void
  /** Answers what ends the listening. */
  listen(wake: () => void): () => void
  close(): Promise<void>
}

/** null on SQLite, whose processes see each other's commits at once (`commitCounter`). */
export const openSignals = (url: string): Signals | null =>
  dialect === 'postgres' ? postgresSignals(url) : null
