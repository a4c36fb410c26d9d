import { big, bool, instant, table, text } from '../columns/index.js'

/** How far an import of a file has come; written in the transaction of each batch, so that a killed run resumes. */
export const importRun = table('import_run', {
  /** Of the file's path, size, first bytes and the mapping. */
  fingerprint: text().primaryKey(),
  rowsDone: big().notNull(),
  rowsRejected: big().notNull(),
  finished: bool().notNull(),
  updatedAt: instant().notNull(),
})
