import { countryCodes } from '../../../kernel/countries.js'
import { byLocale, localeProblems, localizedProblems } from '../../../kernel/localized.js'
import { isCurrency } from '../../../kernel/money/index.js'
import { type FieldPath, invalid, notFound, type Problem } from '../../../kernel/problem.js'
import { versionProblems, wholeProblems } from '../../../kernel/save-problems.js'
import { duplicateProblems, keyProblems, textProblems } from '../../../kernel/text.js'
import type { PaymentMethodInput, StoredMethod } from '../inputs.js'

/** What a way of paying refers to. */
export interface Around {
  readonly channels: readonly { readonly id: number; readonly slug: string }[]
  /** The handles of those that are set up. */
  readonly providers: readonly string[]
}

const most = { methods: 100, minor: 999_999_999_999, characters: 2_000 }

/** Every reason why a way of paying cannot be saved so into a shop that has these. */
export function methodProblems(
  known: readonly StoredMethod[],
  input: PaymentMethodInput,
  around: Around,
): Problem[] {
  const before = known.find(({ handle }) => handle === input.handle)
  return [
    ...keyProblems(['handle'], input.handle),
    ...versionProblems(input.expectedVersion, before?.version ?? 0),
    ...(before ? keptProblems(before, input) : creationProblems(known, input)),
    ...clearedProblems(input),
    ...(input.provider == null || input.provider === before?.provider
      ? []
      : providerProblems(input.provider, around)),
    ...(input.names == null ? [] : localizedProblems(['names'], input.names, 1)),
    ...instructionProblems(input.instructions ?? []),
    ...channelProblems(input.channels ?? [], around),
    ...listProblems(['currencies'], input.currencies ?? [], isCurrency, 'an ISO 4217 currency'),
    ...listProblems(['countries'], input.countries ?? [], isCountry, 'an ISO 3166-1 country such as "DE"'),
    ...amountProblems(['minAmounts'], input.minAmounts ?? []),
    ...amountProblems(['maxAmounts'], input.maxAmounts ?? []),
    ...crossedProblems(methodAfter(before ?? null, input, around)),
    ...(input.position == null ? [] : wholeProblems(['position'], input.position, 0, 1_000_000)),
  ]
}

const isCountry = (code: string) => countryCodes.has(code)

function creationProblems(known: readonly StoredMethod[], input: PaymentMethodInput): Problem[] {
  const needed = ['provider', 'names', 'channels'] as const
  return [
    ...needed
      .filter((field) => input[field] === undefined)
      .map((field) => invalid('REQUIRED', [field], `A new payment method needs \`${field}\`.`)),
    ...(known.length < most.methods
      ? []
      : [invalid('LIMIT_EXCEEDED', ['handle'], `A shop has at most ${most.methods} payment methods.`)]),
  ]
}

const keptProblems = (before: StoredMethod, { provider }: PaymentMethodInput): Problem[] =>
  provider == null || provider === before.provider
    ? []
    : [
        invalid(
          'INVALID',
          ['provider'],
          `It is of "${before.provider}" and stays so; save another method instead.`,
        ),
      ]

function clearedProblems(input: PaymentMethodInput): Problem[] {
  const fields = ['provider', 'capture', 'names', 'channels', 'isEnabled'] as const
  return fields
    .filter((field) => input[field] === null)
    .map((field) => invalid('REQUIRED', [field], `\`${field}\` cannot be cleared. Leave it out to keep it.`))
}

const providerProblems = (provider: string, { providers }: Around): Problem[] =>
  providers.includes(provider)
    ? []
    : [
        notFound(
          ['provider'],
          provider,
          `The provider "${provider.slice(0, 100)}" is not set up here. There are: ${providers.join(', ')}.`,
        ),
      ]

const instructionProblems = (entries: NonNullable<PaymentMethodInput['instructions']>): Problem[] => [
  ...entries.flatMap(({ locale, value }, i) => [
    ...localeProblems(['instructions', String(i), 'locale'], locale),
    ...textProblems(['instructions', String(i), 'value'], value, { most: most.characters, multiline: true }),
  ]),
  ...duplicateProblems(['instructions'], entries, ({ locale }) => locale),
]

