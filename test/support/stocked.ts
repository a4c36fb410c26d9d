import { asc, sql } from 'drizzle-orm'
import { outbox } from '../../src/db/tables/outbox.js'
import { stockLevel, stockMovement } from '../../src/db/tables/stock.js'
import type { LocationInput } from '../../src/domains/stock/index.js'
import { must, type TestShop, vessel } from './shop.js'

/** A location that serves both channels, in which only what is given matters to the test. */
export const place = (externalReference: string, given: Partial<LocationInput> = {}): LocationInput => ({
  externalReference,
  kind: 'WAREHOUSE',
  names: [{ locale: 'en', value: externalReference }],
  address: { country: 'AT' },
  timeZone: 'Europe/Vienna',
  channels: ['eu', 'us'],
  ...given,
})

/** Sells a new product and answers the id of its variant, whose SKU is the name. */
export async function soldVariant(shop: TestShop, sku: string): Promise<number> {
  await shop.saved(vessel(sku))
  const { state } = await shop.stored(sku)
  const id = state.variants[0]?.id
  if (id == null) throw new Error(`${sku} has no variant`)
  return id
}

export const lay = (shop: TestShop, sku: string, location: string, quantity: number) =>
  must(shop.stock.set(shop.actor, { items: [{ sku, location, quantity }] }))

/** What may never be otherwise: every level is the sum of its movements, nothing is below zero, nothing is short unseen. */
export async function ledgerFaults({ db }: Pick<TestShop, 'db'>): Promise<string[]> {
  const levels = await db.read.select().from(stockLevel)
  const sums = await db.read
    .select({
      variantId: stockMovement.variantId,
      locationId: stockMovement.locationId,
      onHand: sql<number>`sum(${stockMovement.quantity})`.mapWith(Number),
      reserved: sql<number>`sum(${stockMovement.reserved})`.mapWith(Number),
    })
    .from(stockMovement)
    .groupBy(stockMovement.variantId, stockMovement.locationId)
  return levels.flatMap((level) => {
    const sum = sums.find(
      (one) => one.variantId === level.variantId && one.locationId === level.locationId,
    ) ?? { onHand: 0, reserved: 0 }
    const faults = [
      level.onHand !== sum.onHand && `on hand ${level.onHand}, in the ledger ${sum.onHand}`,
      level.reserved !== sum.reserved && `reserved ${level.reserved}, in the ledger ${sum.reserved}`,
      (level.onHand < 0 || level.reserved < 0) && `${level.onHand} on hand, ${level.reserved} reserved`,
      level.short !== Math.max(0, level.reserved - level.onHand) && `short of ${level.short}`,
    ]
    return faults.flatMap((fault) => (fault ? [`${level.variantId} at ${level.locationId}: ${fault}`] : []))
  })
}

/** The bodies of the facts of a kind, in their order. */
export async function toldOf({ db }: Pick<TestShop, 'db'>, kind: string): Promise<Record<string, unknown>[]> {
  const facts = await db.read.select().from(outbox).orderBy(asc(outbox.stamp), asc(outbox.seq))
  return facts.filter((fact) => fact.kind === kind).map((fact) => fact.body)
}
