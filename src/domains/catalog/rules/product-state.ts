import { invalid, type Problem } from '../../../kernel/problem.js'
import { keyProblems, textProblems } from '../../../kernel/text.js'
import { type ProductInput, type ProductStatus, productStatuses } from '../inputs.js'
import type { StoredAttributeValue, StoredOption } from '../types.js'
import { attributeValues, missingAttributes, type TypeAttributes } from './attribute-values.js'
import { type MediaState, mediaProblems, mediaStates } from './media.js'
import { indexOfOptions, optionProblems, storedOptions } from './options.js'
import { patched } from './patched.js'
import {
  brandOf,
  categoriesOf,
  type Publication,
  publicationsOf,
  type References,
  typeOf,
} from './references.js'
import { mergedTexts, type TextDraft, translationProblems } from './texts.js'
import { type Around, mergedVariants, type VariantState } from './variants.js'

/** A product with all that belongs to it, in one canonical order, so that equal states compare equal. */
export interface ProductState {
  readonly externalReference: string
  readonly productTypeId: number
  readonly brandId: number | null
  readonly status: ProductStatus
  readonly tags: readonly string[]
  readonly rank: number
  readonly taxCategory: string | null
  readonly categoryIds: readonly number[]
  readonly texts: readonly TextDraft[]
  readonly attributes: readonly StoredAttributeValue[]
  readonly options: readonly StoredOption[]
  readonly media: readonly MediaState[]
  readonly publications: readonly Publication[]
  readonly variants: readonly VariantState[]
}
export interface StoredProduct {
  readonly id: number
  readonly version: number
  readonly typeKey: string
  readonly state: ProductState
  readonly archived: readonly VariantState[]
  readonly variantVersions: ReadonlyMap<number, number>
}
type Merged = { state: ProductState; problems: Problem[] } | { state: null; problems: Problem[] }

/** The product after a save, with every reason at once why it cannot be saved so. */
export function mergedProduct(
  input: ProductInput,
  known: StoredProduct | null,
  references: References,
  now: Date,
): Merged {
  const problems = [
    ...textProblems(['externalReference'], input.externalReference, { most: 200 }),
    ...shapeProblems(input, known),
  ]
  const type = typeOf(input, known?.typeKey, references)
  if ('problem' in type) return { state: null, problems: [...problems, type.problem] }
  const stored = known && known.typeKey !== type.typeKey ? withoutForeignValues(known, type) : known
  const before = stored?.state
  const options = patched(input.options && storedOptions(input.options), before?.options, [])
  const media = patched(input.media && mediaStates(input.media), before?.media, [])
  const attributes = input.attributes && attributeValues(['attributes'], input.attributes, type)
  const variants = variantsOf(input, stored, {
    options,
    optionIndex: indexOfOptions(options),
    mediaUrls: new Set(media.map((entry) => entry.url)),
    type,
  })
  const state: ProductState = {
    externalReference: input.externalReference,
    productTypeId: type.id,
    brandId: brandOf(input, before?.brandId, references, problems),
    status: input.status ?? before?.status ?? 'DRAFT',
    tags: patched(input.tags && [...new Set(input.tags)].sort(), before?.tags, []),
    rank: patched(input.rank, before?.rank, 0),
    taxCategory: patched(input.taxCategory, before?.taxCategory, null),
    categoryIds: categoriesOf(input, before?.categoryIds, references, problems),
    texts: mergedTexts(before?.texts ?? [], input.translations),
    attributes: patched(input.attributes && attributes?.values, before?.attributes, []),
    options,
    media,
    publications: publicationsOf(input, before?.publications, references, now, problems),
    variants: variants.variants,
  }
  problems.push(...(attributes?.problems ?? []), ...variants.problems)
  if (state.status === 'ACTIVE')
    problems.push(...missingAttributes(['attributes'], state.attributes, state.variants, type))
  return { state, problems }
}

/** A product that moves to another product type keeps the values of attributes that this has too. */
function withoutForeignValues(stored: StoredProduct, { uses }: TypeAttributes): StoredProduct {
  const own = <T extends { readonly attributes: readonly StoredAttributeValue[] }>(holder: T): T => ({
    ...holder,
    attributes: holder.attributes.filter((value) => uses.has(value.key)),
  })
  const state = { ...own(stored.state), variants: stored.state.variants.map(own) }
  return { ...stored, state, archived: stored.archived.map(own) }
}

function variantsOf(input: ProductInput, stored: StoredProduct | null, around: Around) {
  if (input.variants) {
    const former = { active: stored?.state.variants ?? [], archived: stored?.archived ?? [] }
    return mergedVariants(['variants'], input.variants, former, around)
  }
  const active = stored?.state.variants ?? []
  if (input.options === undefined && input.media === undefined) return { variants: [...active], problems: [] }
  const same = active.map(({ sku, externalReference, options }) => ({
    sku,
    externalReference,
    options: [...options],
  }))
  return same.length === 0
    ? { variants: [], problems: [] }
    : mergedVariants(['variants'], same, { active, archived: [] }, around)
}

/** What can be said of the input alone. */
function shapeProblems(input: ProductInput, stored: StoredProduct | null): Problem[] {
  const badStatus = input.status && !productStatuses.includes(input.status)
  return [
    ...missing(input, stored),
    ...(badStatus
      ? [invalid('INVALID', ['status'], `"${input.status}" is not a status.`, { allowed: productStatuses })]
      : []),
    ...(input.translations ? translationProblems(['translations'], input.translations) : []),
    ...(input.options ? optionProblems(['options'], input.options) : []),
    ...(input.media ? mediaProblems(['media'], input.media) : []),
    ...(input.tags ?? []).flatMap((tag, i) => textProblems(['tags', String(i)], tag, { most: 100 })),
    ...rankProblems(input.rank),
    ...(input.taxCategory == null ? [] : keyProblems(['taxCategory'], input.taxCategory)),
  ]
}

/** What every product has cannot be left out of a new one, nor cleared. */
function missing(input: ProductInput, stored: StoredProduct | null): Problem[] {
  const lacks = (name: 'translations' | 'variants') => input[name] === null || (!stored && !input[name])
  return [
    ...(input.status === null ? [invalid('REQUIRED', ['status'], '`status` cannot be cleared.')] : []),
    ...(lacks('translations')
      ? [invalid('REQUIRED', ['translations'], 'A product needs `translations`.')]
      : []),
    ...(lacks('variants') ? [invalid('REQUIRED', ['variants'], 'A product needs `variants`.')] : []),
  ]
}

function rankProblems(rank: number | null | undefined): Problem[] {
  if (rank == null || (Number.isInteger(rank) && Math.abs(rank) <= 1_000_000)) return []
  const message = `\`rank\` is ${rank}; it must be a whole number from -1000000 to 1000000.`
  return [invalid('OUT_OF_RANGE', ['rank'], message, { min: '-1000000', max: '1000000' })]
}
