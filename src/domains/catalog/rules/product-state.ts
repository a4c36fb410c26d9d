import { isDeepStrictEqual } from 'node:util'
import { type FieldPath, invalid, notFound, type Problem } from '../../../kernel/problem.js'
import { duplicateProblems, textProblems } from '../../../kernel/text.js'
import { type ProductInput, type ProductStatus, type PublicationInput, productStatuses } from '../inputs.js'
import type { StoredAttributeValue, StoredOption } from '../types.js'
import { attributeValues, missingAttributes, type TypeAttributes } from './attribute-values.js'
import { type MediaState, mediaProblems, mediaStates } from './media.js'
import { optionProblems, storedOptions } from './options.js'
import { mergedTexts, type TextDraft, translationProblems } from './texts.js'
import { type ArchivedVariant, mergedVariants, type VariantState } from './variants.js'

/** A product with all that belongs to it, in one canonical order, so that equal states compare equal. */
export interface ProductState {
  readonly externalReference: string
  readonly productTypeId: number
  readonly brandId: number | null
  readonly status: ProductStatus
  readonly tags: readonly string[]
  readonly rank: number
  readonly categoryIds: readonly number[]
  readonly texts: readonly TextDraft[]
  readonly attributes: readonly StoredAttributeValue[]
  readonly options: readonly StoredOption[]
  readonly media: readonly MediaState[]
  readonly publications: readonly { readonly channelId: number; readonly publishedAt: number }[]
  readonly variants: readonly VariantState[]
}
export interface StoredProduct {
  readonly id: number
  readonly version: number
  readonly typeKey: string
  readonly state: ProductState
  readonly archived: readonly ArchivedVariant[]
}

/** What the names in an input refer to. */
export interface References {
  readonly types: ReadonlyMap<string, TypeAttributes & { readonly id: number }>
  readonly brands: ReadonlyMap<string, number>
  readonly categories: ReadonlyMap<string, number>
  readonly channels: ReadonlyMap<string, number>
}
type Merged = { state: ProductState; problems: Problem[] } | { state: null; problems: Problem[] }

/** The product after a save, with every reason at once why it cannot be saved so. */
export function mergedProduct(
  input: ProductInput,
  stored: StoredProduct | null,
  references: References,
  now: Date,
): Merged {
  const problems: Problem[] = textProblems(['externalReference'], input.externalReference, { most: 200 })
  const type = typeOf(input, stored, references)
  if ('problem' in type) return { state: null, problems: [...problems, type.problem] }
  const before = stored?.state
  const options = input.options ? storedOptions(input.options) : (before?.options ?? [])
  const media = input.media ? mediaStates(input.media) : (before?.media ?? [])
  const attributes = input.attributes && attributeValues(['attributes'], input.attributes, type)
  const { variants, problems: variantProblems } = variantsOf(input, stored, {
    options,
    mediaUrls: new Set(media.map((entry) => entry.url)),
    type,
  })
  const state: ProductState = {
    externalReference: input.externalReference,
    productTypeId: type.id,
    brandId: brandOf(input, before, references, problems),
    status: input.status ?? before?.status ?? 'DRAFT',
    tags: input.tags ? [...new Set(input.tags)].sort() : (before?.tags ?? []),
    rank: input.rank ?? before?.rank ?? 0,
    categoryIds: categoriesOf(input, before, references, problems),
    texts: mergedTexts(before?.texts ?? [], input.translations),
    attributes: attributes?.values ?? before?.attributes ?? [],
    options,
    media,
    publications: publicationsOf(input, before, references, now, problems),
    variants,
  }
  problems.push(
    ...shapeProblems(input, stored),
    ...(attributes?.problems ?? []),
    ...variantProblems,
    ...(state.status === 'ACTIVE' ? missingAttributes(['attributes'], state.attributes, variants, type) : []),
  )
  return { state, problems }
}

/** The parts of two states that differ, for the audit; null when none does. */
export function changedParts(
  before: ProductState | null,
  after: ProductState,
): { before: Record<string, unknown>; after: Record<string, unknown> } | null {
  const changed = { before: {} as Record<string, unknown>, after: {} as Record<string, unknown> }
  let any = false
  for (const part of Object.keys(after) as (keyof ProductState)[]) {
    if (before && isDeepStrictEqual(before[part], after[part])) continue
    any = true
    if (before) changed.before[part] = before[part]
    changed.after[part] = after[part]
  }
  return any ? changed : null
}

function typeOf(input: ProductInput, stored: StoredProduct | null, references: References) {
  const key = input.productType ?? stored?.typeKey
  if (!key) return { problem: invalid('REQUIRED', ['productType'], 'A new product needs a `productType`.') }
  const type = references.types.get(key)
  return type ?? { problem: notFound(['productType'], key, `There is no product type "${key}".`) }
}

