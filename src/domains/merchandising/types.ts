import type { Problem } from '../../kernel/problem.js'
import type { PriceInput, ProductInput } from '../catalog/index.js'

export interface ProductsUpsertInput {
  items: ProductInput[]
  /** Checks everything against the shop as it is and keeps nothing. */
  dryRun?: boolean
}
export type UpsertOutcome = 'CREATED' | 'UPDATED' | 'UNCHANGED' | 'REJECTED'

/** What became of one item: all of it was saved, or none and `problems` tells every reason. */
export interface UpsertResult {
  readonly externalReference: string
  readonly outcome: UpsertOutcome
  /** null when rejected, or created by a dry run. */
  readonly productId: number | null
  readonly problems: readonly Problem[]
}

export interface ProductArchiveInput {
  externalReference: string
  expectedVersion?: number | null
}

export interface PricesSaveInput {
  /** At most 500; all are saved or none. */
  items: { sku: string; prices: PriceInput[] }[]
}
