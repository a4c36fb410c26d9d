import type { HoldsPersonalData } from '../domains/customers/index.js'
import { globalId } from '../kernel/ids.js'
import type { Services } from './build-services.js'

/**
 * Parts of the house behind `customers` that keep something personal of them, in the order in which they export and erase
 * it. Whatever a new domain keeps of customers is listed here; `customers` itself sees to accounts, sessions and letters.
 */
export const createPersonalData = (services: Pick<Services, 'alerts'>): readonly HoldsPersonalData[] => [
  {
    name: 'stockAlerts',
    async export(on, { email, emailVerifiedAt }) {
      // Until the address is proved, somebody else may have asked.
      const found = emailVerifiedAt ? await services.alerts.ofAddress(on, email) : []
      return found.map(({ variantId, createdAt, dueAt }) => ({
        variantId: globalId('ProductVariant', variantId),
        createdAt,
        dueAt,
      }))
    },
    erase: async (tx, { email }) => void (await services.alerts.eraseAddress(tx, email)),
  },
]
