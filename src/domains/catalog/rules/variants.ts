import { canonicalDecimal } from '../../../kernel/decimal.js'
import { type FieldPath, invalid, type Problem, under } from '../../../kernel/problem.js'
import { duplicateProblems, textProblems } from '../../../kernel/text.js'
import type { VariantInput } from '../inputs.js'
import type {
  Localized,
  SelectedOptionKeys,
  StoredAttributeValue,
  StoredOption,
  StoredWeight,
} from '../types.js'
import { attributeValues, type TypeAttributes } from './attribute-values.js'
import { optionKeyOf, orderedSelection, selectionProblems } from './options.js'
import { byLocale, localizedProblems, type TextDraft } from './texts.js'

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
}
/** A variant that left the shelf; it comes back under its id when its SKU, reference or options do. */
export type ArchivedVariant = Pick<VariantState, 'id' | 'externalReference' | 'sku' | 'optionKey'>

interface Around {
  readonly options: readonly StoredOption[]
  readonly mediaUrls: ReadonlySet<string>
  readonly type: TypeAttributes
}
export const mostVariants = 2_048

/** Finds the stored variant that an input means: by SKU, else by external reference, else by option values. */
export function matchingVariant<V extends ArchivedVariant>(
  input: VariantInput,
  optionKey: string,
  stored: readonly V[],
): V | undefined {
  return (
    stored.find((variant) => input.sku && variant.sku === input.sku) ??
    stored.find(
      (variant) => input.externalReference && variant.externalReference === input.externalReference,
    ) ??
    (input.sku || input.externalReference
      ? stored.find(
          (variant) => variant.optionKey === optionKey && !variant.sku && !variant.externalReference,
        )
      : stored.find((variant) => variant.optionKey === optionKey))
  )
}

/** The variants after a save: the given ones replace the whole set; within one, omitted = unchanged. */
export function mergedVariants(
  field: FieldPath,
  inputs: readonly VariantInput[],
  stored: { active: readonly VariantState[]; archived: readonly ArchivedVariant[] },
  around: Around,
): { variants: VariantState[]; problems: Problem[] } {
  const count = countProblems(field, inputs.length)
  if (count.length > 0) return { variants: [], problems: count }
  const problems: Problem[] = []
  const variants = inputs.map((input, index) => {
    const merged = mergedVariant(input, stored, around)
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
  stored: { active: readonly VariantState[]; archived: readonly ArchivedVariant[] },
  around: Around,
): { variant: VariantState; problems: Problem[] } {
  const given = input.options && orderedSelection(around.options, input.options)
  const key = optionKeyOf(given ?? [])
  const active = matchingVariant(input, key, stored.active)
  const id = active?.id ?? matchingVariant(input, key, stored.archived)?.id ?? null
  const attributes = input.attributes && attributeValues(['attributes'], input.attributes, around.type)
  const options = given ?? orderedSelection(around.options, active?.options ?? [])
  const variant: VariantState = {
    id,
    externalReference:
      input.externalReference === undefined
        ? (active?.externalReference ?? null)
        : input.externalReference || null,
    sku: input.sku === undefined ? (active?.sku ?? null) : input.sku || null,
    barcodes: input.barcodes ?? active?.barcodes ?? [],
    names: input.names ? byLocale(input.names) : (active?.names ?? []),
    options,
    optionKey: optionKeyOf(options),
    attributes: attributes?.values ?? active?.attributes ?? [],
    mediaUrls: input.mediaUrls ?? active?.mediaUrls.filter((url) => around.mediaUrls.has(url)) ?? [],
    weight: input.weight === undefined ? (active?.weight ?? null) : storedWeight(input.weight),
    requiresShipping: input.requiresShipping ?? active?.requiresShipping ?? true,
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
    ...localizedProblems(['names'], variant.names, 0),
    ...selectionProblems(['options'], around.options, input.options ?? variant.options),
    ...foreignMedia,
    ...weightProblems(input),
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

const storedWeight = (weight: VariantInput['weight']): StoredWeight | null =>
  weight ? { value: canonicalDecimal(weight.value) ?? '0', unit: weight.unit } : null

/** What is shown as the variant's name in each of the product's locales: its own, else its option values, else the product's. */
export const variantNames = (
  variant: VariantState,
  options: readonly StoredOption[],
  texts: readonly Pick<TextDraft, 'locale' | 'name'>[],
): Localized[] =>
  texts.map(({ locale, name }) => ({
    locale,
    value: nameIn(variant.names, locale) ?? (valueNames(variant, options, locale) || name),
  }))

const nameIn = (names: readonly Localized[], locale: string): string | undefined =>
  names.find((name) => name.locale === locale)?.value

const valueNames = (variant: VariantState, options: readonly StoredOption[], locale: string): string =>
  variant.options
    .map(({ key, valueKey }) => {
      const value = options
        .find((option) => option.key === key)
        ?.values.find((entry) => entry.key === valueKey)
      return value ? (nameIn(value.names, locale) ?? value.names[0]?.value ?? valueKey) : valueKey
    })
    .join(' / ')
