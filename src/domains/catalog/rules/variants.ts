import { canonicalDecimal } from '../../../kernel/decimal.js'
import { inBestLocale, localeChain } from '../../../kernel/locale.js'
import { byLocale, localizedProblems } from '../../../kernel/localized.js'
import { type FieldPath, invalid, type Problem, under } from '../../../kernel/problem.js'
import { duplicateProblems, keyProblems, textProblems } from '../../../kernel/text.js'
import type { VariantInput } from '../inputs.js'
import type {
  Localized,
  SelectedOptionKeys,
  StoredAttributeValue,
  StoredOption,
  StoredQuantityRule,
  StoredUnitMeasure,
  StoredWeight,
} from '../types.js'
import { attributeValues, type TypeAttributes } from './attribute-values.js'
import { matchedVariants } from './match-variants.js'
import { type OptionIndex, optionKeyOf, orderedSelection, selectionProblems } from './options.js'
import { patched } from './patched.js'
import {
  quantityRuleProblems,
  storedQuantityRule,
  storedUnitMeasure,
  unitMeasureProblems,
} from './sale-terms.js'
import type { TextDraft } from './texts.js'

/** One variant as stored; its place in the list is its position. `id` is null until it is stored. */
export interface VariantState {
  readonly id: number | null
  readonly externalReference: string | null
  readonly sku: string | null
  readonly barcodes: readonly string[]
  readonly names: readonly Localized[]
  readonly options: readonly SelectedOptionKeys[]
  readonly optionKey: string
  readonly attributes: readonly StoredAttributeValue[]
  readonly mediaUrls: readonly string[]
  readonly weight: StoredWeight | null
  readonly requiresShipping: boolean
  readonly unitMeasure: StoredUnitMeasure | null
  readonly quantityRule: StoredQuantityRule | null
  readonly taxCategory: string | null
}

/** The variants that a product has and had. One that left the shelf comes back under its id when its keys do. */
export interface StoredVariants {
  readonly active: readonly VariantState[]
  readonly archived: readonly VariantState[]
}
/** What variants are checked against. */
export interface Around {
  readonly options: readonly StoredOption[]
  readonly optionIndex: OptionIndex
  readonly mediaUrls: ReadonlySet<string>
  readonly type: TypeAttributes
}
const mostVariants = 2_048

/** The variants after a save: the given ones replace the whole set; within one, omitted = unchanged. */
export function mergedVariants(
  field: FieldPath,
  inputs: readonly VariantInput[],
  stored: StoredVariants,
  around: Around,
): { variants: VariantState[]; problems: Problem[] } {
  const count = countProblems(field, inputs.length)
  if (count.length > 0) return { variants: [], problems: count }
  const problems: Problem[] = []
  const meant = matchedVariants(inputs, [...stored.active, ...stored.archived])
  const variants = inputs.map((input, index) => {
    const merged = mergedVariant(input, meant[index], around)
    problems.push(...merged.problems.map((problem) => under([...field, String(index)], problem)))
    return merged.variant
  })
  problems.push(
    ...duplicateProblems(field, variants, ({ sku }) => sku && `SKU ${sku}`),
    ...duplicateProblems(
      field,
      variants,
      ({ externalReference }) => externalReference && `reference ${externalReference}`,
    ),
    ...duplicateProblems(field, variants, ({ optionKey }) => optionKey || 'no options'),
  )
  return { variants, problems }
}

function countProblems(field: FieldPath, count: number): Problem[] {
  if (count === 0) return [invalid('REQUIRED', field, 'A product needs at least one variant.')]
  if (count <= mostVariants) return []
  const message = `${count} variants; at most ${mostVariants} are allowed.`
  return [invalid('LIMIT_EXCEEDED', field, message, { max: String(mostVariants) })]
}

