/**
 * What an answer is made of, so that whoever keeps it knows when it is no longer true. Everything that is looked up
 * leaves a mark, also what was not found: it may be there the next time.
 */
export class Footprint {
  readonly #marks = new Set<Mark>()
  #isPrivate = false
  #isScheduled = false

  /** Every mark that was left. */
  get marks(): ReadonlySet<Mark> {
    return this.#marks
  }

  /** Whether it depends on who asks. */
  get isPrivate(): boolean {
    return this.#isPrivate
  }

  /** Whether it depends on what is published by now. */
  get isScheduled(): boolean {
    return this.#isScheduled
  }

  mark(mark: Mark): this {
    this.#marks.add(mark)
    return this
  }

  markAll(kind: EntityKind, ids: readonly number[]): this {
    for (const id of ids) this.#marks.add(markOf(kind, id))
    return this
  }

  markPrivate(): void {
    this.#isPrivate = true
  }

  markScheduled(): this {
    this.#isScheduled = true
    return this
  }
}

/** What a client can put into a mark is cut there. Nothing has a longer slug. */
export const longestMark = 255

export const markOf = (kind: EntityKind, id: number): Mark => `${kind}:${id}`

export type EntityKind =
  | 'product'
  | 'category'
  | 'brand'
  | 'in-category'
  | 'of-brand'
  | 'availability'
  | 'stock'

/**
 * - `product:1`, `category:1`, `brand:1`: the entity with all that belongs to it
 * - `in-category:1`, `of-brand:1`, `products`: which products stand in such lists, and in which order
 * - `categories`: the tree; `attributes`: definitions and product types
 * - `availability:1`: what the public is told of the availability of a product and its variants
 * - `stock:1`: the exact numbers of a variant, which change with every sale
 * - `product-slug:x`, `category-slugs`, `brand-slugs`: what a slug means
 * - `product-keys`: what an SKU, barcode, reference or id means that is not bound to a known product
 * - `updates`: when anything was last changed
 */
export type Mark =
  | `${EntityKind}:${number}`
  | `product-slug:${string}`
  | 'products'
  | 'categories'
  | 'attributes'
  | 'category-slugs'
  | 'brand-slugs'
  | 'product-keys'
  | 'updates'
