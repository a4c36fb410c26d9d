import type { Tx } from '../../db/index.js'
import { type FieldPath, notFound, type Problem } from '../../kernel/problem.js'
import { isStorable } from '../../kernel/text.js'
import type { StockDependencies } from './dependencies.js'
import { nameProblems } from './rules/inputs.js'
import { readLocationIds } from './store/locations.js'
import type { VariantName } from './types.js'

/** A variant as stock needs to know it. */
export interface NamedVariant {
  readonly id: number
  readonly productId: number
}
export interface Found<T> {
  /** In the order of what was asked for; null where there is none. */
  readonly found: readonly (T | null)[]
  readonly problems: readonly Problem[]
}

/** The variants that are named, archived ones too: what is left of them lies somewhere. */
export async function namedVariants(
  tx: Tx,
  { catalog }: StockDependencies,
  names: readonly { readonly at: FieldPath; readonly name: VariantName }[],
): Promise<Found<NamedVariant>> {
  const skus = names.flatMap(({ name }) => (name.sku != null && isStorable(name.sku) ? [name.sku] : []))
  const bySku = skus.length > 0 ? await catalog.variantsBySku(skus, tx) : new Map<string, NamedVariant>()
  const ids = names.flatMap(({ name }) => name.variantId ?? [])
  const byId = ids.length > 0 ? await catalog.variantNames(ids, tx) : new Map<number, NamedVariant>()
  const problems: Problem[] = []
  const found = names.map(({ at, name }) => {
    const unclear = nameProblems(at, name)
    problems.push(...unclear)
    if (unclear.length > 0) return null
    const variant = name.sku != null ? bySku.get(name.sku) : byId.get(name.variantId ?? 0)
    if (!variant) problems.push(noVariant(at, name))
    return variant ? { id: variant.id, productId: variant.productId } : null
  })
  return { found, problems }
}

const noVariant = (at: FieldPath, { sku, variantId }: VariantName): Problem =>
  sku == null
    ? notFound([...at, 'variantId'], String(variantId), 'There is no variant with this id.')
    : notFound([...at, 'sku'], sku, `There is no variant with the SKU "${sku}".`)

/** The locations with these external references. */
export async function namedLocations(
  tx: Tx,
  names: readonly { readonly at: FieldPath; readonly reference: string }[],
): Promise<Found<number>> {
  const references = [...new Set(names.map(({ reference }) => reference))].filter(isStorable)
  const ids = await readLocationIds(tx, references)
  const problems: Problem[] = []
  const found = names.map(({ at, reference }) => {
    const id = ids.get(reference) ?? null
    const message = `There is no location with the reference "${reference}".`
    if (id === null) problems.push(notFound(at, reference, message))
    return id
  })
  return { found, problems }
}
