export const taxRoundings = ['UNIT', 'LINE', 'TOTAL'] as const
export type TaxRounding = (typeof taxRoundings)[number]

/** A place to sell, with its own prices and published products. The first entry of each list is the default. */
export interface Channel {
  readonly id: number
  readonly slug: string
  readonly name: string
  readonly currencies: readonly string[]
  readonly locales: readonly string[]
  readonly countries: readonly string[]
  readonly pricesIncludeTax: boolean
  /** Where the part of a minor unit of tax is rounded: for each unit, for each line, or once for all of a rate. */
  readonly taxRounding: TaxRounding
  readonly isDefault: boolean
  /** To which multiple totals are rounded, ties up, by currency: 5 where the smallest coin is 5 rappen. Others are exact. */
  readonly roundTotalsToMinor: Readonly<Record<string, number>>
  /** The most units of a variant that the public is told of; above it, and when null, it is told no number. */
  readonly quantityDisplayCap: number | null
  readonly version: number
  readonly createdAt: Date
  readonly updatedAt: Date
}

/**
 * Creates the channel with this slug, or changes it. Omitted = unchanged; null is refused except where it is told what it
 * means.
 */
export interface ChannelInput {
  slug: string
  /** Refused when the channel is at another version (0: not there yet); null or omitted takes it as it is. */
  expectedVersion?: number | null
  name?: string | null
  currencies?: string[] | null
  locales?: string[] | null
  countries?: string[] | null
  /** True on creation unless given. */
  pricesIncludeTax?: boolean | null
  /** LINE on creation unless given. */
  taxRounding?: TaxRounding | null
  /** Replaces the whole set; null clears it. */
  roundTotalsTo?: { amountMinor: number; currency: string }[] | null
  /** null tells the public no numbers, as a new channel does unless given. */
  quantityDisplayCap?: number | null
  /** The first channel is the default whatever is given; after that true takes it over from the one that has it. */
  isDefault?: boolean | null
}

export interface Shop {
  readonly name: string
}

/** Whom an answer is for: everything that may change the bytes of a public answer. */
export interface Audience {
  readonly channel: Channel
  readonly country: string
  readonly currency: string
  readonly locale: string
  /** The group whose prices it is for; null for those of everybody. */
  readonly priceGroup: string | null
  /** Locales to look texts up in, best first. */
  readonly localeChain: readonly string[]
}

/** What a client asks for; anything omitted comes from the channel's defaults. */
export interface AudienceRequest {
  readonly channel?: string | undefined
  readonly country?: string | undefined
  readonly currency?: string | undefined
  readonly locale?: string | undefined
  /** Never what anybody may just ask for: it comes from who asks. */
  readonly priceGroup?: string | undefined
  /** The raw Accept-Language header: a wish, so what the channel lacks is passed over and not an error. */
  readonly acceptLanguage?: string | undefined
}
