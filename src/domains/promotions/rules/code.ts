import { isCurrency } from '../../../kernel/money/index.js'
import { type FieldPath, invalid, notFound, type Problem } from '../../../kernel/problem.js'
import {
  millionthsOf,
  periodProblems,
  versionProblems,
  wholeProblems,
} from '../../../kernel/save-problems.js'
import { duplicateProblems, textProblems } from '../../../kernel/text.js'
import type { AmountsMinor, CodeBenefit, DiscountCode, DiscountCodeInput, Referenced } from '../types.js'

/** The same for two spellings of one code: shoppers type as they like. */
export const codeKeyOf = (code: string): string => code.normalize('NFKC').trim().toLowerCase()

/** What a code refers to. */
export interface Around {
  readonly channels: readonly CodeChannel[]
  /** Ids by external reference. */
  readonly categories: ReadonlyMap<string, number>
  readonly products: ReadonlyMap<string, number>
}

/** What a code needs to know of a channel. */
export interface CodeChannel {
  readonly id: number
  readonly slug: string
}

/** Categories, or products, that a code is for. */
export const mostReferences = 500
const most = { code: 64, uses: 1_000_000_000, minor: 999_999_999_999 }

/** Every reason why a code cannot be saved so. */
export function codeProblems(
  before: DiscountCode | null,
  input: DiscountCodeInput,
  around: Around,
): Problem[] {
  return [
    ...textProblems(['code'], input.code, { most: most.code }),
    ...versionProblems(input.expectedVersion, before?.version ?? 0),
    ...(input.name == null ? [] : textProblems(['name'], input.name, { most: 100 })),
    ...benefitProblems(before, input),
    ...channelProblems(input.channels ?? [], around.channels),
    ...contentProblems(before, input),
    ...referenceProblems('categories', 'category', input.categories ?? [], around.categories),
    ...referenceProblems('products', 'product', input.products ?? [], around.products),
    ...amountsProblems(['minimumSubtotals'], input.minimumSubtotals ?? [], 0),
    ...periodProblems([], {
      startsAt: (input.startsAt === undefined ? before?.startsAt : input.startsAt) ?? null,
      endsAt: (input.endsAt === undefined ? before?.endsAt : input.endsAt) ?? null,
    }),
    ...limitProblems('usageLimit', input.usageLimit, Math.max(1, before?.used ?? 0)),
    ...limitProblems('perCustomerLimit', input.perCustomerLimit, 1),
  ]
}

function benefitProblems(before: DiscountCode | null, input: DiscountCodeInput): Problem[] {
  const { percent, amounts, freeShipping } = input
  const given = [percent != null, amounts != null, freeShipping === true].filter(Boolean).length
  if (given > 1 || (given === 0 && !before)) {
    const message = 'A code needs one of `percent`, `amounts` and `freeShipping: true`.'
    return [invalid(given === 0 ? 'REQUIRED' : 'INVALID', [], message)]
  }
  const millionths = percent == null ? null : millionthsOf(percent)
  return [
    ...(percent == null || millionths
      ? []
      : [
          invalid(
            'OUT_OF_RANGE',
            ['percent'],
            '`percent` must be a decimal above 0, at most 100, with at most 4 decimal places.',
            { min: '0', max: '100' },
          ),
        ]),
    ...(amounts?.length === 0
      ? [invalid('REQUIRED', ['amounts'], '`amounts` needs an amount in one currency at least.')]
      : amountsProblems(['amounts'], amounts ?? [], 1)),
  ]
}

const amountsProblems = (
  field: FieldPath,
  amounts: readonly { readonly amountMinor: number; readonly currency: string }[],
  least: number,
): Problem[] => [
  ...duplicateProblems(field, amounts, ({ currency }) => currency),
  ...amounts.flatMap(({ amountMinor, currency }, i) => [
    ...wholeProblems([...field, String(i), 'amountMinor'], amountMinor, least, most.minor),
    ...(isCurrency(currency)
      ? []
      : [
          invalid(
            'INVALID',
            [...field, String(i), 'currency'],
            `"${currency.slice(0, 20)}" is not an ISO 4217 currency with a minor unit.`,
          ),
        ]),
  ]),
]

