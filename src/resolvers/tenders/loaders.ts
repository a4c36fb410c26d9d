import type { Tenders } from '../../domains/tenders/index.js'
import { many } from '../batching.js'

/** Nothing of this marks an answer: it is private to whoever may see a customer. */
export const tenderLoaders = (tenders: Tenders) => ({
  storeCredits: many(
    (customerIds: readonly string[]) => tenders.credits(customerIds),
    ({ customerId }) => customerId,
  ),
})
