/** What has happened, as far as resolvers look at it. */
export interface ToldFact {
  readonly kind: string
  readonly body: Readonly<Record<string, unknown>>
}

/** Why a subscription is executed: the root of its field. */
export interface Occasion {
  /** Where a client goes on that has taken this event. */
  readonly cursor: string
  /** Whether it gets all that it asked for, whatever it was told before. */
  readonly snapshot: boolean
  /** What has happened since the event before; null where all is to be shown. */
  readonly facts: readonly ToldFact[] | null
  /** One that is to be shown as it was then, and not what has become of it; else null. */
  readonly step: ToldFact | null
}

/** What a subscription field is told of. Its present state is what its resolver reads. */
export interface Feed<Context> {
  topics(args: Readonly<Record<string, unknown>>): readonly Topic[]
  steps(
    facts: readonly ToldFact[],
    args: Readonly<Record<string, unknown>>,
    context: Context,
  ): readonly ToldFact[]
}

/**
 * - `stock:1`: the stock of a variant
 * - `stock-of:1`: that of any variant of a product
 * - `cart:…`: a cart
 * - `order:…`: an order
 */
export type Topic = `stock:${number}` | `stock-of:${number}` | `cart:${string}` | `order:${string}`
