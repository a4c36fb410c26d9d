import type { HoldsPersonalData } from '../domains/customers/index.js'
import { plainEmail } from '../kernel/email.js'
import { globalId } from '../kernel/ids.js'
import type { Services } from './build-services.js'

/**
 * Parts of the house behind `customers` that keep something personal of them, in the order in which they export and erase
 * it. Whatever a new domain keeps of customers is listed here; `customers` itself sees to accounts, sessions and letters.
 */
export const createPersonalData = (
  services: Pick<Services, 'alerts' | 'carts' | 'tenders' | 'orders'>,
): readonly HoldsPersonalData[] => [
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
  {
    name: 'carts',
    async export(on, { id }) {
      const carts = await services.carts.ofCustomer(on, id)
      return carts.map(({ id: cartId, lines, giftCardIds, ...cart }) => ({
        ...cart,
        giftCardIds: giftCardIds.map((giftCardId) => globalId('GiftCard', giftCardId)),
        id: globalId('Cart', cartId),
        lines: lines.map(({ variantId, quantity, attributes }) => ({
          variantId: globalId('ProductVariant', variantId),
          quantity,
          attributes,
        })),
      }))
    },
    erase: (tx, { id }) => services.carts.eraseCustomer(tx, id),
  },
  {
    name: 'storeCredit',
    async export(on, { id }) {
      const credits = await services.tenders.credits([id], on)
      return Promise.all(
        credits.map(async ({ id: account, currency, balanceMinor }) => ({
          ...{ currency, balanceMinor },
          entries: (await services.tenders.allEntries(account, on)).map(
            ({ id: _, actor: __, ...entry }) => entry,
          ),
        })),
      )
    },
    // The ledger names customers by an id alone, and is kept.
    erase: async () => {},
  },
  {
    name: 'orders',
    async export(on, { id }) {
      const orders = await services.orders.ofCustomer(on, id)
      return orders.map(({ id: orderId, cartId, reservationId: _, paymentId: __, lines, ...order }) => ({
        ...order,
        id: globalId('Order', orderId),
        cartId: globalId('Cart', cartId),
        lines: lines.map(({ id: lineId, ...line }) => ({ ...line, id: globalId('OrderLine', lineId) })),
      }))
    },
    erase: (tx, { id, email, emailVerifiedAt }) =>
      services.orders.eraseCustomer(tx, {
        ...{ customerId: id, provedEmail: emailVerifiedAt && plainEmail(email) },
      }),
  },
]
