import type { Area } from '../../kernel/place.js'

/** What is taxed of a category in an area and a time. Of several that fit, the one for the smallest area holds. */
export interface TaxRate {
  /** Stable and unique. */
  readonly handle: string
  /** As it stands on an invoice. */
  readonly name: string
  /** 190,000 millionths are 19 %, 88,750 are 8.875 %; at most 1,000,000. */
  readonly rateMillionths: number
  /** Such as `standard` or `reduced`. */
  readonly taxCategory: string
  readonly area: Area
  /** null: since ever. */
  readonly startsAt: Date | null
  /** The first instant at which it is over; null: without an end. */
  readonly endsAt: Date | null
  /** Whether prices taxed by it include it; null: as the channel's prices do. */
  readonly includedInPrice: boolean | null
}

/**
 * Where the part of a minor unit is rounded, ties away from zero: for each unit, for each line (and the shipping), or once
 * for all that has the same rate, spread over it by largest remainder.
 */
export type TaxRounding = 'UNIT' | 'LINE' | 'TOTAL'

export interface TaxPolicy {
  readonly pricesIncludeTax: boolean
  readonly rounding: TaxRounding
}

/** An amount to be taxed: what is left of a line, or of shipping, after discounts. */
export interface Taxable {
  readonly key: string
  readonly amountMinor: number
  readonly quantity: number
  /** null: not taxed. */
  readonly taxCategory: string | null
}

/** net + tax = gross, always. */
export interface TaxedAmount {
  readonly key: string
  /** null: not taxed. */
  readonly rate: TaxRate | null
  /** Whether the amount was gross: then gross is the amount, else net is. */
  readonly isIncluded: boolean
  readonly netMinor: number
  readonly taxMinor: number
  readonly grossMinor: number
}

/** All that is taxed at one rate. */
export interface TaxLine {
  readonly rate: TaxRate
  readonly isIncluded: boolean
  /** Net. */
  readonly taxableMinor: number
  readonly taxMinor: number
}

/** What is taxed alike, with its rates. */
export interface TaxCategory {
  readonly id: number
  readonly key: string
  readonly name: string
  /** The one of what names none. */
  readonly isDefault: boolean
  readonly rates: readonly TaxRate[]
  readonly version: number
  readonly createdAt: Date
  readonly updatedAt: Date
}

/** Creates the category with this key, or changes it. Omitted = unchanged. */
export interface TaxCategoryInput {
  key: string
  expectedVersion?: number | null
  /** The key on creation unless given. */
  name?: string | null
  /** True makes it the default instead of the one that is. The first is whatever is given. */
  isDefault?: boolean | null
  /** Replaces the whole set. */
  rates?: TaxRateInput[] | null
}
export interface TaxRateInput {
  /** Unique in the shop. */
  handle: string
  name: string
  /** A decimal from 0 to 100 with at most 4 places. */
  ratePercent: string
  /** null: everywhere. */
  country?: string | null
  provinceCode?: string | null
  postalCodes?: { from: string; to: string }[] | null
  startsAt?: Date | null
  endsAt?: Date | null
  /** null: as the channel's prices do. */
  includedInPrice?: boolean | null
}
