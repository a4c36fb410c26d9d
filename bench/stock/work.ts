export const kinds = ['adjust', 'reserve', 'hot'] as const
/**
 * - `adjust`: a unit more or less of one variant of many, under a key of its own
 * - `reserve`: a unit of each of three variants, which nobody else wants just then
 * - `hot`: a unit of the variant that everybody wants
 */
export type WorkKind = (typeof kinds)[number]

/** Does the n-th piece of work, durably. */
export type Work = (n: number) => Promise<void>

/** What there is to work on: as many units as anybody may want. */
export interface Stocked {
  readonly variants: readonly { readonly id: number; readonly productId: number; readonly sku: string }[]
  readonly locationId: number
  readonly channelId: number
}

/** The variants of the n-th piece of work, in the order of their ids. */
export function variantsOf({ variants }: Stocked, kind: WorkKind, n: number): Stocked['variants'] {
  if (kind === 'hot') return variants.slice(0, 1)
  const many = kind === 'adjust' ? 1 : 3
  const from = (n % Math.floor(variants.length / many)) * many
  return variants.slice(from, from + many)
}

/** Up and down in turn, so that levels stay as they are. */
export const deltaOf = (n: number): number => (n % 2 === 0 ? 1 : -1)
