import type { Localized } from '../catalog/index.js'

export const locationKinds = ['WAREHOUSE', 'STORE', 'PICKUP_POINT'] as const
export type LocationKind = (typeof locationKinds)[number]

export interface LocationAddress {
  readonly company: string | null
  readonly address1: string | null
  readonly address2: string | null
  readonly city: string | null
  readonly postalCode: string | null
  readonly provinceCode: string | null
  readonly country: string
  readonly phone: string | null
}

/** Degrees of WGS 84. */
export interface Coordinates {
  readonly latitude: number
  readonly longitude: number
}

/** Where units lie. */
export interface Location {
  readonly id: number
  readonly externalReference: string
  readonly kind: LocationKind
  readonly names: readonly Localized[]
  readonly address: LocationAddress
  readonly position: Coordinates | null
  readonly timeZone: string
  /** Higher is taken from first; ties go by id. */
  readonly priority: number
  readonly channelIds: readonly number[]
  readonly offersPickup: boolean
  readonly pickupReadyMinutes: number | null
  readonly version: number
  readonly createdAt: Date
  readonly updatedAt: Date
}

/** Creates the location with this external reference, or changes it. Omitted = unchanged. */
export interface LocationInput {
  externalReference: string
  expectedVersion?: number | null
  kind?: LocationKind | null
  names?: Localized[] | null
  address?: (Partial<{ -readonly [K in keyof LocationAddress]: string | null }> & { country: string }) | null
  /** null: unknown, so the location is found by no distance. */
  position?: Coordinates | null
  /** IANA, such as `Europe/Vienna`. */
  timeZone?: string | null
  priority?: number | null
  /** Slugs of the channels that it serves: none takes it out of service. */
  channels?: string[] | null
  offersPickup?: boolean | null
  pickupReadyMinutes?: number | null
}

/**
 * What happens when nothing is available.
 * - UNTRACKED: nobody counts, so it can always be bought
 * - DENY: it cannot be bought
 * - BACKORDER: units may be promised beyond what is there, up to a limit
 * - PREORDER: the same until an instant, then it is DENY
 */
export const stockPolicies = ['UNTRACKED', 'DENY', 'BACKORDER', 'PREORDER'] as const
export type StockPolicy = (typeof stockPolicies)[number]

/** What the public is told of a variant or product in a channel, the best first. */
export const availabilities = ['IN_STOCK', 'LOW', 'PREORDER', 'BACKORDER', 'OUT'] as const
export type Availability = (typeof availabilities)[number]

/** How a variant's units are counted. */
export interface StockItem {
  readonly variantId: number
  readonly productId: number
  readonly policy: StockPolicy
  /** The most units that are promised beyond what is there; null for any number. */
  readonly promiseLimit: number | null
  readonly preorderUntil: Date | null
  readonly lowStockThreshold: number | null
  /** How long a cart holds units from when they are put in; null: they are reserved by the order. */
  readonly reserveInCartMinutes: number | null
  readonly isLow: boolean
  /** Grows with each change of the variant's stock. */
  readonly version: number
}

/** Units of a variant at a location. */
export interface StockLevel {
  readonly variantId: number
  readonly locationId: number
  readonly onHand: number
  readonly reserved: number
  /** Reserved units that are not there. */
  readonly short: number
  readonly safetyStock: number
  readonly incoming: number
  readonly incomingAt: Date | null
}

/** A level with what its location does with it. */
export interface PlacedLevel extends StockLevel {
  readonly priority: number
  readonly channelIds: readonly number[]
}

/** All that decides whether a variant can be bought. */
export interface VariantStock extends StockItem {
  readonly levels: readonly PlacedLevel[]
}

export const movementKinds = [
  'ADJUST',
  'COUNT',
  'RECEIVE',
  'TRANSFER',
  'RESERVE',
  'RELEASE',
  'EXPIRE',
  'SELL',
  'RETURN',
] as const
export type MovementKind = (typeof movementKinds)[number]

/** One line of the ledger. The sums of `quantity` and of `reserved` over a level's movements are the level. */
export interface Movement {
  readonly id: number
  readonly variantId: number
  readonly locationId: number
  readonly kind: MovementKind
  readonly quantity: number
  readonly reserved: number
  readonly reason: string | null
  readonly actor: string
  readonly reference: string | null
  readonly idempotencyKey: string | null
  readonly at: Date
}

