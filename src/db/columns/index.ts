import { dialect } from '../dialect.js'
import * as postgres from './postgres.js'
import * as sqlite from './sqlite.js'

const kit = dialect === 'postgres' ? postgres : (sqlite as unknown as typeof postgres)

/**
 * The columns that both engines have, typed as PostgreSQL because its API is the subset that both honour.
 *
 * - `big`: a whole number below 2^53 (money in minor units, counters)
 * - `real`: a double, for filtering only; never money
 * - `instant`: a point in time with the millisecond precision of `Date`, so that keyset cursors are exact
 * - `id`: a UUIDv7 that the application gives; `serial`: a growing number that the database gives
 * - `stamp`: with a serial behind it, the order of commits; a row takes `currentStamp`. It is the number of a
 *   transaction on PostgreSQL and always '0' on SQLite, where serial order is commit order already
 */
export const {
  table,
  text,
  int,
  big,
  real,
  json,
  bool,
  instant,
  id,
  serial,
  stamp,
  currentStamp,
  index,
  uniqueIndex,
  primaryKey,
  check,
  foreignKey,
} = kit
