import type { Address, AddressInput } from '../../kernel/address.js'
import type { Session } from '../credentials/index.js'

/** Somebody with an account, or whom staff have entered. */
export interface Customer {
  readonly id: string
  readonly email: string
  /** Null until somebody has shown that they read mail there: until then it may be anybody's. */
  readonly emailVerifiedAt: Date | null
  readonly firstName: string | null
  readonly lastName: string | null
  readonly phone: string | null
  /** What letters to them are written in. */
  readonly locale: string | null
  readonly externalReference: string | null
  readonly acceptsMarketing: boolean
  readonly shippingAddressId: string | null
  readonly billingAddressId: string | null
  readonly hasPassword: boolean
  readonly version: number
  readonly createdAt: Date
  readonly updatedAt: Date
}

export interface CustomerAddress {
  readonly id: string
  readonly customerId: string
  readonly address: Address
}

/** Customers who get the same prices and offers. */
export interface CustomerGroup {
  readonly id: number
  readonly key: string
  readonly name: string
}

export const consentSources = ['SIGN_UP', 'ACCOUNT', 'STAFF'] as const

/** When somebody agreed to advertising, or no longer did. */
export interface MarketingConsent {
  readonly accepts: boolean
  readonly source: (typeof consentSources)[number]
  /** As in the audit: `customer:…`, `key:…`, `staff:…`. */
  readonly actor: string
  readonly at: Date
}

export interface SignUpInput {
  email: string
  password: string
  firstName?: string | null
  lastName?: string | null
  acceptsMarketing?: boolean | null
}

/** What came by mail and, of who wants to keep it, the password. */
export interface EmailProof {
  readonly token: string
  readonly password?: string | null | undefined
}
export interface PasswordChange {
  readonly currentPassword: string
  readonly password: string
}
export interface SignInInput {
  email: string
  password: string
}

/** Somebody who has just signed in. */
export interface SignedIn {
  readonly session: Session
  readonly customer: Customer
}

/** What customers change of themselves. Omitted = unchanged, null clears. */
export interface ProfileInput {
  firstName?: string | null
  lastName?: string | null
  phone?: string | null
  locale?: string | null
  /** null leaves it as it is. */
  acceptsMarketing?: boolean | null
}

export interface AddressSaveInput {
  /** Which one to change; omitted, a new one. */
  addressId?: string | null
  address: AddressInput
  makeDefault?: boolean | null
  makeDefaultBilling?: boolean | null
}

/** Creates a customer, or changes the one that `id` or else `externalReference` names. Omitted = unchanged. */
export interface CustomerInput extends ProfileInput {
  id?: string | null
  externalReference?: string | null
  expectedVersion?: number | null
  email?: string | null
  /** Keys of groups, all of them. */
  groups?: readonly string[] | null
}

/** Creates the group with this key, or renames it. */
export interface CustomerGroupInput {
  key: string
  name: string
}
