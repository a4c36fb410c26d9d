import type { Fact } from '../db/index.js'
import type { RebuildStep } from '../domains/listing/index.js'
import type { Reaction } from '../workers/reaction.js'
import type { Services } from './build-services.js'

/** What follows from what, upward through the domains: the only place where a later domain hears of an earlier one. */
export const createReactions = ({ listings }: Pick<Services, 'listings'>): readonly Reaction[] => [
  {
    name: 'listing.rebuild',
    on: ['channel.saved', 'productType.saved', 'listing.rebuild'],
    // A step is at least one product, and that may have thousands of variants.
    maxHoldMs: 2_000,
    async run(tx, fact) {
      if (concernsListings(fact)) await listings.rebuildStep(tx, rebuildStepOf(fact))
    },
  },
]

/** A channel lists by its currencies and names by its locales; the rest of it is nothing to listings. */
const concernsListings = ({ kind, body }: Fact): boolean =>
  kind !== 'channel.saved' ||
  (body.changed as readonly string[]).some((part) => part === 'currencies' || part === 'locales')

/** Each step asks for the next one by a fact of its own. */
function rebuildStepOf({ body }: Fact): RebuildStep {
  const { after = 0, productTypeId = null } = body as Partial<RebuildStep>
  return { after, productTypeId }
}
