import type { BrandInput, CategoryInput } from '../catalog/index.js'
import type { AttributeNeed, Needs } from './needs.js'

export type LocalAttributeNeed = AttributeNeed & { readonly locale: string }

/** The needs of many products, each thing once. */
export interface MergedNeeds {
  readonly brands: readonly BrandInput[]
  /** Parents before their children. */
  readonly categories: readonly CategoryInput[]
  readonly attributes: readonly LocalAttributeNeed[]
  readonly productTypes: readonly (Needs['productType'] & { readonly attributes: readonly AttributeNeed[] })[]
}

/** What is first said of a thing counts; the choices of an attribute are those that any product takes. */
export function mergedNeeds(needs: readonly Needs[]): MergedNeeds {
  const attributes = needs.flatMap((need) => need.attributes.map((it) => ({ ...it, locale: need.locale })))
  const brands = needs.flatMap((need) => need.brand ?? [])
  const categories = needs.flatMap((need) => need.categories)
  return {
    brands: firstOfEach(brands, (brand) => brand.externalReference),
    categories: firstOfEach(categories, (category) => category.externalReference),
    attributes: groups(attributes, (it) => it.key).map(withAllChoices),
    productTypes: groups(needs, (need) => need.productType.key).map((same) => ({
      ...same[0].productType,
      attributes: firstOfEach(
        same.flatMap((need) => need.attributes),
        (it) => it.key,
      ),
    })),
  }
}

const withAllChoices = (same: Group<LocalAttributeNeed>): LocalAttributeNeed => ({
  ...same[0],
  choices: firstOfEach(
    same.flatMap((it) => it.choices),
    (choice) => choice.key,
  ),
})

/** The first of those with the same key, in their order. */
export const firstOfEach = <T>(items: readonly T[], keyOf: (item: T) => string): T[] =>
  groups(items, keyOf).map(([first]) => first)

type Group<T> = [T, ...T[]]

function groups<T>(items: readonly T[], keyOf: (item: T) => string): Group<T>[] {
  const byKey = new Map<string, Group<T>>()
  for (const item of items) {
    const key = keyOf(item)
    const group = byKey.get(key)
    if (group) group.push(item)
    else byKey.set(key, [item])
  }
  return [...byKey.values()]
}
