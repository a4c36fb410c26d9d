import { areaProblems } from '../../../kernel/area-problems.js'
import { type FieldPath, invalid, type Problem } from '../../../kernel/problem.js'
import { millionthsOf, periodProblems, versionProblems } from '../../../kernel/save-problems.js'
import { duplicateProblems, keyProblems, textProblems } from '../../../kernel/text.js'
import type { TaxCategory, TaxCategoryInput, TaxRate, TaxRateInput } from '../types.js'

const most = { categories: 200, rates: 5_000 }

/** Every reason why a category cannot be saved so into a shop that has these. */
export function categoryProblems(known: readonly TaxCategory[], input: TaxCategoryInput): Problem[] {
  const before = known.find(({ key }) => key === input.key)
  const others = new Set(
    known.flatMap((one) => (one === before ? [] : one.rates.map(({ handle }) => handle))),
  )
  return [
    ...keyProblems(['key'], input.key),
    ...versionProblems(input.expectedVersion, before?.version ?? 0),
    ...(before || known.length < most.categories
      ? []
      : [invalid('LIMIT_EXCEEDED', ['key'], `A shop has at most ${most.categories} tax categories.`)]),
    ...(input.name == null ? [] : textProblems(['name'], input.name, { most: 100 })),
    ...(before?.isDefault && input.isDefault === false
      ? [invalid('INVALID', ['isDefault'], 'Make another category the default instead of unmaking this one.')]
      : []),
    ...(input.rates ? ratesProblems(input.rates, others) : []),
  ]
}

function ratesProblems(rates: readonly TaxRateInput[], others: ReadonlySet<string>): Problem[] {
  if (rates.length > most.rates)
    return [
      invalid('LIMIT_EXCEEDED', ['rates'], `${rates.length} rates; at most ${most.rates} are allowed.`, {
        max: String(most.rates),
      }),
    ]
  return [
    ...duplicateProblems(['rates'], rates, ({ handle }) => handle),
    ...rates.flatMap((rate, i) => rateProblems(['rates', String(i)], rate, others)),
  ]
}

function rateProblems(field: FieldPath, rate: TaxRateInput, others: ReadonlySet<string>): Problem[] {
  return [
    ...keyProblems([...field, 'handle'], rate.handle),
    ...(others.has(rate.handle)
      ? [invalid('DUPLICATE', [...field, 'handle'], `Another category has a rate "${rate.handle}".`)]
      : []),
    ...textProblems([...field, 'name'], rate.name, { most: 100 }),
    ...(millionthsOf(rate.ratePercent) === null
      ? [
          invalid(
            'OUT_OF_RANGE',
            [...field, 'ratePercent'],
            `"${rate.ratePercent.slice(0, 30)}" is not a percentage from 0 to 100 with at most 4 decimal places.`,
            { min: '0', max: '100' },
          ),
        ]
      : []),
    ...areaProblems(field, rate),
    ...periodProblems(field, { startsAt: rate.startsAt ?? null, endsAt: rate.endsAt ?? null }),
  ]
}

type Content = Pick<TaxCategory, 'key' | 'name' | 'isDefault' | 'rates'>

/** The category after an input without problems. */
export const categoryAfter = (
  before: TaxCategory | null,
  input: TaxCategoryInput,
  isFirst: boolean,
): Content => ({
  key: input.key,
  name: input.name?.trim() ?? before?.name ?? input.key,
  isDefault: isFirst || (input.isDefault ?? before?.isDefault ?? false),
  rates: input.rates?.map((rate) => rateOf(input.key, rate)) ?? before?.rates ?? [],
})

const rateOf = (taxCategory: string, input: TaxRateInput): TaxRate => ({
  handle: input.handle,
  name: input.name.trim(),
  rateMillionths: millionthsOf(input.ratePercent) ?? 0,
  taxCategory,
  startsAt: input.startsAt ?? null,
  endsAt: input.endsAt ?? null,
  includedInPrice: input.includedInPrice ?? null,
  area: {
    country: input.country ?? null,
    provinceCode: input.provinceCode ?? null,
    postalCodes: input.postalCodes ?? [],
  },
})
