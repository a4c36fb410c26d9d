import { asc, eq } from 'drizzle-orm'
import { insertReturningIds, insertRows, query, type ReadHandle, type Tx } from '../../db/index.js'
import { channel, shop } from '../../db/tables/channels.js'
import { assert } from '../../kernel/assert.js'
import type { Channel, TaxRounding } from './types.js'

/** What a shop is called until it is given a name. */
const unnamed = 'Shop'

const everyChannel = query((on) => on.select().from(channel).orderBy(asc(channel.id)))
const shopNames = query((on) => on.select({ name: shop.name }).from(shop))

/** In the order of their creation. */
export const selectChannels = async (on: ReadHandle): Promise<Channel[]> =>
  (await everyChannel(on, {})).map((row) => ({
    ...row,
    taxRounding: row.taxRounding as TaxRounding,
    roundTotalsToMinor: row.roundTotalsToMinor ?? {},
  }))

export const selectShopName = async (on: ReadHandle): Promise<string> =>
  (await shopNames(on, {}))[0]?.name ?? unnamed

// An upsert that changes nothing locks the row, on both engines.
/** Makes the savings of channels wait for each other, so that what one has read still holds when it writes. */
export async function takeTurn(tx: Tx): Promise<void> {
  await tx
    .insert(shop)
    .values({ id: 1, name: unnamed })
    .onConflictDoUpdate({ target: shop.id, set: { id: 1 } })
}

export const writeShopName = (tx: Tx, name: string): Promise<void> =>
  insertRows(tx, shop, [{ id: 1, name }], { onConflict: { target: [shop.id], set: ['name'] } })

type Values = Omit<Channel, 'id'>

export async function insertChannel(tx: Tx, values: Values): Promise<Channel> {
  const [id] = await insertReturningIds(tx, channel, [columnsOf(values)])
  assert(id !== undefined, 'an inserted channel has an id')
  return { id, ...values }
}

export async function updateChannel(tx: Tx, { id, ...values }: Channel): Promise<void> {
  await tx.update(channel).set(columnsOf(values)).where(eq(channel.id, id))
}

const columnsOf = (values: Values) => ({
  ...values,
  currencies: [...values.currencies],
  locales: [...values.locales],
  countries: [...values.countries],
  roundTotalsToMinor: { ...values.roundTotalsToMinor },
})
