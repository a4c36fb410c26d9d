import type { Coordinates } from '../../domains/stock/index.js'
import { InputError } from '../../kernel/input-error.js'

const degrees = { latitude: 90, longitude: 180 } as const

/** A place that a client names, if it lies on earth. */
export function soundPlace(near: Coordinates | null | undefined): Coordinates | null {
  if (!near) return null
  for (const field of ['latitude', 'longitude'] as const)
    if (!(Math.abs(near[field]) <= degrees[field]))
      throw new InputError(
        ['near', field],
        `\`${field}\` is ${near[field]}; it is from -${degrees[field]} to ${degrees[field]} degrees.`,
      )
  return { latitude: near.latitude, longitude: near.longitude }
}
