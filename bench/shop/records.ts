import type { FeedRecord } from '../../src/domains/feeds/index.js'
import { definitions } from './definitions.js'
import { assortment, plainProduct, showpiece } from './products.js'

export const showpieces = 100

/** A whole shop as a feed: so many products with two variants, and a few that are more than that. */
export function* shopRecords(products: number): Generator<FeedRecord> {
  yield* definitions()
  for (let i = 0; i < products; i++) yield { kind: 'product', ...plainProduct(i) }
  for (let i = 0; i < showpieces; i++) yield { kind: 'product', ...showpiece(i) }
  yield { kind: 'product', ...assortment() }
}
