import { byLocale, localizedProblems } from '../../../kernel/localized.js'
import { type FieldPath, invalid, type Problem } from '../../../kernel/problem.js'
import { duplicateProblems, keyProblems } from '../../../kernel/text.js'
import type { ProductOptionInput } from '../inputs.js'
import type { SelectedOptionKeys, StoredOption } from '../types.js'
import { urlProblems } from './media.js'

const mostOptions = 8
const mostValues = 2_048
const mostListed = 50
const color = /^#[0-9a-fA-F]{6}$/

export function optionProblems(field: FieldPath, inputs: readonly ProductOptionInput[]): Problem[] {
  const tooMany =
    inputs.length > mostOptions
      ? [invalid('LIMIT_EXCEEDED', field, `${inputs.length} options; at most ${mostOptions} are allowed.`)]
      : []
  const each = inputs.flatMap((input, i) => {
    const at = [...field, String(i)]
    return [
      ...keyProblems([...at, 'key'], input.key),
      ...localizedProblems([...at, 'names'], input.names, 1),
      ...valueProblems([...at, 'values'], input.values),
    ]
  })
  return [...tooMany, ...each, ...duplicateProblems(field, inputs, (input) => input.key)]
}

function valueProblems(field: FieldPath, values: ProductOptionInput['values']): Problem[] {
  if (values.length === 0) return [invalid('REQUIRED', field, 'An option needs at least one value.')]
  if (values.length > mostValues)
    return [invalid('LIMIT_EXCEEDED', field, `${values.length} values; at most ${mostValues} are allowed.`)]
  const each = values.flatMap((value, i) => {
    const at = [...field, String(i)]
    const badColor = value.swatchColor && !color.test(value.swatchColor)
    return [
      ...keyProblems([...at, 'key'], value.key),
      ...localizedProblems([...at, 'names'], value.names, 1),
      ...(badColor
        ? [invalid('INVALID_FORMAT', [...at, 'swatchColor'], 'A swatch colour is written "#rrggbb".')]
        : []),
      ...(value.swatchImageUrl ? urlProblems([...at, 'swatchImageUrl'], value.swatchImageUrl) : []),
    ]
  })
  return [...each, ...duplicateProblems(field, values, (value) => value.key)]
}

export const storedOptions = (inputs: readonly ProductOptionInput[]): StoredOption[] =>
  inputs.map((input) => ({
    key: input.key,
    names: byLocale(input.names),
    values: input.values.map((value) => ({
      key: value.key,
      names: byLocale(value.names),
      swatchColor: value.swatchColor || null,
      swatchImageUrl: value.swatchImageUrl || null,
    })),
  }))

type OptionValue = StoredOption['values'][number]

/** The values of each option by their keys; made once for a product with thousands of variants. */
export type OptionIndex = ReadonlyMap<string, ReadonlyMap<string, OptionValue>>

export const indexOfOptions = (options: readonly StoredOption[]): OptionIndex =>
  new Map(options.map((option) => [option.key, new Map(option.values.map((value) => [value.key, value]))]))

/** A selection in the product's option order, as one text that is unique among the variants: `color=red|size=s`. */
export const optionKeyOf = (selection: readonly SelectedOptionKeys[]): string =>
  selection.map(({ key, valueKey }) => `${key}=${valueKey}`).join('|')

/** The same text for the same choices, in whatever order the product has its options. */
export const choiceOf = (selection: readonly SelectedOptionKeys[]): string =>
  optionKeyOf([...selection].sort((a, b) => (a.key < b.key ? -1 : 1)))

/** The selection in the product's option order; options the product does not have are dropped. */
export const orderedSelection = (
  options: readonly { readonly key: string }[],
  selection: readonly SelectedOptionKeys[],
): SelectedOptionKeys[] =>
  options.flatMap((option) => {
    const chosen = selection.find((entry) => entry.key === option.key)
    return chosen ? [{ key: chosen.key, valueKey: chosen.valueKey }] : []
  })

/** Why a variant's selection does not fit: it must choose one known value of every option and nothing else. */
export function selectionProblems(
  field: FieldPath,
  options: OptionIndex,
  selection: readonly SelectedOptionKeys[],
): Problem[] {
  const missing = [...options.keys()]
    .filter((key) => !selection.some((entry) => entry.key === key))
    .map((key) => invalid('REQUIRED', field, `The variant chooses no value of option "${key}".`))
  const wrong = selection.flatMap(({ key, valueKey }, i) =>
    options.get(key)?.has(valueKey) ? [] : [wrongChoice([...field, String(i)], options, key, valueKey)],
  )
  return [...missing, ...wrong, ...duplicateProblems(field, selection, (entry) => entry.key)]
}

function wrongChoice(at: FieldPath, options: OptionIndex, key: string, valueKey: string): Problem {
  const values = options.get(key)
  const allowed = [...(values ?? options).keys()].slice(0, mostListed)
  const what = values ? `Option "${key}" has no value "${valueKey}"` : `The product has no option "${key}"`
  const message = `${what}; it has: ${allowed.join(', ') || 'none'}.`
  return invalid('INVALID', [...at, values ? 'valueKey' : 'key'], message, { allowed })
}
