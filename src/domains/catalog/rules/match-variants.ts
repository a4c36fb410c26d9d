import type { SelectedOptionKeys } from '../types.js'
import { choiceOf } from './options.js'

/** What tells a variant from its siblings. */
export interface VariantKeys {
  readonly sku?: string | null | undefined
  readonly externalReference?: string | null | undefined
  readonly options?: readonly SelectedOptionKeys[] | null | undefined
}
type KeyOf = (variant: VariantKeys) => string | null

const skuOf: KeyOf = ({ sku }) => sku || null
const referenceOf: KeyOf = ({ externalReference }) => externalReference || null
const choicesOf: KeyOf = ({ options }) => choiceOf(options ?? [])
const isNamed = (variant: VariantKeys) => skuOf(variant) !== null || referenceOf(variant) !== null

/**
 * Which stored variant each input means: by SKU, else by external reference, else by option values. No variant is meant
 * twice, and a stronger key goes first for all inputs, so that variants can swap what tells them apart. By its options
 * an input with an SKU or reference finds only a variant that has neither. Of several, the first is meant.
 */
export function matchedVariants<V extends VariantKeys>(
  inputs: readonly VariantKeys[],
  stored: readonly V[],
): readonly (V | undefined)[] {
  const matches: (V | undefined)[] = inputs.map(() => undefined)
  const free = new Set(stored)
  const match = (candidates: readonly V[], keyOf: KeyOf, asks: (input: VariantKeys) => boolean) => {
    const byKey = groupsOf(candidates, keyOf)
    inputs.forEach((input, i) => {
      if (matches[i] || !asks(input)) return
      const found = byKey.get(keyOf(input) ?? '')?.find((variant) => free.has(variant))
      if (!found) return
      matches[i] = found
      free.delete(found)
    })
  }
  match(stored, skuOf, (input) => skuOf(input) !== null)
  match(stored, referenceOf, (input) => referenceOf(input) !== null)
  match(stored, choicesOf, (input) => !isNamed(input))
  match(
    stored.filter((variant) => !isNamed(variant)),
    choicesOf,
    isNamed,
  )
  return matches
}

function groupsOf<V extends VariantKeys>(variants: readonly V[], keyOf: KeyOf): ReadonlyMap<string, V[]> {
  const groups = new Map<string, V[]>()
  for (const variant of variants) {
    const key = keyOf(variant) ?? ''
    const group = groups.get(key)
    if (group) group.push(variant)
    else groups.set(key, [variant])
  }
  return groups
}
