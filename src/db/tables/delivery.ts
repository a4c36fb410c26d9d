import { sql } from 'drizzle-orm'
import { big, bool, check, instant, int, json, serial, table, text, uniqueIndex } from '../columns/index.js'
import type { Localized } from './catalog.js'
import type { StoredPostalCodes } from './tax.js'

export interface StoredArea {
  country: string | null
  provinceCode: string | null
  postalCodes: StoredPostalCodes[]
}
export interface StoredShippingRate {
  currency: string
  minWeightGrams: number | null
  maxWeightGrams: number | null
  minSubtotalMinor: number | null
  maxSubtotalMinor: number | null
  amountMinor: number
  perUnitMinor: number
}

export interface StoredDeliveryTimes {
  timeZone: string
  cutOff: string | null
  inBusinessDays: boolean
  minHandlingDays: number
  maxHandlingDays: number
  minTransitDays: number
  maxTransitDays: number
}

/** A way of delivery. A shop has a few hundred at most, which are read together. */
export const shippingMethod = table(
  'shipping_method',
  {
    id: serial(),
    handle: text().notNull(),
    /** SHIPPING | PICKUP | LOCAL */
    kind: text().notNull(),
    names: json().$type<Localized[]>().notNull(),
    channelIds: json().$type<number[]>().notNull(),
    /** None: everywhere. */
    areas: json().$type<StoredArea[]>().notNull(),
    /** The first that fits is the price. */
    rates: json().$type<StoredShippingRate[]>().notNull(),
    /** By currency. */
    freeFromMinor: json().$type<Record<string, number>>().notNull(),
    taxCategory: text(),
    locationId: big(),
    /** How long it takes; null: nobody says. */
    times: json().$type<StoredDeliveryTimes>(),
    isEnabled: bool().notNull(),
    startsAt: instant(),
    endsAt: instant(),
    /** Order among the ways that a cart can choose from; ties go by id. */
    position: int().notNull(),
    version: int().notNull().default(1),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
  },
  (t) => [
    uniqueIndex('shipping_method_handle').on(t.handle),
    check('shipping_method_kind', sql`${t.kind} in ('SHIPPING', 'PICKUP', 'LOCAL')`),
    check('shipping_method_time', sql`${t.endsAt} > ${t.startsAt}`),
  ],
)