function mergedVariant(
  input: VariantInput,
  former: VariantState | undefined,
  around: Around,
): { variant: VariantState; problems: Problem[] } {
  const attributes = input.attributes && attributeValues(['attributes'], input.attributes, around.type)
  const options = orderedSelection(around.options, patched(input.options, former?.options, []))
  const keptMedia = former?.mediaUrls.filter((url) => around.mediaUrls.has(url))
  const variant: VariantState = {
    id: former?.id ?? null,
    externalReference: patched(input.externalReference, former?.externalReference, null) || null,
    sku: patched(input.sku, former?.sku, null) || null,
    barcodes: patched(input.barcodes, former?.barcodes, []),
    names: patched(input.names && byLocale(input.names), former?.names, []),
    options,
    optionKey: optionKeyOf(options),
    attributes: patched(input.attributes && attributes?.values, former?.attributes, []),
    mediaUrls: patched(input.mediaUrls, keptMedia, []),
    weight: patched(input.weight && storedWeight(input.weight), former?.weight, null),
    requiresShipping: patched(input.requiresShipping, former?.requiresShipping, true),
    unitMeasure: patched(
      input.unitMeasure && storedUnitMeasure(input.unitMeasure),
      former?.unitMeasure,
      null,
    ),
    quantityRule: patched(
      input.quantityRule && storedQuantityRule(input.quantityRule),
      former?.quantityRule,
      null,
    ),
    taxCategory: patched(input.taxCategory, former?.taxCategory, null),
  }
  return { variant, problems: [...variantProblems(input, variant, around), ...(attributes?.problems ?? [])] }
}

function variantProblems(input: VariantInput, variant: VariantState, around: Around): Problem[] {
  const text = (name: 'sku' | 'externalReference') => {
    const value = variant[name]
    return value === null ? [] : textProblems([name], value, { most: 200 })
  }
  const foreignMedia = variant.mediaUrls.flatMap((url, i) =>
    around.mediaUrls.has(url)
      ? []
      : [
          invalid(
            'INVALID',
            ['mediaUrls', String(i)],
            `"${url.slice(0, 100)}" is not among the product's media.`,
          ),
        ],
  )
  return [
    ...text('sku'),
    ...text('externalReference'),
    ...variant.barcodes.flatMap((code, i) => textProblems(['barcodes', String(i)], code, { most: 50 })),
    ...duplicateProblems(['barcodes'], variant.barcodes, (code) => code),
    ...(input.names ? localizedProblems(['names'], input.names, 0) : []),
    ...selectionProblems(['options'], around.optionIndex, input.options ?? variant.options),
    ...foreignMedia,
    ...weightProblems(input),
    ...(input.unitMeasure ? unitMeasureProblems(['unitMeasure'], input.unitMeasure) : []),
    ...(input.quantityRule ? quantityRuleProblems(['quantityRule'], input.quantityRule) : []),
    ...(input.taxCategory == null ? [] : keyProblems(['taxCategory'], input.taxCategory)),
  ]
}

const units = ['g', 'kg', 'oz', 'lb']

function weightProblems(input: VariantInput): Problem[] {
  if (!input.weight) return []
  const value = canonicalDecimal(input.weight.value)
  const bad = value === null || value.startsWith('-') || !units.includes(input.weight.unit)
  return bad
    ? [
        invalid('INVALID', ['weight'], 'A weight is a decimal of 0 or more with unit g, kg, oz or lb.', {
          allowed: units,
        }),
      ]
    : []
}

const storedWeight = (weight: NonNullable<VariantInput['weight']>): StoredWeight => ({
  value: canonicalDecimal(weight.value) ?? '0',
  unit: weight.unit,
})

/** What is shown as the variant's name in each of the product's locales: its own, else its option values, else the product's. */
export const variantNames = (
  variant: VariantState,
  options: OptionIndex,
  texts: readonly Pick<TextDraft, 'locale' | 'name'>[],
): Localized[] =>
  texts.map(({ locale, name }) => ({
    locale,
    value: nameIn(variant.names, locale) ?? (valueNames(variant, options, locale) || name),
  }))

const nameIn = (names: readonly Localized[], locale: string): string | undefined =>
  names.find((name) => name.locale === locale)?.value

const valueNames = (variant: VariantState, options: OptionIndex, locale: string): string =>
  variant.options
    .map(({ key, valueKey }) => {
      const names = options.get(key)?.get(valueKey)?.names ?? []
      return inBestLocale(names, localeChain(locale, []))?.value ?? valueKey
    })
    .join(' / ')
