import { createUnionType, Field, ID, ObjectType } from 'type-graphql'
import type * as customers from '../../domains/customers/types.js'
import { globalId } from '../../kernel/ids.js'
import { Address } from '../addresses.js'
import { Node } from '../common.js'
import { Rejection } from '../errors-rejection.js'
import { Money } from '../money.js'
import { Locale } from '../scalars.js'

@ObjectType({ implements: Node, description: 'An address in the book of a customer.', simpleResolvers: true })
export class CustomerAddress {
  @Field(() => ID, { description: 'Names this address among all things. It opens nothing.' })
  readonly id: string
  @Field(() => Address, { description: 'Where it is.' })
  readonly address: Address

  constructor({ id, address }: customers.CustomerAddress) {
    this.id = globalId('CustomerAddress', id)
    this.address = new Address(address)
  }
}

@ObjectType({ implements: Node, description: 'Somebody who buys. Customers see themselves alone.' })
export class Customer {
  constructor(readonly source: customers.Customer) {}

  @Field(() => ID, { description: 'Names this customer among all things. It opens nothing.' })
  get id(): string {
    return globalId('Customer', this.source.id)
  }

  @Field(() => String, { description: 'Where letters go, and what they sign in with.' })
  get email(): string {
    return this.source.email
  }

  @Field(() => Boolean, { description: 'Whether somebody has shown to read mail there.' })
  get emailVerified(): boolean {
    return this.source.emailVerifiedAt !== null
  }

  @Field(() => Boolean, {
    description: 'Whether they can sign in by a password, and not by mailed codes alone.',
  })
  get hasPassword(): boolean {
    return this.source.hasPassword
  }

  @Field(() => String, { nullable: true, description: 'The given name.' })
  get firstName(): string | null {
    return this.source.firstName
  }

  @Field(() => String, { nullable: true, description: 'The family name.' })
  get lastName(): string | null {
    return this.source.lastName
  }

  @Field(() => String, { nullable: true, description: 'A number to call.' })
  get phone(): string | null {
    return this.source.phone
  }

  @Field(() => Locale, { nullable: true, description: 'The language of letters to them.' })
  get locale(): string | null {
    return this.source.locale
  }

  @Field(() => Boolean, { description: 'Whether they agreed to get advertising.' })
  get acceptsMarketing(): boolean {
    return this.source.acceptsMarketing
  }

  @Field(() => [CustomerAddress], { description: 'The address book, the oldest first: at most 100.' })
  readonly addresses!: unknown
  @Field(() => CustomerAddress, { nullable: true, description: 'Where parcels go unless told otherwise.' })
  readonly defaultAddress!: unknown
  @Field(() => CustomerAddress, { nullable: true, description: 'Where invoices go unless told otherwise.' })
  readonly defaultBillingAddress!: unknown
  @Field(() => [Money], {
    description:
      'Money to spend in the shop, by currency; empty if there is none. Pay with it by `checkoutUpdate(useStoreCredit: true)`.',
  })
  readonly storeCredit!: unknown
}

@ObjectType({ description: 'The customer was changed.', simpleResolvers: true })
export class CustomerPayload {
  @Field(() => Customer, { description: 'As it is now.' })
  readonly customer: Customer

  constructor(customer: customers.Customer) {
    this.customer = new Customer(customer)
  }
}

export const CustomerResult = createUnionType({
  name: 'CustomerResult',
  description: 'Changed, or nothing was changed.',
  types: () => [CustomerPayload, Rejection] as const,
})
