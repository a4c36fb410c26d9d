import { areaProblems } from '../../../kernel/area-problems.js'
import { byLocale, localizedProblems } from '../../../kernel/localized.js'
import { isCurrency } from '../../../kernel/money/index.js'
import { type FieldPath, invalid, notFound, type Problem } from '../../../kernel/problem.js'
import { periodProblems, versionProblems, wholeProblems } from '../../../kernel/save-problems.js'
import { duplicateProblems, keyProblems } from '../../../kernel/text.js'
import type { ShippingMethodInput, ShippingRateInput, StoredMethod } from '../types.js'
import { timesOf, timesProblems } from './times.js'

/** What a way of delivery refers to. */
export interface Around {
  readonly channels: readonly { readonly id: number; readonly slug: string }[]
  /** Ids by external reference. */
  readonly locations: ReadonlyMap<string, number>
}

const most = { methods: 500, areas: 500, rates: 200, minor: 999_999_999_999, grams: 1_000_000_000 }

/** Every reason why a way of delivery cannot be saved so into a shop that has these. */
export function methodProblems(
  known: readonly StoredMethod[],
  input: ShippingMethodInput,
  around: Around,
): Problem[] {
  const before = known.find(({ handle }) => handle === input.handle)
  const kind = before?.kind ?? input.kind
  return [
    ...keyProblems(['handle'], input.handle),
    ...versionProblems(input.expectedVersion, before?.version ?? 0),
    ...(before ? keptProblems(before, input) : creationProblems(known, input)),
    ...clearedProblems(input),
    ...(input.names == null ? [] : localizedProblems(['names'], input.names, 1)),
    ...channelProblems(input.channels ?? [], around),
    ...(kind === 'PICKUP' ? pickupProblems(before, input) : deliveryProblems(input)),
    ...locationProblems(input.location, around),
    ...listProblems(['areas'], input.areas ?? [], most.areas, areaProblems),
    ...listProblems(['rates'], input.rates ?? [], most.rates, rateProblems),
    ...(input.freeFrom ?? []).flatMap((from, i) => moneyProblems(['freeFrom', String(i)], from)),
    ...duplicateProblems(['freeFrom'], input.freeFrom ?? [], ({ currency }) => currency),
    ...(input.taxCategory == null ? [] : keyProblems(['taxCategory'], input.taxCategory)),
    ...(input.times == null ? [] : timesProblems(['times'], input.times)),
    ...periodProblems([], {
      startsAt: (input.startsAt === undefined ? before?.startsAt : input.startsAt) ?? null,
      endsAt: (input.endsAt === undefined ? before?.endsAt : input.endsAt) ?? null,
    }),
    ...(input.position == null ? [] : wholeProblems(['position'], input.position, 0, 1_000_000)),
  ]
}

function creationProblems(known: readonly StoredMethod[], input: ShippingMethodInput): Problem[] {
  const needed = ['kind', 'names', 'channels', 'rates'] as const
  return [
    ...needed
      .filter((field) => input[field] === undefined)
      .map((field) => invalid('REQUIRED', [field], `A new shipping method needs \`${field}\`.`)),
    ...(known.length < most.methods
      ? []
      : [invalid('LIMIT_EXCEEDED', ['handle'], `A shop has at most ${most.methods} shipping methods.`)]),
  ]
}

const keptProblems = (before: StoredMethod, { kind }: ShippingMethodInput): Problem[] =>
  kind == null || kind === before.kind
    ? []
    : [invalid('INVALID', ['kind'], `It is ${before.kind} and stays so; save another method instead.`)]

function clearedProblems(input: ShippingMethodInput): Problem[] {
  const fields = ['kind', 'names', 'channels', 'rates', 'isEnabled'] as const
  return fields
    .filter((field) => input[field] === null)
    .map((field) => invalid('REQUIRED', [field], `\`${field}\` cannot be cleared. Leave it out to keep it.`))
}

const pickupProblems = (before: StoredMethod | undefined, input: ShippingMethodInput): Problem[] => [
  ...(input.location === null || (!before && input.location === undefined)
    ? [invalid('REQUIRED', ['location'], 'A PICKUP needs the `location` where it is.')]
    : []),
  ...(input.areas && input.areas.length > 0
    ? [invalid('INVALID', ['areas'], 'A PICKUP has a `location` and no `areas`.')]
    : []),
]

const deliveryProblems = ({ location }: ShippingMethodInput): Problem[] =>
  location == null ? [] : [invalid('INVALID', ['location'], 'Only a PICKUP has a `location`.')]

const locationProblems = (location: string | null | undefined, { locations }: Around): Problem[] =>
  location == null || locations.has(location)
    ? []
    : [notFound(['location'], location, `There is no location "${location.slice(0, 100)}".`)]

function channelProblems(slugs: readonly string[], { channels }: Around): Problem[] {
  const known = channels.map((channel) => channel.slug)
  const names = known.join(', ') || 'none yet'
  return [
    ...duplicateProblems(['channels'], slugs, (slug) => slug),
    ...slugs.flatMap((slug, i) =>
      known.includes(slug)
        ? []
        : [
            notFound(
              ['channels', String(i)],
              slug,
              `There is no channel "${slug.slice(0, 100)}". There are: ${names}.`,
            ),
          ],
    ),
  ]
}

