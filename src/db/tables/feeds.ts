import { big, index, instant, json, primaryKey, table, text } from '../columns/index.js'

/** How far an import of a file has come; written in the transaction of each batch, so that a killed run resumes. */
export const importRun = table(
  'import_run',
  {
    /** Of the file's path, size, age and first bytes, and of the mapping. */
    fingerprint: text().primaryKey(),
    /** Every line up to this one is in the catalog or among the rejected. */
    linesDone: big().notNull(),
    rejected: big().notNull(),
    /** The rejections of the last batch: a run killed between its commit and its report tells of them when resumed. */
    lastRejections: json().$type<unknown[]>().notNull(),
    updatedAt: instant().notNull(),
  },
  (t) => [index('import_run_updated').on(t.updatedAt)],
)

/** What an unfinished import has read already: a feed that gives a product twice would leave half of it otherwise. */
export const importSeen = table(
  'import_seen',
  {
    fingerprint: text().notNull(),
    /** Kind and reference, such as `product:BOOK-1`. */
    key: text().notNull(),
    line: big().notNull(),
  },
  (t) => [primaryKey({ columns: [t.fingerprint, t.key] })],
)
