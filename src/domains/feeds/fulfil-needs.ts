import type { Tx } from '../../db/index.js'
import { type Problem, under } from '../../kernel/problem.js'
import type { Result } from '../../kernel/result.js'
import type { Actor } from '../audit/index.js'
import { type Attribute, type AttributeInput, type Catalog, definedAmong } from '../catalog/index.js'
import { firstOfEach, type LocalAttributeNeed, type MergedNeeds, mergedNeeds } from './merge-needs.js'
import type { AttributeNeed, Needs } from './needs.js'

/**
 * Makes what the products of a batch refer to and is not there yet. Answers, for each of the needs, why some of it could
 * not be made.
 */
export async function fulfilNeeds(
  tx: Tx,
  catalog: Catalog,
  actor: Actor,
  needs: readonly Needs[],
): Promise<Problem[][]> {
  const merged = mergedNeeds(needs)
  const failed = new Map<string, readonly Problem[]>()
  const make = async (id: string, save: () => Promise<Result<unknown, Problem>>) => {
    const result = await save()
    if (!result.ok) failed.set(id, result.errors)
  }
  const defined = await definedAmong(tx, namesIn(merged))
  for (const brand of merged.brands)
    if (!defined.brands.has(brand.externalReference))
      await make(brandId(brand.externalReference), () => catalog.saveBrand(actor, brand))
  for (const category of merged.categories)
    if (!defined.categories.has(category.externalReference))
      await make(categoryId(category.externalReference), () => catalog.saveCategory(actor, category))
  for (const attribute of merged.attributes) {
    const input = attributeToSave(attribute, defined.attributes.get(attribute.key))
    if (input) await make(attributeId(attribute.key), () => catalog.saveAttribute(actor, input))
  }
  for (const { key, name, ...type } of merged.productTypes) {
    const attributes = type.attributes
      .filter((attribute) => !failed.has(attributeId(attribute.key)))
      .map(useOf)
    await make(typeId(key), () =>
      defined.productTypes.has(key)
        ? catalog.extendProductType(actor, { key, attributes })
        : catalog.saveProductType(actor, { key, name, attributes }),
    )
  }
  return needs.map((need) => problemsOf(need, failed))
}

const brandId = (reference: string) => `brand ${reference}`
const categoryId = (reference: string) => `category ${reference}`
const attributeId = (key: string) => `attribute ${key}`
const typeId = (key: string) => `productType ${key}`

const namesIn = ({ brands, categories, attributes, productTypes }: MergedNeeds) => ({
  brands: brands.map((brand) => brand.externalReference),
  categories: categories.map((category) => category.externalReference),
  attributes: attributes.map((attribute) => attribute.key),
  productTypes: productTypes.map((type) => type.key),
})

/** A missing attribute, or one that lacks choices; null when there is nothing to do. */
function attributeToSave(need: LocalAttributeNeed, stored: Attribute | undefined): AttributeInput | null {
  const { key, type, unit, name, locale } = need
  const wanted = need.choices.map((choice) => ({ key: choice.key, names: [{ locale, value: choice.name }] }))
  if (!stored)
    return {
      key,
      type,
      unit,
      names: [{ locale, value: name }],
      ...(wanted.length > 0 && { choices: wanted }),
    }
  const missing = wanted.filter((choice) => !stored.choices.some((known) => known.key === choice.key))
  if (missing.length === 0 || stored.type !== type) return null
  const known = stored.choices.map((choice) => ({ ...choice, names: [...choice.names] }))
  return { key, choices: [...known, ...missing] }
}

const useOf = ({ key, required, filterable, searchable }: AttributeNeed) => ({
  key,
  required,
  filterable,
  searchable,
})

function problemsOf(need: Needs, failed: ReadonlyMap<string, readonly Problem[]>): Problem[] {
  if (failed.size === 0) return []
  const ids: [field: string, id: string][] = [
    ...(need.brand ? [['brand', brandId(need.brand.externalReference)] satisfies [string, string]] : []),
    ...need.categories.map((it): [string, string] => ['categories', categoryId(it.externalReference)]),
    ...firstOfEach(need.attributes, (it) => it.key).map((it): [string, string] => [
      'attributes',
      attributeId(it.key),
    ]),
    ['productType', typeId(need.productType.key)],
  ]
  return ids.flatMap(([field, id]) => (failed.get(id) ?? []).map((problem) => under([field], problem)))
}
