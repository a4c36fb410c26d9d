import type { ReadHandle } from '../../db/index.js'
import { availabilityOf, told } from './rules/availability.js'
import { distanceKm } from './rules/locations.js'
import { readShelves, readSums } from './store/channel-stock.js'
import { readLocations } from './store/locations.js'
import type { Availability, ChannelStock, Coordinates, Location } from './types.js'

/** What a channel is told of each variant, in the order of the ids. One that nobody counts is in stock. */
export async function channelStock(
  on: ReadHandle,
  channelId: number,
  variantIds: readonly number[],
): Promise<ChannelStock[]> {
  const rows = new Map((await readSums(on, channelId, variantIds)).map((row) => [row.variantId, row]))
  return variantIds.map((variantId) => {
    const row = rows.get(variantId)
    if (!row) return { variantId, availability: 'IN_STOCK', available: null, version: 0, restockAt: null }
    return told(row, row, row.incomingAt)
  })
}

/** A location that the public may visit, and how far it is. */
export interface NearLocation {
  readonly location: Location
  readonly distanceKm: number | null
}

/**
 * Stores, pickup points and whatever else offers pickup, of one channel: the nearest first, those of unknown position
 * last. Without a place to be near to, by priority.
 */
export async function publicLocations(
  on: ReadHandle,
  channelId: number,
  near: Coordinates | null,
): Promise<NearLocation[]> {
  const locations = (await readLocations(on)).filter(
    ({ channelIds, kind, offersPickup }) =>
      channelIds.includes(channelId) && (kind !== 'WAREHOUSE' || offersPickup),
  )
  return locations
    .map((location) => ({
      location,
      distanceKm: near && location.position ? distanceKm(near, location.position) : null,
    }))
    .sort(
      (a, b) => (near ? farness(a) - farness(b) : b.location.priority - a.location.priority) || idOrder(a, b),
    )
}

const farness = ({ distanceKm: far }: NearLocation): number => far ?? 40_000
const idOrder = (a: NearLocation, b: NearLocation): number => a.location.id - b.location.id

/** What there is of a variant at one location. */
export interface LocalStock {
  readonly locationId: number
  readonly availability: Availability
  /** null when nobody counts. */
  readonly available: number | null
}

/** What there is of each variant at each of the locations that serve the channel. */
export async function localStock(
  on: ReadHandle,
  channelId: number,
  variantIds: readonly number[],
  locationIds: readonly number[],
): Promise<ReadonlyMap<number, readonly LocalStock[]>> {
  const rows = await readShelves(on, { channelId, variantIds, locationIds })
  return new Map(
    variantIds.map((id) => {
      const shelves = rows.filter((row) => row.variantId === id)
      return [id, locationIds.map((locationId) => local(shelves, locationId))]
    }),
  )
}

type Shelf = Awaited<ReturnType<typeof readShelves>>[number]

/** Promises are made by the shop, not by a shelf: there, a unit is on it or not. */
function local(shelves: readonly Shelf[], locationId: number): LocalStock {
  const [item] = shelves
  if (!item || item.policy === 'UNTRACKED') return { locationId, availability: 'IN_STOCK', available: null }
  const shelf = shelves.find((one) => one.locationId === locationId)
  const available = Math.max(0, shelf?.free ?? 0)
  const sums = { available, promised: 0, serving: 0 }
  return { locationId, availability: availabilityOf({ ...item, promiseLimit: null }, sums), available }
}