const channelProblems = (slugs: readonly string[], channels: readonly CodeChannel[]): Problem[] =>
  slugs.flatMap((slug, i) =>
    channels.some((channel) => channel.slug === slug)
      ? []
      : [notFound(['channels', String(i)], slug, `There is no channel "${slug.slice(0, 100)}".`)],
  )

/** The content that it is for, of the one sort or the other. */
function contentProblems(
  before: DiscountCode | null,
  { categories, products }: DiscountCodeInput,
): Problem[] {
  const isOfCategories =
    categories === undefined ? (before?.categories ?? null) !== null : !!categories?.length
  const isOfProducts = products === undefined ? (before?.products ?? null) !== null : !!products?.length
  if (!isOfCategories || !isOfProducts) return []
  const message = 'A code is for `categories` or for `products`. Clear the other with null.'
  return [invalid('INVALID', [products?.length ? 'products' : 'categories'], message)]
}

function referenceProblems(
  field: string,
  kind: string,
  references: readonly string[],
  known: ReadonlyMap<string, number>,
): Problem[] {
  const { length } = references
  if (length > mostReferences) {
    const message = `${length} \`${field}\`; at most ${mostReferences} are allowed.`
    return [invalid('LIMIT_EXCEEDED', [field], message, { max: String(mostReferences) })]
  }
  return references.flatMap((reference, i) =>
    known.has(reference)
      ? []
      : [notFound([field, String(i)], reference, `There is no ${kind} "${reference.slice(0, 100)}".`)],
  )
}

const limitProblems = (field: string, limit: number | null | undefined, least: number): Problem[] =>
  limit == null ? [] : wholeProblems([field], limit, least, most.uses)

type Content = Omit<DiscountCode, 'id' | 'used' | 'version' | 'createdAt' | 'updatedAt'>

/** The code after an input without problems. It works again if it was disabled. */
export function codeAfter(
  before: DiscountCode | null,
  input: DiscountCodeInput,
  { channels, categories, products }: Around,
): Content {
  const kept = <T>(given: T | undefined, former: T | undefined, blank: T): T =>
    given === undefined ? (former ?? blank) : given
  const ids = input.channels?.flatMap((slug) => channels.find((one) => one.slug === slug)?.id ?? [])
  return {
    code: input.code.trim(),
    name: input.name?.trim() ?? before?.name ?? input.code.trim(),
    benefit: benefitOf(input) ?? before?.benefit ?? { kind: 'FREE_SHIPPING' },
    channelIds: kept(
      input.channels === undefined ? undefined : (ids?.sort((a, b) => a - b) ?? null),
      before?.channelIds,
      null,
    ),
    categories: kept(referencedIn(categories, input.categories), before?.categories, null),
    products: kept(referencedIn(products, input.products), before?.products, null),
    minimumSubtotalMinor: kept(
      input.minimumSubtotals === undefined ? undefined : amountsOf(input.minimumSubtotals),
      before?.minimumSubtotalMinor,
      null,
    ),
    startsAt: kept(input.startsAt, before?.startsAt, null),
    endsAt: kept(input.endsAt, before?.endsAt, null),
    usageLimit: kept(input.usageLimit, before?.usageLimit, null),
    perCustomerLimit: kept(input.perCustomerLimit, before?.perCustomerLimit, null),
    disabledAt: null,
  }
}

/** undefined: left as it is; null: whichever. */
function referencedIn(
  known: ReadonlyMap<string, number>,
  references: readonly string[] | null | undefined,
): readonly Referenced[] | null | undefined {
  if (references === undefined) return undefined
  const found = [...new Set(references)].flatMap((externalReference) => {
    const id = known.get(externalReference)
    return id === undefined ? [] : [{ id, externalReference }]
  })
  return found.length === 0 ? null : found.sort((a, b) => a.id - b.id)
}

function benefitOf({ percent, amounts, freeShipping }: DiscountCodeInput): CodeBenefit | null {
  if (percent != null) return { kind: 'PERCENT', on: 'CART', rateMillionths: millionthsOf(percent) ?? 0 }
  if (amounts) return { kind: 'AMOUNT', on: 'CART', amountsMinor: amountsOf(amounts) ?? {} }
  return freeShipping ? { kind: 'FREE_SHIPPING' } : null
}

const amountsOf = (amounts: NonNullable<DiscountCodeInput['amounts']> | null): AmountsMinor | null =>
  amounts && Object.fromEntries(amounts.map(({ currency, amountMinor }) => [currency, amountMinor]))
