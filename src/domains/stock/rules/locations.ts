import { countryCodes } from '../../../kernel/countries.js'
import { byLocale, localizedProblems } from '../../../kernel/localized.js'
import { invalid, notFound, type Problem, versionConflict } from '../../../kernel/problem.js'
import { duplicateProblems, textProblems } from '../../../kernel/text.js'
import { isTimeZone } from '../../../kernel/time-zone.js'
import type { Coordinates, Location, LocationAddress, LocationInput } from '../types.js'

/** What a location needs to know of a channel. */
export interface ServedChannel {
  readonly id: number
  readonly slug: string
}

const mostLocations = 1_000
const lines = ['company', 'address1', 'address2', 'city', 'postalCode', 'provinceCode', 'phone'] as const
const mostPickupMinutes = 60 * 24 * 60
const mostPriority = 1_000_000

/** Every reason why a location cannot be saved so into a shop that has these. */
export function locationProblems(
  known: readonly Location[],
  input: LocationInput,
  channels: readonly ServedChannel[],
): Problem[] {
  const before = known.find((one) => one.externalReference === input.externalReference)
  const current = before?.version ?? 0
  return [
    ...textProblems(['externalReference'], input.externalReference, { most: 200 }),
    ...(input.expectedVersion == null || input.expectedVersion === current ? [] : [versionConflict(current)]),
    ...(before ? [] : creationProblems(known, input)),
    ...clearedProblems(input),
    ...(input.names == null ? [] : localizedProblems(['names'], input.names, 1)),
    ...(input.address == null ? [] : addressProblems(input.address)),
    ...(input.position == null ? [] : positionProblems(input.position)),
    ...(input.timeZone == null ? [] : timeZoneProblems(input.timeZone)),
    ...wholeProblems('priority', input.priority, -mostPriority, mostPriority),
    ...wholeProblems('pickupReadyMinutes', input.pickupReadyMinutes, 0, mostPickupMinutes),
    ...(input.channels == null ? [] : channelsProblems(input.channels, channels)),
  ]
}

function creationProblems(known: readonly Location[], input: LocationInput): Problem[] {
  const needed = ['kind', 'names', 'address', 'timeZone', 'channels'] as const
  const missing = needed.filter((field) => input[field] === undefined)
  return [
    ...missing.map((field) => invalid('REQUIRED', [field], `A new location needs \`${field}\`.`)),
    ...(known.length < mostLocations
      ? []
      : [
          invalid('LIMIT_EXCEEDED', ['externalReference'], `A shop has at most ${mostLocations} locations.`, {
            max: String(mostLocations),
          }),
        ]),
  ]
}

function clearedProblems(input: LocationInput): Problem[] {
  const fields = ['kind', 'names', 'address', 'timeZone', 'priority', 'channels', 'offersPickup'] as const
  return fields
    .filter((field) => input[field] === null)
    .map((field) => invalid('REQUIRED', [field], `\`${field}\` cannot be cleared. Leave it out to keep it.`))
}

function addressProblems(address: NonNullable<LocationInput['address']>): Problem[] {
  const country = countryCodes.has(address.country)
    ? []
    : [
        invalid(
          'INVALID',
          ['address', 'country'],
          `"${address.country.slice(0, 20)}" is not an ISO 3166-1 country of two capitals, such as DE.`,
        ),
      ]
  const texts = lines.flatMap((line) => {
    const value = address[line]
    return value == null ? [] : textProblems(['address', line], value, { most: 200 })
  })
  return [...texts, ...country]
}

const degrees = { latitude: 90, longitude: 180 } as const

const positionProblems = (position: Coordinates): Problem[] =>
  (['latitude', 'longitude'] as const).flatMap((field) => {
    const [value, most] = [position[field], degrees[field]]
    if (Number.isFinite(value) && Math.abs(value) <= most) return []
    const message = `\`${field}\` is ${value}; it must be from -${most} to ${most} degrees.`
    return [invalid('OUT_OF_RANGE', ['position', field], message, { min: `-${most}`, max: `${most}` })]
  })

function timeZoneProblems(timeZone: string): Problem[] {
  const message = `"${timeZone.slice(0, 50)}" is not a time zone: use an IANA name such as "Europe/Vienna".`
  return isTimeZone(timeZone) ? [] : [invalid('INVALID', ['timeZone'], message)]
}

function wholeProblems(field: string, value: number | null | undefined, min: number, max: number): Problem[] {
  if (value == null || (Number.isInteger(value) && value >= min && value <= max)) return []
  const message = `\`${field}\` is ${value}; it must be a whole number from ${min} to ${max}.`
  return [invalid('OUT_OF_RANGE', [field], message, { min: String(min), max: String(max) })]
}

function channelsProblems(slugs: readonly string[], channels: readonly ServedChannel[]): Problem[] {
  const known = channels.map((channel) => channel.slug)
  return [
    ...duplicateProblems(['channels'], slugs, (slug) => slug),
    ...slugs.flatMap((slug, i) =>
      known.includes(slug)
        ? []
        : [
            notFound(
              ['channels', String(i)],
              slug,
              `There is no channel "${slug}". There are: ${known.join(', ') || 'none yet'}.`,
            ),
          ],
    ),
  ]
}

type Content = Omit<Location, 'id' | 'version' | 'createdAt' | 'updatedAt'>

const blank = { priority: 0, offersPickup: false, pickupReadyMinutes: null, position: null, channelIds: [] }

/** The location after an input without problems. */
export function locationAfter(
  before: Location | null,
  input: LocationInput,
  channels: readonly ServedChannel[],
): Content {
  const from = before ?? blank
  const ids = input.channels?.flatMap((slug) => channels.find((channel) => channel.slug === slug)?.id ?? [])
  return {
    externalReference: input.externalReference,
    kind: input.kind ?? before?.kind ?? 'WAREHOUSE',
    names: input.names ? byLocale(input.names) : (before?.names ?? []),
    address: input.address
      ? storedAddress(input.address)
      : (before?.address ?? storedAddress({ country: '' })),
    position: input.position === undefined ? from.position : input.position,
    timeZone: input.timeZone ?? before?.timeZone ?? 'UTC',
    priority: input.priority ?? from.priority,
    channelIds: ids ? ids.sort((a, b) => a - b) : from.channelIds,
    offersPickup: input.offersPickup ?? from.offersPickup,
    pickupReadyMinutes:
      input.pickupReadyMinutes === undefined ? from.pickupReadyMinutes : input.pickupReadyMinutes,
  }
}

const storedAddress = (address: NonNullable<LocationInput['address']>): LocationAddress => ({
  company: address.company?.trim() ?? null,
  address1: address.address1?.trim() ?? null,
  address2: address.address2?.trim() ?? null,
  city: address.city?.trim() ?? null,
  postalCode: address.postalCode?.trim() ?? null,
  provinceCode: address.provinceCode?.trim() ?? null,
  country: address.country,
  phone: address.phone?.trim() ?? null,
})

const earthRadiusKm = 6_371.0088
const radians = (degree: number) => (degree * Math.PI) / 180

/** Along a great circle, to within half a percent. */
export function distanceKm(a: Coordinates, b: Coordinates): number {
  const [from, to] = [radians(a.latitude), radians(b.latitude)]
  const half = Math.sin((to - from) / 2) ** 2
  const across = Math.sin(radians(b.longitude - a.longitude) / 2) ** 2
  return 2 * earthRadiusKm * Math.asin(Math.min(1, Math.sqrt(half + Math.cos(from) * Math.cos(to) * across)))
}
