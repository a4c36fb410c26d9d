import type { Channel, ChannelInput, TaxRounding } from '../types.js'
import { inOneSpelling } from './channel.js'

type Content = Omit<Channel, 'id'>

/** What a saving may change; the slug names a channel for good. */
const changeable = [
  'name',
  'currencies',
  'locales',
  'countries',
  'pricesIncludeTax',
  'taxRounding',
  'roundTotalsToMinor',
  'quantityDisplayCap',
  'isDefault',
] as const
type ChannelField = (typeof changeable)[number]

/** Prices include tax unless said otherwise: most shops sell to consumers. The rest a new channel must be given. */
const blank = {
  name: '',
  currencies: [],
  locales: [],
  countries: [],
  pricesIncludeTax: true,
  taxRounding: 'LINE' as TaxRounding,
  roundTotalsToMinor: {},
  quantityDisplayCap: null,
  isDefault: false,
  version: 0,
}

/** The channel after an input without problems, as its next version. A shop's first channel is its default. */
export function channelAfter(
  before: Channel | null,
  input: ChannelInput,
  now: Date,
  isFirst: boolean,
): Content {
  const from = before ?? { ...blank, createdAt: now }
  return {
    slug: input.slug,
    name: input.name?.trim() ?? from.name,
    currencies: input.currencies ?? from.currencies,
    locales: input.locales?.map(inOneSpelling) ?? from.locales,
    countries: input.countries ?? from.countries,
    pricesIncludeTax: input.pricesIncludeTax ?? from.pricesIncludeTax,
    taxRounding: input.taxRounding ?? from.taxRounding,
    roundTotalsToMinor:
      input.roundTotalsTo === undefined ? from.roundTotalsToMinor : byCurrency(input.roundTotalsTo ?? []),
    quantityDisplayCap:
      input.quantityDisplayCap === undefined ? from.quantityDisplayCap : input.quantityDisplayCap,
    isDefault: isFirst || (input.isDefault ?? from.isDefault),
    version: from.version + 1,
    createdAt: from.createdAt,
    updatedAt: now,
  }
}

/** In one order, so that what is the same is seen to be. */
const byCurrency = (amounts: NonNullable<ChannelInput['roundTotalsTo']>): Record<string, number> =>
  Object.fromEntries(
    amounts
      .map(({ currency, amountMinor }) => [currency, amountMinor] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  )

/** The fields that differ; of a new channel all. */
export const changedFields = (before: Channel | null, after: Content): ChannelField[] =>
  changeable.filter(
    (field) => before === null || JSON.stringify(before[field]) !== JSON.stringify(after[field]),
  )
