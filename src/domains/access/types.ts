/** What an API key may do. Every admin field of the API asks for one of these. */
export const permissions = [
  'CATALOG_READ',
  'CATALOG_WRITE',
  'PRICES_WRITE',
  'PROMOTIONS_WRITE',
  'TAXES_WRITE',
  'DELIVERY_WRITE',
  'CHANNELS_WRITE',
  'KEYS_WRITE',
  'AUDIT_READ',
  'STOCK_READ',
  'STOCK_WRITE',
] as const
export type Permission = (typeof permissions)[number]

/** Who asks. Staff hold an API key; everybody else is anonymous. */
export type Viewer =
  | { readonly kind: 'anonymous' }
  | {
      readonly kind: 'staff'
      readonly keyId: string
      readonly name: string
      /** The start of the key, which names it in logs and in the audit. */
      readonly prefix: string
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
