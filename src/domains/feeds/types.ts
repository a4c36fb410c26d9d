import type { Database } from '../../db/index.js'
import type { Problem } from '../../kernel/problem.js'
import type { Catalog } from '../catalog/index.js'
import type { Channels } from '../channels/index.js'
import type { Merchandising } from '../merchandising/index.js'
import type { Pricing } from '../pricing/index.js'
import type { Stock } from '../stock/index.js'
import type { ProductRecord } from './canonical.js'
import type { Entry } from './entries.js'

export interface FeedServices {
  readonly db: Database
  readonly channels: Channels
  readonly catalog: Catalog
  readonly pricing: Pricing
  readonly merchandising: Merchandising
  readonly stock: Stock
}

/** An entry with all that is known against it so far. */
export interface Candidate {
  readonly entry: Entry
  readonly problems: readonly Problem[]
}

/** SAVED is said of what is not a product: whether it was changed is not told. */
export type Outcome =
  | { readonly kind: 'CREATED' | 'UPDATED' | 'UNCHANGED' | 'SAVED' }
  | { readonly kind: 'REJECTED'; readonly problems: readonly Problem[] }

export const refused = (problems: readonly Problem[]): Outcome => ({ kind: 'REJECTED', problems })

/** A product as a feed would give it, with what tells whether it has changed since. */
export interface SavedProduct {
  readonly id: number
  readonly version: number
  readonly record: ProductRecord
}
