import type { Fact } from '../db/index.js'
import type { AlertStep } from '../domains/alerts/index.js'
import type { RebuildStep } from '../domains/listing/index.js'
import type { Crossing } from '../domains/stock/index.js'
import type { Reaction } from '../workers/reaction.js'
import type { Services } from './build-services.js'
import { wantLetters } from './mail/letters.js'

/** What follows from what, upward through the domains: the only place where a later domain hears of an earlier one. */
export const createReactions = ({
  listings,
  alerts,
  mail,
}: Pick<Services, 'listings' | 'alerts' | 'mail'>): readonly Reaction[] => [
  {
    name: 'listing.rebuild',
    on: ['channel.saved', 'productType.saved', 'location.saved', 'listing.rebuild'],
    // A step is at least one product, and that may have thousands of variants.
    maxHoldMs: 2_000,
    async run(tx, fact) {
      if (concernsSelling(fact)) await listings.rebuildStep(tx, rebuildStepOf(fact))
    },
  },
  {
    name: 'listing.availability',
    on: ['stock.availabilityChanged'],
    maxHoldMs: 2_000,
    run: (tx, { body }) => listings.refresh(tx, body.productIds as readonly number[]),
  },
  {
    name: 'alerts.due',
    on: ['stock.availabilityChanged', 'location.saved', 'stock.alertsLookedAt'],
    async run(tx, fact) {
      if (concernsSelling(fact)) await alerts.spendDue(tx, alertStepOf(fact))
    },
  },
  wantLetters({ mail }),
]

/**
 * A channel lists by its currencies and names by its locales, and what there is to buy depends on whom locations serve;
 * the rest of them changes nothing for sale.
 */
const concerning: Readonly<Record<string, readonly string[]>> = {
  'channel.saved': ['currencies', 'locales'],
  'location.saved': ['channels'],
}

function concernsSelling({ kind, body }: Fact): boolean {
  const parts = concerning[kind]
  return !parts || (body.changed as readonly string[]).some((part) => parts.includes(part))
}

/** Each step asks for the next one by a fact of its own. */
function rebuildStepOf({ body }: Fact): RebuildStep {
  const { after = 0, productTypeId = null } = body as Partial<RebuildStep>
  return { after, productTypeId }
}

/** Where the stock of some variants has changed, theirs are looked at; of a location it may be that of any. */
function alertStepOf({ body }: Fact): AlertStep {
  const { after = 0, variantIds = null, crossings } = body as Partial<AlertStep & { crossings: Crossing[] }>
  return { after, variantIds: crossings?.map(({ variantId }) => variantId) ?? variantIds }
}
