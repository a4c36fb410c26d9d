import type { Customers } from '../../domains/customers/index.js'
import { many, one } from '../batching.js'

/** Nothing of these marks an answer: it is private to whoever may see a customer. */
export const customerLoaders = (customers: Customers) => ({
  customers: one(
    (ids: readonly string[]) => customers.findAll(ids),
    ({ id }) => id,
  ),
  customerAddresses: many(
    (ids: readonly string[]) => customers.addresses(ids),
    ({ customerId }) => customerId,
  ),
  customerMemberships: many(
    (ids: readonly string[]) => customers.memberships(ids),
    ({ customerId }) => customerId,
  ),
  customerConsents: many(
    (ids: readonly string[]) => customers.consents(ids),
    ({ customerId }) => customerId,
  ),
})
