import { countryCodes } from '../../../kernel/countries.js'
import { canonicalLocale } from '../../../kernel/locale.js'
import { isCurrency } from '../../../kernel/money/index.js'
import { type FieldPath, invalid, type Problem, versionConflict } from '../../../kernel/problem.js'
import { wholeProblems } from '../../../kernel/save-problems.js'
import { duplicateProblems, textProblems } from '../../../kernel/text.js'
import type { Channel, ChannelInput } from '../types.js'

const most = { channels: 100, slug: 64, name: 100, currencies: 50, locales: 50, countries: 249 }
const mostDisplayed = 1_000_000
const mostRoundedTo = 1_000_000
const slugShape = /^[a-z0-9]+(-[a-z0-9]+)*$/

/** Every reason why the input cannot be saved into a shop with these channels. */
export function channelProblems(channels: readonly Channel[], input: ChannelInput): Problem[] {
  const existing = channels.find((channel) => channel.slug === input.slug)
  return [
    ...slugProblems(input.slug),
    ...versionProblems(input.expectedVersion, existing?.version ?? 0),
    ...(existing ? [] : creationProblems(channels, input)),
    ...defaultProblems(existing, input),
    ...nullProblems(input),
    ...capProblems(input.quantityDisplayCap ?? null),
    ...roundingProblems(input.roundTotalsTo ?? []),
    ...(input.name == null ? [] : textProblems(['name'], input.name, { most: most.name })),
    ...(input.currencies == null ? [] : listProblems(['currencies'], input.currencies, currencyProblems)),
    ...(input.locales == null
      ? []
      : listProblems(['locales'], input.locales.map(inOneSpelling), localeProblems)),
    ...(input.countries == null ? [] : listProblems(['countries'], input.countries, countryProblems)),
  ]
}

/** What may be said of a shop's name. */
export const shopNameProblems = (name: string): Problem[] => textProblems(['name'], name, { most: most.name })

/** An unreadable locale stays as it is, to be reported. */
export const inOneSpelling = (locale: string): string => canonicalLocale(locale) ?? locale

function slugProblems(slug: string): Problem[] {
  if (slugShape.test(slug) && slug.length <= most.slug) return []
  const message = `"${slug.slice(0, 100)}" is not a channel slug: use 1 to ${most.slug} of a-z, 0-9 and single hyphens between them, e.g. "eu-retail".`
  return [invalid('INVALID_FORMAT', ['slug'], message)]
}

function creationProblems(channels: readonly Channel[], input: ChannelInput): Problem[] {
  const needed = ['name', 'currencies', 'locales', 'countries'] as const
  const missing = needed.filter((field) => input[field] === undefined)
  return [
    ...missing.map((field) => invalid('REQUIRED', [field], `A new channel needs \`${field}\`.`)),
    ...(channels.length < most.channels
      ? []
      : [tooMany(['slug'], 'channels', channels.length + 1, most.channels)]),
  ]
}

function versionProblems(expectedVersion: number | null | undefined, current: number): Problem[] {
  return expectedVersion == null || expectedVersion === current ? [] : [versionConflict(current)]
}

function defaultProblems(existing: Channel | undefined, { isDefault }: ChannelInput): Problem[] {
  if (!existing?.isDefault || isDefault !== false) return []
  const message = 'A shop has one default channel. Make another the default instead of unmaking this one.'
  return [invalid('INVALID', ['isDefault'], message)]
}

function nullProblems(input: ChannelInput): Problem[] {
  const fields = [
    'name',
    'currencies',
    'locales',
    'countries',
    'pricesIncludeTax',
    'taxRounding',
    'isDefault',
  ] as const
  return fields
    .filter((field) => input[field] === null)
    .map((field) => invalid('REQUIRED', [field], `\`${field}\` cannot be cleared. Leave it out to keep it.`))
}

function capProblems(cap: number | null): Problem[] {
  if (cap === null || (Number.isInteger(cap) && cap >= 0 && cap <= mostDisplayed)) return []
  const message = `\`quantityDisplayCap\` is ${cap}; it must be a whole number from 0 to ${mostDisplayed}, or null to show no numbers.`
  const limits = { min: '0', max: String(mostDisplayed) }
  return [invalid('OUT_OF_RANGE', ['quantityDisplayCap'], message, limits)]
}

function roundingProblems(roundTotalsTo: NonNullable<ChannelInput['roundTotalsTo']>): Problem[] {
  const field = ['roundTotalsTo']
  return [
    ...roundTotalsTo.flatMap(({ amountMinor, currency }, i) => [
      ...wholeProblems([...field, String(i), 'amountMinor'], amountMinor, 1, mostRoundedTo),
      ...currencyProblems([...field, String(i), 'currency'], currency),
    ]),
    ...duplicateProblems(field, roundTotalsTo, ({ currency }) => currency),
  ]
}

function listProblems(
  field: readonly [keyof typeof most],
  entries: readonly string[],
  problemsOf: (path: FieldPath, entry: string) => Problem[],
): Problem[] {
  const [name] = field
  if (entries.length === 0)
    return [
      invalid('REQUIRED', field, `A channel needs at least one of \`${name}\`; the first is its default.`),
    ]
  if (entries.length > most[name]) return [tooMany(field, name, entries.length, most[name])]
  return [
    ...entries.flatMap((entry, index) => problemsOf([...field, String(index)], entry)),
    ...duplicateProblems(field, entries, (entry) => entry),
  ]
}

const currencyProblems = (path: FieldPath, code: string): Problem[] =>
  isCurrency(code)
    ? []
    : [unknown(path, code, 'an ISO 4217 currency with a minor unit, in capitals, such as EUR')]

const countryProblems = (path: FieldPath, code: string): Problem[] =>
  countryCodes.has(code) ? [] : [unknown(path, code, 'an ISO 3166-1 country of two capitals, such as DE')]

const localeProblems = (path: FieldPath, tag: string): Problem[] =>
  canonicalLocale(tag) === null ? [unknown(path, tag, 'a BCP 47 locale, such as en or de-AT')] : []

const unknown = (path: FieldPath, got: string, wanted: string): Problem =>
  invalid('INVALID', path, `"${got.slice(0, 100)}" is not ${wanted}.`)

const tooMany = (field: FieldPath, what: string, count: number, max: number): Problem =>
  invalid('LIMIT_EXCEEDED', field, `These would be ${count} ${what}; at most ${max} are allowed.`, {
    max: String(max),
  })
