import type {
  AttributeInput,
  BrandInput,
  CategoryInput,
  ProductInput,
  ProductTypeInput,
} from '../catalog/index.js'
import type { ChannelInput } from '../channels/index.js'

/**
 * One line of a native feed (NDJSON). An export writes them in this order of kinds, each kind by its key; an import
 * takes them in any order in which what is referred to comes first.
 */
export type FeedRecord =
  | { kind: 'shop'; name: string }
  | ({ kind: 'channel' } & ChannelInput)
  | ({ kind: 'attribute' } & AttributeInput)
  | ({ kind: 'productType' } & ProductTypeInput)
  | ({ kind: 'brand' } & BrandInput)
  | ({ kind: 'category' } & CategoryInput)
  | ({ kind: 'product' } & ProductInput)
