import { desc, eq } from 'drizzle-orm'
import { among, insertRows, query, type ReadHandle, type Slots, type Tx } from '../../../db/index.js'
import { marketingConsent } from '../../../db/tables/customers.js'
import type { MarketingConsent } from '../types.js'

export const insertConsent = (tx: Tx, customerId: string, consent: MarketingConsent): Promise<void> =>
  insertRows(tx, marketingConsent, [{ customerId, ...consent }])

const ofCustomers = query((on, p: Slots<{ ids: readonly string[] }>) =>
  on
    .select()
    .from(marketingConsent)
    .where(among(marketingConsent.customerId, p.ids))
    .orderBy(desc(marketingConsent.id)),
)

export interface KeptConsent extends MarketingConsent {
  readonly customerId: string
}

/** Of each customer, the newest first. */
export const selectConsents = async (on: ReadHandle, ids: readonly string[]): Promise<KeptConsent[]> =>
  (await ofCustomers(on, { ids })).map(({ customerId, accepts, source, actor, at }) => ({
    ...{ customerId, accepts, actor, at },
    source: source as MarketingConsent['source'],
  }))

export async function deleteConsentsOf(tx: Tx, customerId: string): Promise<void> {
  await tx.delete(marketingConsent).where(eq(marketingConsent.customerId, customerId))
}