function variantsOf(
  input: ProductInput,
  stored: StoredProduct | null,
  around: Parameters<typeof mergedVariants>[3],
) {
  const active = stored?.state.variants ?? []
  if (input.variants)
    return mergedVariants(['variants'], input.variants, { active, archived: stored?.archived ?? [] }, around)
  if (!stored)
    return { variants: [], problems: [invalid('REQUIRED', ['variants'], 'A new product needs `variants`.')] }
  const untouched = !input.options && !input.media
  if (untouched) return { variants: [...active], problems: [] }
  const same = active.map(({ sku, externalReference, options }) => ({
    sku,
    externalReference,
    options: [...options],
  }))
  return mergedVariants(['variants'], same, { active, archived: [] }, around)
}

/** What can be said of the input alone. */
function shapeProblems(input: ProductInput, stored: StoredProduct | null): Problem[] {
  const noTexts = !stored && !input.translations
  const badStatus = input.status && !productStatuses.includes(input.status)
  return [
    ...(noTexts ? [invalid('REQUIRED', ['translations'], 'A new product needs `translations`.')] : []),
    ...(badStatus
      ? [invalid('INVALID', ['status'], `"${input.status}" is not a status.`, { allowed: productStatuses })]
      : []),
    ...(input.translations ? translationProblems(['translations'], input.translations) : []),
    ...(input.options ? optionProblems(['options'], input.options) : []),
    ...(input.media ? mediaProblems(['media'], input.media) : []),
    ...(input.tags ?? []).flatMap((tag, i) => textProblems(['tags', String(i)], tag, { most: 100 })),
    ...rankProblems(input.rank),
  ]
}

function rankProblems(rank: number | null | undefined): Problem[] {
  if (rank == null || (Number.isInteger(rank) && Math.abs(rank) <= 1_000_000)) return []
  const message = `\`rank\` is ${rank}; it must be a whole number from -1000000 to 1000000.`
  return [invalid('OUT_OF_RANGE', ['rank'], message, { min: '-1000000', max: '1000000' })]
}

function brandOf(
  input: ProductInput,
  before: ProductState | undefined,
  references: References,
  problems: Problem[],
) {
  if (input.brand === undefined) return before?.brandId ?? null
  if (input.brand === null) return null
  const id = references.brands.get(input.brand)
  if (id === undefined)
    problems.push(notFound(['brand'], input.brand, `There is no brand with the reference "${input.brand}".`))
  return id ?? null
}

function categoriesOf(
  input: ProductInput,
  before: ProductState | undefined,
  references: References,
  problems: Problem[],
): readonly number[] {
  if (!input.categories) return before?.categoryIds ?? []
  problems.push(...duplicateProblems(['categories'], input.categories, (reference) => reference))
  return input.categories.flatMap((reference, i) => {
    const id = references.categories.get(reference)
    if (id !== undefined) return [id]
    const message = `There is no category with the reference "${reference}".`
    problems.push(notFound(['categories', String(i)], reference, message))
    return []
  })
}

function publicationsOf(
  input: ProductInput,
  before: ProductState | undefined,
  references: References,
  now: Date,
  problems: Problem[],
): ProductState['publications'] {
  if (!input.publications) return before?.publications ?? []
  problems.push(
    ...duplicateProblems(['publications'], input.publications, (publication) => publication.channel),
  )
  return input.publications
    .flatMap((publication, i) => {
      const at = ['publications', String(i)]
      const channelId = references.channels.get(publication.channel)
      if (channelId === undefined) {
        problems.push(unknownChannel([...at, 'channel'], publication.channel, references))
        return []
      }
      const was = before?.publications.find((entry) => entry.channelId === channelId)
      return [
        { channelId, publishedAt: instantOf(at, publication, was?.publishedAt ?? now.getTime(), problems) },
      ]
    })
    .sort((a, b) => a.channelId - b.channelId)
}

/** The message lists the channels there are. */
export function unknownChannel(
  field: FieldPath,
  slug: string,
  references: Pick<References, 'channels'>,
): Problem {
  const known = [...references.channels.keys()].sort()
  return notFound(field, slug, `There is no channel "${slug}". There are: ${known.join(', ') || 'none yet'}.`)
}

function instantOf(
  at: FieldPath,
  publication: PublicationInput,
  fallback: number,
  problems: Problem[],
): number {
  if (publication.publishedAt == null) return fallback
  const time = new Date(publication.publishedAt).getTime()
  if (!Number.isNaN(time)) return time
  const message = `"${publication.publishedAt}" is not an instant such as "2026-03-31T09:00:00Z".`
  problems.push(invalid('INVALID_FORMAT', [...at, 'publishedAt'], message))
  return fallback
}
