import type { Tx } from '../../db/index.js'
import { invalid, type Problem, versionConflict } from '../../kernel/problem.js'
import type { ProductInput } from './inputs.js'
import {
  mergedProduct,
  type ProductState,
  type References,
  type StoredProduct,
} from './rules/product-state.js'
import { settledSlugs, slugCandidates, type TakenSlugs } from './rules/slugs.js'
import type { TextState } from './rules/texts.js'
import { readProductTypes, readTypeAttributes } from './store/attributes.js'
import {
  readReferenceHolders,
  readSkuHolders,
  readStoredProducts,
  type VariantHolder,
} from './store/products.js'
import { brandIdsByReference, categoryIdsByReference } from './store/references.js'
import { readTakenSlugs } from './store/texts.js'

/** What saving one input would do: the state to store, or every reason why not. */
export interface ProductPlan {
  readonly input: ProductInput
  readonly stored: StoredProduct | null
  readonly state: (ProductState & { readonly texts: readonly TextState[] }) | null
  readonly problems: readonly Problem[]
}
/** An input and what others have already found wrong with it. */
export interface ProductCandidate {
  readonly input: ProductInput
  readonly problems: readonly Problem[]
}

interface Surroundings extends References {
  readonly stored: ReadonlyMap<string, StoredProduct>
  readonly slugs: TakenSlugs
  readonly skus: Map<string, VariantHolder | string>
  readonly variantReferences: Map<string, VariantHolder | string>
}

/** Plans inputs of different external references, in order; a later one sees what an earlier one takes. */
export async function planProducts(
  tx: Tx,
  candidates: readonly ProductCandidate[],
  channels: ReadonlyMap<string, number>,
  now: Date,
): Promise<ProductPlan[]> {
  const around = await surroundings(
    tx,
    candidates.map((candidate) => candidate.input),
    channels,
  )
  return candidates.map((candidate) => planOne(candidate, around, now))
}

function planOne(
  { input, problems: before }: ProductCandidate,
  around: Surroundings,
  now: Date,
): ProductPlan {
  const stored = around.stored.get(input.externalReference) ?? null
  const merged = mergedProduct(input, stored, around, now)
  const problems = [...before, ...versionProblems(input, stored), ...merged.problems]
  if (merged.state === null) return { input, stored, state: null, problems }
  const owner = stored?.id ?? input.externalReference
  problems.push(...takenProblems(merged.state, owner, around))
  if (problems.length > 0) return { input, stored, state: null, problems }
  const { externalReference } = input
  const slugs = settledSlugs(['translations'], merged.state.texts, { owner, externalReference }, around.slugs)
  if (slugs.problems.length > 0) return { input, stored, state: null, problems: slugs.problems }
  claim(merged.state, owner, around)
  return { input, stored, state: { ...merged.state, texts: slugs.texts }, problems: [] }
}

function versionProblems(input: ProductInput, stored: StoredProduct | null): Problem[] {
  const current = stored?.version ?? 0
  return input.expectedVersion == null || input.expectedVersion === current ? [] : [versionConflict(current)]
}

/** SKUs and references of variants that another product holds. */
function takenProblems(state: ProductState, owner: number | string, around: Surroundings): Problem[] {
  const holds = (holder: VariantHolder | string | undefined) =>
    holder !== undefined && (typeof holder === 'string' ? holder : holder.productId) !== owner
  return state.variants.flatMap(({ sku, externalReference }, i) => {
    const at = ['variants', String(i)]
    const problems: Problem[] = []
    if (sku && holds(around.skus.get(sku)))
      problems.push(
        invalid('DUPLICATE', [...at, 'sku'], `The SKU "${sku}" belongs to a variant of another product.`),
      )
    if (externalReference && holds(around.variantReferences.get(externalReference)))
      problems.push(
        invalid(
          'DUPLICATE',
          [...at, 'externalReference'],
          `The external reference "${externalReference}" belongs to a variant of another product.`,
        ),
      )
    return problems
  })
}

function claim(state: ProductState, owner: number | string, around: Surroundings): void {
  const holder = typeof owner === 'number' ? { id: 0, productId: owner } : owner
  for (const { sku, externalReference } of state.variants) {
    if (sku) around.skus.set(sku, holder)
    if (externalReference) around.variantReferences.set(externalReference, holder)
  }
}

async function surroundings(
  tx: Tx,
  inputs: readonly ProductInput[],
  channels: ReadonlyMap<string, number>,
): Promise<Surroundings> {
  const stored = await readStoredProducts(
    tx,
    inputs.map((input) => input.externalReference),
  )
  const variants = inputs.flatMap((input) => input.variants ?? [])
  return {
    stored,
    channels,
    types: await typesOf(tx, inputs, stored),
    brands: await brandIdsByReference(tx, present(inputs.map((input) => input.brand))),
    categories: await categoryIdsByReference(
      tx,
      inputs.flatMap((input) => input.categories ?? []),
    ),
    slugs: await readTakenSlugs(tx, 'product', slugsInPlay(inputs)),
    skus: await readSkuHolders(tx, present(variants.map((variant) => variant.sku))),
    variantReferences: await readReferenceHolders(
      tx,
      present(variants.map((variant) => variant.externalReference)),
    ),
  }
}

const present = (values: readonly (string | null | undefined)[]): string[] =>
  values.filter((value) => value != null)

const slugsInPlay = (inputs: readonly ProductInput[]): string[] =>
  inputs.flatMap((input) =>
    (input.translations ?? []).flatMap((text) =>
      text.slug ? [text.slug] : slugCandidates(text.name, input.externalReference),
    ),
  )

async function typesOf(
  tx: Tx,
  inputs: readonly ProductInput[],
  stored: ReadonlyMap<string, StoredProduct>,
): Promise<References['types']> {
  const typeKeyOf = (input: ProductInput) => input.productType ?? stored.get(input.externalReference)?.typeKey
  const rows = await readProductTypes(tx, [...new Set(present(inputs.map(typeKeyOf)))])
  const types = new Map()
  for (const row of rows) {
    const keys = inputs.filter((input) => typeKeyOf(input) === row.key).flatMap(attributeKeysOf)
    types.set(row.key, await readTypeAttributes(tx, row, [...new Set(keys)]))
  }
  return types
}

const attributeKeysOf = (input: ProductInput): string[] => [
  ...(input.attributes ?? []).map((value) => value.key),
  ...(input.variants ?? []).flatMap((variant) => (variant.attributes ?? []).map((value) => value.key)),
]
