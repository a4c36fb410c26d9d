import type { ReadHandle } from '../../db/index.js'
import { invalid, type Problem, versionConflict } from '../../kernel/problem.js'
import { isStorable } from '../../kernel/text.js'
import type { ProductInput } from './inputs.js'
import type { TypeAttributes } from './rules/attribute-values.js'
import { type ChangedParts, changedParts } from './rules/changed-parts.js'
import { mergedProduct, type ProductState, type StoredProduct } from './rules/product-state.js'
import type { References } from './rules/references.js'
import { settledSlugs, slugCandidates, type TakenSlugs } from './rules/slugs.js'
import type { TextState } from './rules/texts.js'
import { readProductTypes, readTypeAttributes, someProductTypes } from './store/attributes.js'
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
  /** null when there is nothing to store. */
  readonly changes: ChangedParts | null
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
  on: ReadHandle,
  candidates: readonly ProductCandidate[],
  channels: ReadonlyMap<string, number>,
  now: Date,
): Promise<ProductPlan[]> {
  const around = await surroundings(
    on,
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
  const refused = { input, stored, state: null, changes: null }
  if (merged.state === null) return { ...refused, problems }
  const { externalReference } = input
  const owner = stored?.id ?? externalReference
  const entity = { owner, externalReference }
  const slugs = settledSlugs(input.translations ?? [], merged.state.texts, entity, around.slugs)
  problems.push(...takenProblems(merged.state, owner, around), ...slugs.problems)
  if (problems.length > 0) return { ...refused, problems }
  const state = { ...merged.state, texts: slugs.texts }
  claim(state, owner, around)
  return { input, stored, state, changes: changedParts(stored?.state ?? null, state), problems: [] }
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

function claim(
  state: ProductState & { readonly texts: readonly TextState[] },
  owner: number | string,
  around: Surroundings,
): void {
  for (const { locale, slug } of state.texts) around.slugs.add(locale, slug, owner, true)
  const holder = typeof owner === 'number' ? { id: 0, productId: owner } : owner
  for (const { sku, externalReference } of state.variants) {
    if (sku) around.skus.set(sku, holder)
    if (externalReference) around.variantReferences.set(externalReference, holder)
  }
}

async function surroundings(
  on: ReadHandle,
  inputs: readonly ProductInput[],
  channels: ReadonlyMap<string, number>,
): Promise<Surroundings> {
  const stored = await readStoredProducts(on, storable(inputs.map((input) => input.externalReference)))
  const variants = inputs.flatMap((input) => input.variants ?? [])
  return {
    stored,
    channels,
    ...(await typesOf(on, inputs, stored)),
    brands: await brandIdsByReference(on, storable(inputs.map((input) => input.brand))),
    categories: await categoryIdsByReference(on, storable(inputs.flatMap((input) => input.categories ?? []))),
    slugs: await readTakenSlugs(on, 'product', storable(slugsInPlay(inputs))),
    skus: await readSkuHolders(on, storable(variants.map((variant) => variant.sku))),
    variantReferences: await readReferenceHolders(
      on,
      storable(variants.map((variant) => variant.externalReference)),
    ),
  }
}

const storable = (values: readonly (string | null | undefined)[]): string[] => [
  ...new Set(values.filter((value) => value != null && isStorable(value)) as string[]),
]

const slugsInPlay = (inputs: readonly ProductInput[]): string[] =>
  inputs.flatMap((input) =>
    (input.translations ?? []).flatMap((text) =>
      text.slug ? [text.slug] : slugCandidates(text.name, input.externalReference),
    ),
  )

async function typesOf(
  on: ReadHandle,
  inputs: readonly ProductInput[],
  stored: ReadonlyMap<string, StoredProduct>,
): Promise<Pick<References, 'types' | 'knownTypes'>> {
  const typeKeyOf = (input: ProductInput) => input.productType ?? stored.get(input.externalReference)?.typeKey
  const wanted = storable(inputs.map(typeKeyOf))
  const types = new Map<string, TypeAttributes & { readonly id: number }>()
  for (const row of await readProductTypes(on, wanted)) {
    const ofType = inputs.filter((input) => typeKeyOf(input) === row.key)
    const keys = storable(
      ofType.flatMap((input) => attributeKeysOf(input, stored.get(input.externalReference), row.key)),
    )
    types.set(row.key, await readTypeAttributes(on, row, keys))
  }
  const isMissing = inputs.some((input) => !types.has(typeKeyOf(input) ?? ''))
  return { types, knownTypes: isMissing ? await someProductTypes(on) : [] }
}

/** The attributes that values are given for, and those that a product brings along into another product type. */
const attributeKeysOf = (
  input: ProductInput,
  stored: StoredProduct | undefined,
  typeKey: string,
): string[] => [
  ...(input.attributes ?? []).map((value) => value.key),
  ...(input.variants ?? []).flatMap((variant) => (variant.attributes ?? []).map((value) => value.key)),
  ...(stored && stored.typeKey !== typeKey ? attributeKeysIn(stored) : []),
]

const attributeKeysIn = ({ state, archived }: StoredProduct): string[] =>
  [state, ...state.variants, ...archived].flatMap(({ attributes }) => attributes.map((value) => value.key))