/** What a variant can be bought as in one channel, out of sums over locations. */
export interface ChannelStock {
  readonly variantId: number
  readonly availability: Availability
  /** null when nobody counts. */
  readonly available: number | null
  readonly version: number
  readonly restockAt: Date | null
}

/** That channels are told another availability of a variant than before, and what they were told then. Only what JSON holds. */
export interface Crossing {
  readonly variantId: number
  readonly productId: number
  readonly version: number
  /** Every other channel is told what stands under 0. */
  readonly served: readonly number[]
  readonly told: readonly {
    readonly channelIds: readonly number[]
    readonly availability: Availability
    readonly available: number | null
    readonly restockMs: number | null
  }[]
}

/** A variant by its SKU or its id, exactly one of them. */
export interface VariantName {
  sku?: string | null
  variantId?: number | null
}

interface Booked {
  reason?: string | null
  reference?: string | null
  /** 16 to 64 characters: the same call again answers the same and changes nothing. */
  idempotencyKey?: string | null
}

/** Exactly one of `delta` and `quantity`. */
export interface StockAdjustInput extends VariantName, Booked {
  location: string
  delta?: number | null
  /** A count. */
  quantity?: number | null
  /** With `quantity`: what the caller saw; refused when it is another by now. */
  expectedQuantity?: number | null
}

/** What is left out stays as it is. */
export interface StockSetItem extends VariantName {
  location: string
  quantity?: number | null
  expectedQuantity?: number | null
  safetyStock?: number | null
  incoming?: number | null
  /** null: not known. */
  incomingAt?: Date | null
}
export interface StockSetInput extends Booked {
  /** At most 500; all are saved or none. */
  items: StockSetItem[]
}

export interface StockTransferInput extends VariantName, Booked {
  from: string
  to: string
  quantity: number
}

export interface StockReceiveInput extends VariantName, Booked {
  location: string
  quantity: number
}

/** Omitted = unchanged, null = cleared. A variant that was not tracked is from here on, unless the policy says otherwise. */
export interface StockPolicyItem extends VariantName {
  policy?: StockPolicy | null
  promiseLimit?: number | null
  preorderUntil?: Date | null
  lowStockThreshold?: number | null
  /** From 1 to 10,080; null: carts hold nothing. */
  reserveInCartMinutes?: number | null
}
export interface StockPolicySaveInput {
  /** At most 500; all are saved or none. */
  items: StockPolicyItem[]
}

/** How reserved units are spread over locations. */
export type AllocationStrategy =
  /** From the location of the highest priority on, each line from as many as it takes. */
  | { readonly kind: 'BY_PRIORITY' }
  /** All lines from one location: the given one, else the first by priority that has everything. */
  | { readonly kind: 'ONE_LOCATION'; readonly locationId?: number }

export interface ReservationRequest {
  readonly channelId: number
  /** At most 250. */
  readonly lines: readonly { readonly variantId: number; readonly quantity: number }[]
  readonly expiresAt: Date
  readonly strategy?: AllocationStrategy
  /** What it is for, such as `cart:12`. Never personal data. */
  readonly reference?: string | null
}

/** What shall be held for a reference. */
export interface HoldRequest {
  readonly reference: string
  /** Whose holds go over to it. */
  readonly alsoOf?: readonly string[]
  readonly channelId: number
  readonly lines: readonly {
    readonly variantId: number
    readonly quantity: number
    /** How long it is held, if it is not held already. */
    readonly minutes: number
    /** Whether it is an obstacle when there are not so many. */
    readonly isNeeded: boolean
  }[]
}
/** What a cart that holds something may order of a variant. */
export interface Orderable {
  /** With those that the cart holds itself; null: as many as anybody wants. */
  readonly units: number | null
  /** null: carts hold none of it. */
  readonly reserveInCartMinutes: number | null
}

export const reservationStatuses = ['HELD', 'COMMITTED', 'RELEASED', 'EXPIRED'] as const
export type ReservationStatus = (typeof reservationStatuses)[number]

export interface ReservationLine {
  readonly variantId: number
  readonly locationId: number
  /** Units still reserved. */
  readonly quantity: number
  /** Those of them that were promised beyond what was there. */
  readonly promised: number
  /** Without those that have come back. */
  readonly sold: number
}
export interface Reservation {
  readonly id: string
  readonly channelId: number
  readonly status: ReservationStatus
  readonly reference: string | null
  readonly expiresAt: Date
  /** Without those of variants that are not tracked. */
  readonly lines: readonly ReservationLine[]
}
