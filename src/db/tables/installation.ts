import { table, text } from '../columns/index.js'

/** One row: which shop this database is. A copy or a restored backup is another one. */
export const installation = table('installation', { id: text().primaryKey() })
