import { type FieldPath, invalid, type Problem } from '../../../kernel/problem.js'
import { duplicateProblems, keyProblems } from '../../../kernel/text.js'
import type { ProductOptionInput } from '../inputs.js'
import type { SelectedOptionKeys, StoredOption } from '../types.js'
import { byLocale, localizedProblems } from './texts.js'

const mostOptions = 8
const mostValues = 2_048
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
      swatchColor: value.swatchColor ?? null,
      swatchImageUrl: value.swatchImageUrl ?? null,
    })),
  }))

/** A selection in the product's option order, as one text that is unique among the variants: `color=red|size=s`. */
export const optionKeyOf = (selection: readonly SelectedOptionKeys[]): string =>
  selection.map(({ key, valueKey }) => `${key}=${valueKey}`).join('|')

/** The selection in the product's option order; options the product does not have are dropped. */
export const orderedSelection = (
  options: readonly StoredOption[],
  selection: readonly SelectedOptionKeys[],
): SelectedOptionKeys[] =>
  options.flatMap((option) => {
    const chosen = selection.find((entry) => entry.key === option.key)
    return chosen ? [{ key: chosen.key, valueKey: chosen.valueKey }] : []
  })

/** Why a variant's selection does not fit: it must choose one known value of every option and nothing else. */
export function selectionProblems(
  field: FieldPath,
  options: readonly StoredOption[],
  selection: readonly SelectedOptionKeys[],
): Problem[] {
  const missing = options
    .filter((option) => !selection.some((entry) => entry.key === option.key))
    .map((option) => invalid('REQUIRED', field, `The variant chooses no value of option "${option.key}".`))
  const wrong = selection.flatMap(({ key, valueKey }, i) => {
    const option = options.find((candidate) => candidate.key === key)
    const allowed = option
      ? option.values.map((value) => value.key)
      : options.map((candidate) => candidate.key)
    if (option && allowed.includes(valueKey)) return []
    const what = option ? `Option "${key}" has no value "${valueKey}"` : `The product has no option "${key}"`
    const message = `${what}; it has: ${allowed.slice(0, 50).join(', ') || 'none'}.`
    return [invalid('INVALID', [...field, String(i), option ? 'valueKey' : 'key'], message, { allowed })]
  })
  return [...missing, ...wrong, ...duplicateProblems(field, selection, (entry) => entry.key)]
}
