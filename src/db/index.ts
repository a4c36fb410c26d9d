export { attempt } from './attempt.js'
export { insertReturningIds, insertRows, type OnConflict } from './bulk.js'
export type {
  Database,
  DatabaseOptions,
  DatabaseStatus,
  Log,
  ReadHandle,
  Signals,
  Tx,
  WriteOptions,
} from './database.js'
export { type Dialect, dialect } from './dialect.js'
export {
  affectedRows,
  after,
  among,
  commitCounter,
  forUpdate,
  givenRows,
  rows,
  takeTurn,
  type UniqueViolation,
  unindexed,
  uniqueViolation,
  wantedRows,
} from './differs.js'
export { eachDue } from './each-due.js'
export { WriteRuleError } from './engines/lane.js'
export { installationId } from './installation.js'
export { migrate } from './migrations.js'
export { openDatabase } from './open.js'
export * from './outbox.js'
export { query, type Slots } from './query.js'
export { openSignals } from './signals.js'
export { together } from './together.js'
export { factsSince, type Watermark, watermark } from './watermark.js'
