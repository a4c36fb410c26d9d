import type { Clock } from '../../kernel/clock.js'
import { exportRecords, recordOfProduct } from './export-feed.js'
import { type ImportRequest, type ImportSummary, importFeed } from './import-feed.js'
import {
  importStock,
  type StockImport,
  type StockImportSummary,
  stockHeader,
  stockLine,
} from './stock-csv.js'
import { readCheckpoint } from './store.js'
import type { FeedServices, SavedProduct } from './types.js'

export type { Entry } from './entries.js'
export type { ImportRequest, ImportSummary } from './import-feed.js'
export { type Mapping, parseMapping } from './mapping/schema.js'
export { readFeed } from './read-feed.js'
export type { FeedRecord } from './records.js'
export type { Rejection } from './rejection.js'
export type { SavedProduct } from './types.js'

export interface Feeds {
  /** Whether there is neither a channel nor a product. */
  isShopEmpty(): Promise<boolean>
  /** Hands out the catalog as lines of a native feed, without their line breaks. The same catalog gives the same bytes. */
  export(write: (line: string) => Promise<void>): Promise<void>
  /** A product by its external reference as an export writes it, drafts and archived ones too; null when there is none. */
  product(externalReference: string): Promise<SavedProduct | null>
  /** Whether an import with this fingerprint was begun and not ended. */
  isUnfinished(fingerprint: string): Promise<boolean>
  /** Takes a feed into the catalog. See `ImportRequest`. */
  import(request: ImportRequest): Promise<ImportSummary>
  /** Hands out every level of a variant that has an SKU as lines of a CSV. The same levels give the same bytes. */
  exportStock(write: (line: string) => Promise<void>): Promise<void>
  /** Sets levels by the rows of such a CSV, each for itself. */
  importStock(request: StockImport): Promise<StockImportSummary>
}

/** Feeds bring products in and out in bulk. */
export function createFeeds({ clock, ...services }: FeedServices & { readonly clock: Clock }): Feeds {
  const { db, channels, catalog, stock } = services
  return {
    isShopEmpty: async () =>
      (await channels.all(db.read)).length === 0 &&
      (await catalog.productIdsAfter(db.read, 0, 1, null)).length === 0,
    export: (write) =>
      db.snapshot(async (on) => {
        for await (const record of exportRecords(on, services)) await write(JSON.stringify(record))
      }),
    product: (externalReference) => db.snapshot((on) => recordOfProduct(on, services, externalReference)),
    isUnfinished: async (fingerprint) => (await readCheckpoint(db.read, fingerprint)) !== null,
    import: (request) => importFeed(services, clock, request),
    exportStock: (write) =>
      db.snapshot(async (on) => {
        await write(stockHeader)
        for await (const level of stock.namedLevels(on)) await write(stockLine(level))
      }),
    importStock: (request) => importStock(stock, request),
  }
}
