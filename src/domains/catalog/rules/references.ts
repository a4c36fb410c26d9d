import { dayOrInstantOf } from '../../../kernel/dates.js'
import { type FieldPath, invalid, notFound, type Problem } from '../../../kernel/problem.js'
import { duplicateProblems } from '../../../kernel/text.js'
import type { ProductInput, PublicationInput } from '../inputs.js'
import type { TypeAttributes } from './attribute-values.js'

/** What the names in an input refer to. */
export interface References {
  readonly types: ReadonlyMap<string, TypeAttributes & { readonly id: number }>
  /** Some of the product types that there are, to be named where one is not found. */
  readonly knownTypes: readonly string[]
  readonly brands: ReadonlyMap<string, number>
  readonly categories: ReadonlyMap<string, number>
  readonly channels: ReadonlyMap<string, number>
}

/** Where a product is shown, and from which instant on, in milliseconds. */
export interface Publication {
  readonly channelId: number
  readonly publishedAt: number
}

export function typeOf(input: ProductInput, storedKey: string | undefined, references: References) {
  const key = input.productType === undefined ? storedKey : input.productType
  if (!key) return { problem: invalid('REQUIRED', ['productType'], 'A product needs a `productType`.') }
  const type = references.types.get(key)
  if (type) return type
  const known = references.knownTypes.join(', ') || 'none yet'
  return {
    problem: notFound(['productType'], key, `There is no product type "${key}". There are: ${known}.`),
  }
}

export function brandOf(
  { brand }: ProductInput,
  before: number | null | undefined,
  references: References,
  problems: Problem[],
): number | null {
  if (brand == null) return brand === undefined ? (before ?? null) : null
  const id = references.brands.get(brand)
  if (id === undefined)
    problems.push(notFound(['brand'], brand, `There is no brand with the reference "${brand}".`))
  return id ?? null
}

export function categoriesOf(
  { categories }: ProductInput,
  before: readonly number[] | undefined,
  references: References,
  problems: Problem[],
): readonly number[] {
  if (categories == null) return categories === undefined ? (before ?? []) : []
  problems.push(...duplicateProblems(['categories'], categories, (reference) => reference))
  return categories.flatMap((reference, i) => {
    const id = references.categories.get(reference)
    if (id !== undefined) return [id]
    const message = `There is no category with the reference "${reference}".`
    problems.push(notFound(['categories', String(i)], reference, message))
    return []
  })
}

/** Channels in which the product is published already keep their instant, unless another is given. */
export function publicationsOf(
  { publications }: ProductInput,
  before: readonly Publication[] | undefined,
  references: References,
  now: Date,
  problems: Problem[],
): readonly Publication[] {
  if (publications == null) return publications === undefined ? (before ?? []) : []
  problems.push(...duplicateProblems(['publications'], publications, ({ channel }) => channel))
  return publications
    .flatMap((publication, i) => {
      const at = ['publications', String(i)]
      const channelId = references.channels.get(publication.channel)
      if (channelId === undefined) {
        problems.push(unknownChannel([...at, 'channel'], publication.channel, references))
        return []
      }
      const was = before?.find((entry) => entry.channelId === channelId)
      const fallback = was?.publishedAt ?? now.getTime()
      return [{ channelId, publishedAt: publishedAtOf(at, publication, fallback, problems) }]
    })
    .sort((a, b) => a.channelId - b.channelId)
}

/** The message lists the channels there are. */
function unknownChannel(field: FieldPath, slug: string, { channels }: References): Problem {
  const known = [...channels.keys()].sort()
  return notFound(field, slug, `There is no channel "${slug}". There are: ${known.join(', ') || 'none yet'}.`)
}

function publishedAtOf(
  at: FieldPath,
  { publishedAt }: PublicationInput,
  fallback: number,
  problems: Problem[],
): number {
  if (publishedAt == null) return fallback
  const instant = typeof publishedAt === 'string' ? dayOrInstantOf(publishedAt) : publishedAt
  if (instant) return instant.getTime()
  const message = `"${publishedAt}" is not an instant such as "2026-03-31T09:00:00Z".`
  problems.push(invalid('INVALID_FORMAT', [...at, 'publishedAt'], message))
  return fallback
}
