import { asc, eq } from 'drizzle-orm'
import {
  among,
  insertReturningIds,
  insertRows,
  query,
  type ReadHandle,
  type Slots,
  type Tx,
} from '../../../db/index.js'
import { location, locationChannel } from '../../../db/tables/stock.js'
import { assert } from '../../../kernel/assert.js'
import type { Location, LocationKind } from '../types.js'

const idsByReference = query((on, p: Slots<{ references: readonly string[] }>) =>
  on
    .select({ id: location.id, externalReference: location.externalReference })
    .from(location)
    .where(among(location.externalReference, p.references)),
)
export const readLocationIds = async (
  on: ReadHandle,
  references: readonly string[],
): Promise<ReadonlyMap<string, number>> =>
  new Map((await idsByReference(on, { references })).map((row) => [row.externalReference, row.id]))

const everyLocation = query((on) => on.select().from(location).orderBy(asc(location.id)))
const everyChannel = query((on) => on.select().from(locationChannel).orderBy(asc(locationChannel.channelId)))

/** All of them, in the order of their ids: a shop has a thousand at most. */
export async function readLocations(on: ReadHandle): Promise<Location[]> {
  const rows = await everyLocation(on, {})
  const channels = new Map<number, number[]>(rows.map((row) => [row.id, []]))
  for (const { locationId, channelId } of await everyChannel(on, {}))
    channels.get(locationId)?.push(channelId)
  return rows.map(({ latitude, longitude, kind, ...row }) => ({
    ...row,
    kind: kind as LocationKind,
    position: latitude === null || longitude === null ? null : { latitude, longitude },
    channelIds: channels.get(row.id) ?? [],
  }))
}

type Content = Omit<Location, 'id'>

const rowOf = ({ position, names, channelIds: _, ...content }: Content) => ({
  ...content,
  names: [...names],
  latitude: position?.latitude ?? null,
  longitude: position?.longitude ?? null,
})

export async function insertLocation(tx: Tx, content: Content): Promise<number> {
  const [id] = await insertReturningIds(tx, location, [rowOf(content)])
  assert(id !== undefined, 'an inserted location has an id')
  await insertChannels(tx, id, content.channelIds)
  return id
}

export async function updateLocation(tx: Tx, { id, ...content }: Location): Promise<void> {
  await tx.update(location).set(rowOf(content)).where(eq(location.id, id))
  await tx.delete(locationChannel).where(eq(locationChannel.locationId, id))
  await insertChannels(tx, id, content.channelIds)
}

const insertChannels = (tx: Tx, locationId: number, channelIds: readonly number[]): Promise<void> =>
  insertRows(
    tx,
    locationChannel,
    channelIds.map((channelId) => ({ locationId, channelId })),
  )
