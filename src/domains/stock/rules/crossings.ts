import type { Availability, ChannelStock, Crossing, VariantStock } from '../types.js'
import { availabilityIn, toldTo } from './availability.js'

/** Stands for every channel that no location of the variant serves: they are all told the same. */
const unserved = 0

const servedBy = ({ levels }: VariantStock): number[] => levels.flatMap(({ channelIds }) => channelIds)

/**
 * What channels are told from a change on where that is another availability than before; null where it is none. Channels
 * that are told the same stand together, so it does not grow with their number.
 */
export function crossingOf(before: VariantStock | undefined, after: VariantStock): Crossing | null {
  const served = [...new Set([...(before ? servedBy(before) : []), ...servedBy(after)])].sort((a, b) => a - b)
  const told = new Map<string, Crossing['told'][number] & { channelIds: number[] }>()
  for (const channelId of [unserved, ...served]) {
    if (before && availabilityIn(before, channelId) === availabilityIn(after, channelId)) continue
    const { availability, available, restockAt } = toldTo(after, channelId)
    const restockMs = restockAt?.getTime() ?? null
    const key = `${availability} ${available} ${restockMs}`
    const known = told.get(key) ?? { channelIds: [], availability, available, restockMs }
    known.channelIds.push(channelId)
    told.set(key, known)
  }
  const { variantId, productId, version } = after
  return told.size > 0 ? { variantId, productId, version, served, told: [...told.values()] } : null
}

/** What a channel was told of the variant when it crossed; null when that was the same availability as before. */
export function crossedFor(crossing: Crossing, channelId: number): ChannelStock | null {
  const id = crossing.served.includes(channelId) ? channelId : unserved
  const told = crossing.told.find(({ channelIds }) => channelIds.includes(id))
  if (!told) return null
  return {
    variantId: crossing.variantId,
    availability: told.availability as Availability,
    available: told.available,
    version: crossing.version,
    restockAt: told.restockMs === null ? null : new Date(told.restockMs),
  }
}