function listProblems<T>(
  field: FieldPath,
  entries: readonly T[],
  atMost: number,
  problemsOf: (field: FieldPath, entry: T) => Problem[],
): Problem[] {
  if (entries.length <= atMost) return entries.flatMap((entry, i) => problemsOf([...field, String(i)], entry))
  const message = `${entries.length} \`${field.at(-1)}\`; at most ${atMost} are allowed.`
  return [invalid('LIMIT_EXCEEDED', field, message, { max: String(atMost) })]
}

function moneyProblems(
  field: FieldPath,
  { amountMinor, currency }: { readonly amountMinor: number; readonly currency: string },
): Problem[] {
  const message = `"${currency.slice(0, 20)}" is not an ISO 4217 currency with a minor unit.`
  return [
    ...wholeProblems([...field, 'amountMinor'], amountMinor, 0, most.minor),
    ...(isCurrency(currency) ? [] : [invalid('INVALID', [...field, 'currency'], message)]),
  ]
}

const bounds = [
  ['minWeightGrams', 'maxWeightGrams', most.grams],
  ['minSubtotalMinor', 'maxSubtotalMinor', most.minor],
] as const

function rateProblems(field: FieldPath, rate: ShippingRateInput): Problem[] {
  return [
    ...moneyProblems(field, rate),
    ...(rate.perUnitMinor == null
      ? []
      : wholeProblems([...field, 'perUnitMinor'], rate.perUnitMinor, 0, most.minor)),
    ...bounds.flatMap(([least, greatest, limit]) => {
      const [min, max] = [rate[least] ?? null, rate[greatest] ?? null]
      const crossed = min !== null && max !== null && max < min
      const message = `\`${greatest}\` must not be below \`${least}\`.`
      return [
        ...(min === null ? [] : wholeProblems([...field, least], min, 0, limit)),
        ...(max === null ? [] : wholeProblems([...field, greatest], max, 0, limit)),
        ...(crossed ? [invalid('OUT_OF_RANGE', [...field, greatest], message, { min: String(min) })] : []),
      ]
    }),
  ]
}

type Content = Omit<StoredMethod, 'id' | 'version' | 'createdAt' | 'updatedAt'>

const blank = {
  ...{ kind: 'SHIPPING' as const, names: [], channelIds: [], areas: [], rates: [], freeFromMinor: {} },
  ...{
    taxCategory: null,
    locationId: null,
    times: null,
    isEnabled: true,
    startsAt: null,
    endsAt: null,
    position: 0,
  },
}

/** The way of delivery after an input without problems. */
export function methodAfter(
  before: StoredMethod | null,
  input: ShippingMethodInput,
  around: Around,
): Content {
  const from = before ?? blank
  const kept = <T>(given: T | undefined, former: T): T => (given === undefined ? former : given)
  const ids = input.channels?.flatMap((slug) => around.channels.find((one) => one.slug === slug)?.id ?? [])
  return {
    handle: input.handle,
    kind: before?.kind ?? input.kind ?? 'SHIPPING',
    names: input.names ? byLocale(input.names) : from.names,
    channelIds: ids ? ids.sort((a, b) => a - b) : from.channelIds,
    areas: input.areas?.map(areaOf) ?? (input.areas === null ? [] : from.areas),
    rates: input.rates?.map(rateOf) ?? from.rates,
    freeFromMinor:
      input.freeFrom === undefined
        ? from.freeFromMinor
        : Object.fromEntries((input.freeFrom ?? []).map((one) => [one.currency, one.amountMinor])),
    taxCategory: kept(input.taxCategory, from.taxCategory),
    locationId: input.location ? (around.locations.get(input.location) ?? null) : from.locationId,
    times: input.times === undefined ? from.times : input.times && timesOf(input.times),
    isEnabled: input.isEnabled ?? from.isEnabled,
    startsAt: kept(input.startsAt, from.startsAt),
    endsAt: kept(input.endsAt, from.endsAt),
    position: input.position ?? from.position,
  }
}

const areaOf = ({
  country,
  provinceCode,
  postalCodes,
}: NonNullable<ShippingMethodInput['areas']>[number]): StoredMethod['areas'][number] => ({
  country: country ?? null,
  provinceCode: provinceCode ?? null,
  postalCodes: (postalCodes ?? []).map(({ from, to }) => ({ from, to })),
})

const rateOf = (rate: ShippingRateInput): StoredMethod['rates'][number] => ({
  currency: rate.currency,
  minWeightGrams: rate.minWeightGrams ?? null,
  maxWeightGrams: rate.maxWeightGrams ?? null,
  minSubtotalMinor: rate.minSubtotalMinor ?? null,
  maxSubtotalMinor: rate.maxSubtotalMinor ?? null,
  amountMinor: rate.amountMinor,
  perUnitMinor: rate.perUnitMinor ?? 0,
})
