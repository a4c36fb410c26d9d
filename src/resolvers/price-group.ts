import type { IncomingHttpHeaders } from 'node:http'
import type { Viewer } from '../domains/access/index.js'
import type { Customers } from '../domains/customers/index.js'
import type { Pricing } from '../domains/pricing/index.js'
import { Refusal } from '../kernel/refusal.js'
import { keyProblems } from '../kernel/text.js'
import { headerOf } from './headers.js'

const priceGroupHeader = 'athanor-price-group'

/** Whoever may write prices may see what any group sees. Nobody else chooses the prices to pay. */
export function refusePriceGroup(headers: IncomingHttpHeaders, viewer: Viewer): void {
  const group = headerOf(headers, priceGroupHeader)
  if (group === undefined) return
  if (viewer.kind !== 'staff' || !viewer.permissions.has('PRICES_WRITE'))
    throw new Refusal(
      'FORBIDDEN',
      'To ask for the prices of a group takes a key with the permission PRICES_WRITE.',
      ['PRICES_WRITE'],
    )
  if (keyProblems([priceGroupHeader], group).length > 0)
    throw new Refusal('BAD_CONTEXT', `${JSON.stringify(group.slice(0, 64))} is not the key of a price group.`)
}

export interface PricedCustomers {
  readonly customers: Pick<Customers, 'groupKeys'>
  readonly pricing: Pick<Pricing, 'groupAmong'>
}

/** The group whose prices the viewer sees: staff any that they ask for, customers that of their own that they pay. */
export async function priceGroupOf(
  { customers, pricing }: PricedCustomers,
  headers: IncomingHttpHeaders,
  viewer: Viewer,
): Promise<string | undefined> {
  if (viewer.kind === 'staff') return headerOf(headers, priceGroupHeader)
  if (viewer.kind !== 'customer') return undefined
  return (await pricing.groupAmong(await customers.groupKeys(viewer.customerId))) ?? undefined
}