function channelProblems(slugs: readonly string[], { channels }: Around): Problem[] {
  const known = channels.map((channel) => channel.slug)
  const message = (slug: string) =>
    `There is no channel "${slug.slice(0, 100)}". There are: ${known.join(', ') || 'none yet'}.`
  return [
    ...duplicateProblems(['channels'], slugs, (slug) => slug),
    ...slugs.flatMap((slug, i) =>
      known.includes(slug) ? [] : [notFound(['channels', String(i)], slug, message(slug))],
    ),
  ]
}

const listProblems = (
  field: FieldPath,
  entries: readonly string[],
  isOne: (entry: string) => boolean,
  what: string,
): Problem[] => [
  ...duplicateProblems(field, entries, (entry) => entry),
  ...entries.flatMap((entry, i) =>
    isOne(entry)
      ? []
      : [invalid('INVALID', [...field, String(i)], `"${entry.slice(0, 20)}" is not ${what}.`)],
  ),
]

type Amounts = NonNullable<PaymentMethodInput['minAmounts']>

const amountProblems = (field: FieldPath, amounts: Amounts): Problem[] => [
  ...duplicateProblems(field, amounts, ({ currency }) => currency),
  ...amounts.flatMap(({ amountMinor, currency }, i) => [
    ...wholeProblems([...field, String(i), 'amountMinor'], amountMinor, 0, most.minor),
    ...(isCurrency(currency)
      ? []
      : [
          invalid(
            'INVALID',
            [...field, String(i), 'currency'],
            `"${currency.slice(0, 20)}" is not an ISO 4217 currency with a minor unit.`,
          ),
        ]),
  ]),
]

const crossedProblems = ({ leastMinor, mostMinor }: Content): Problem[] =>
  Object.entries(leastMinor).flatMap(([currency, least]) =>
    least > (mostMinor[currency] ?? Number.POSITIVE_INFINITY)
      ? [
          invalid('OUT_OF_RANGE', ['maxAmounts'], `The most in ${currency} must not be below the least.`, {
            min: String(least),
          }),
        ]
      : [],
  )

type Content = Omit<StoredMethod, 'id' | 'version' | 'createdAt' | 'updatedAt'>

const blank = {
  ...{ provider: '', capture: 'AUTOMATIC' as const, names: [], instructions: [], channelIds: [] },
  ...{ currencies: [], countries: [], leastMinor: {}, mostMinor: {}, isEnabled: true, position: 0 },
}

/** The way of paying after an input without problems. */
export function methodAfter(
  before: StoredMethod | null,
  input: PaymentMethodInput,
  { channels }: Around,
): Content {
  const from = before ?? blank
  const listed = (given: string[] | null | undefined, former: readonly string[]) =>
    given === undefined ? former : [...(given ?? [])].sort()
  const amounts = (given: Amounts | null | undefined, former: Readonly<Record<string, number>>) =>
    given === undefined
      ? former
      : Object.fromEntries((given ?? []).map(({ currency, amountMinor }) => [currency, amountMinor]))
  const ids = input.channels?.flatMap((slug) => channels.find((one) => one.slug === slug)?.id ?? [])
  return {
    handle: input.handle,
    provider: before?.provider ?? input.provider ?? '',
    capture: input.capture ?? from.capture,
    names: input.names ? byLocale(input.names) : from.names,
    instructions: input.instructions === undefined ? from.instructions : byLocale(input.instructions ?? []),
    channelIds: ids ? ids.sort((a, b) => a - b) : from.channelIds,
    currencies: listed(input.currencies, from.currencies),
    countries: listed(input.countries, from.countries),
    leastMinor: amounts(input.minAmounts, from.leastMinor),
    mostMinor: amounts(input.maxAmounts, from.mostMinor),
    isEnabled: input.isEnabled ?? from.isEnabled,
    position: input.position ?? from.position,
  }
}
