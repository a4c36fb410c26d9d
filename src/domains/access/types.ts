import type { Session } from '../credentials/index.js'

/** What an API key or a staff user may do. Every admin field of the API asks for one of these. */
export const permissions = [
  'CATALOG_READ',
  'CATALOG_WRITE',
  'PRICES_WRITE',
  'PROMOTIONS_WRITE',
  'GIFT_CARDS_READ',
  'GIFT_CARDS_WRITE',
  'STORE_CREDIT_WRITE',
  'TAXES_WRITE',
  'DELIVERY_WRITE',
  'PAYMENTS_READ',
  'PAYMENTS_WRITE',
  'CHANNELS_WRITE',
  'KEYS_WRITE',
  'AUDIT_READ',
  'STOCK_READ',
  'STOCK_WRITE',
  'ORDERS_READ',
  'ORDERS_WRITE',
  'ORDERS_REFUND',
  'CUSTOMERS_READ',
  'CUSTOMERS_WRITE',
  'STAFF_WRITE',
] as const
export type Permission = (typeof permissions)[number]

/** Who asks. Programs of the shop hold an API key, its people and customers a session; everybody else is anonymous. */
export type Viewer =
  | { readonly kind: 'anonymous' }
  | { readonly kind: 'customer'; readonly customerId: string; readonly sessionId: string }
  | KeyHolder
  | StaffMember

interface KeyHolder {
  readonly kind: 'staff'
  readonly keyId: string
  readonly name: string
  /** The start of the key, which names it in logs and in the audit. */
  readonly prefix: string
  readonly permissions: ReadonlySet<Permission>
}

export interface StaffMember {
  readonly kind: 'staff'
  readonly staffUserId: string
  readonly sessionId: string
  readonly permissions: ReadonlySet<Permission>
}

/** An API key as it may be shown. The key itself is shown once, when it is made, and its hash never. */
export interface ApiKey {
  readonly id: string
  readonly name: string
  readonly prefix: string
  readonly permissions: readonly Permission[]
  readonly expiresAt: Date | null
  readonly revokedAt: Date | null
  readonly createdAt: Date
}

export interface ApiKeyInput {
  name: string
  permissions: readonly Permission[]
  /** null or omitted: it works until it is revoked. */
  expiresAt?: Date | null
}

export interface CreatedKey {
  readonly apiKey: ApiKey
  /** The key itself, known here and never again. */
  readonly secret: string
}

/** Permissions under a name. */
export interface StaffRole {
  readonly id: number
  readonly key: string
  readonly name: string
  readonly permissions: readonly Permission[]
}

/** Creates the role with this key, or changes it. Omitted = unchanged. */
export interface StaffRoleInput {
  key: string
  name?: string | null
  permissions?: readonly Permission[] | null
}

/** A person who works for the shop. */
export interface StaffUser {
  readonly id: string
  readonly email: string
  readonly name: string
  readonly roles: readonly StaffRole[]
  /** Whether the invitation was followed. */
  readonly hasPassword: boolean
  readonly disabledAt: Date | null
  readonly version: number
  readonly createdAt: Date
}

/** Invites somebody, or without an invitation changes whom `id` names. Omitted = unchanged. */
export interface StaffUserInput {
  id?: string | null
  expectedVersion?: number | null
  email?: string | null
  name?: string | null
  /** Keys of roles. */
  roles?: readonly string[] | null
  /** True ends all sessions at once and lets nobody in. */
  isDisabled?: boolean | null
}

export interface StaffSignedIn {
  readonly session: Session
  readonly user: StaffUser
}
