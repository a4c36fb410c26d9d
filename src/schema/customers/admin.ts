import {
  ArgsType,
  createUnionType,
  Directive,
  Field,
  ID,
  InputType,
  Int,
  ObjectType,
  registerEnumType,
} from 'type-graphql'
import type * as customers from '../../domains/customers/types.js'
import { consentSources } from '../../domains/customers/types.js'
import { globalId } from '../../kernel/ids.js'
import { Node } from '../common.js'
import { connectionOf } from '../connections.js'
import { Rejection } from '../errors-rejection.js'
import { PageArguments } from '../page-arguments.js'
import { DateTime, Locale } from '../scalars.js'
import { Customer } from './customer.js'

const ConsentSource = Object.fromEntries(consentSources.map((one) => [one, one])) as {
  readonly [Name in (typeof consentSources)[number]]: Name
}
registerEnumType(ConsentSource, {
  name: 'ConsentSource',
  description: 'Where somebody said so. More may appear: keep a default branch.',
  valuesConfig: {
    SIGN_UP: { description: 'When they signed up.' },
    ACCOUNT: { description: 'In their account.' },
    STAFF: { description: 'To staff, who entered it.' },
  },
})

@ObjectType({ implements: Node, description: 'Customers who are treated alike.', simpleResolvers: true })
export class CustomerGroup {
  @Field(() => ID, { description: 'Names this group among all things.' })
  readonly id: string
  @Field(() => String, { description: 'What it is called by programs.' })
  readonly key: string
  @Field(() => String, { description: 'What it is called by people.' })
  readonly name: string

  constructor({ id, key, name }: customers.CustomerGroup) {
    this.id = globalId('CustomerGroup', id)
    this.key = key
    this.name = name
  }
}

@ObjectType({ description: 'When somebody agreed to advertising, or no longer did.', simpleResolvers: true })
export class MarketingConsent {
  @Field(() => Boolean, { description: 'Whether they agreed.' })
  readonly accepts!: boolean
  @Field(() => ConsentSource, { description: 'Where they said so.' })
  readonly source!: customers.MarketingConsent['source']
  @Field(() => String, { description: 'Who entered it, as in the audit: `customer:…`, `key:…`, `staff:…`.' })
  readonly actor!: string
  @Field(() => DateTime, { description: 'When.' })
  readonly at!: Date
}

@ObjectType({ description: 'A customer with what only staff see.' })
export class CustomerRecord {
  constructor(readonly source: customers.Customer) {}

  @Field(() => Customer, { description: 'What the customer sees too.' })
  get customer(): Customer {
    return new Customer(this.source)
  }

  @Field(() => String, { nullable: true, description: 'Its name in another system.' })
  get externalReference(): string | null {
    return this.source.externalReference
  }

  @Field(() => Boolean, { description: 'Whether a password was chosen.' })
  get hasPassword(): boolean {
    return this.source.hasPassword
  }

  @Field(() => Int, { description: 'Grows with each change; editors send it as `expectedVersion`.' })
  get version(): number {
    return this.source.version
  }

  @Field(() => DateTime, { description: 'When it was made.' })
  get createdAt(): Date {
    return this.source.createdAt
  }

  @Field(() => DateTime, { description: 'When it was last changed.' })
  get updatedAt(): Date {
    return this.source.updatedAt
  }

  @Field(() => [CustomerGroup], { description: 'The groups that it is in.' })
  readonly groups!: unknown
  @Field(() => [MarketingConsent], {
    description: 'Each time that they agreed to advertising or no longer did, the newest first.',
  })
  readonly consents!: unknown
}

export const CustomerRecordConnection = connectionOf(CustomerRecord)

@ArgsType()
export class CustomersArguments extends PageArguments {
  @Field(() => String, {
    nullable: true,
    description:
      'The beginning of an e-mail address, a name or a reference, in any case. All customers if omitted.',
  })
  readonly search?: string | null
}

@Directive('@oneOf')
@InputType({ description: 'Pass exactly one.' })
export class CustomerBy {
  @Field(() => ID, { nullable: true, description: 'The global id of the customer.' })
  readonly id?: string
  @Field(() => String, { nullable: true, description: 'In any case.' })
  readonly email?: string
  @Field(() => String, { nullable: true, description: 'Its name in another system.' })
  readonly externalReference?: string
}

const text = (description: string) => ({ nullable: true, description }) as const

@InputType({
  description:
    'Creates a customer, or changes the one that `id` or else `externalReference` names. Omitted = unchanged, null clears.',
})
export class CustomerSaveInput implements customers.CustomerInput {
  @Field(() => ID, text('Whom to change.'))
  readonly id?: string | null
  @Field(() => String, text('Its name in another system, at most 200 characters.'))
  readonly externalReference?: string | null
  @Field(() => Int, text('Refused when the customer is at another version; 0: not there yet.'))
  readonly expectedVersion?: number | null
  @Field(
    () => String,
    text('Needed on creation. A new address has to be proved by its reader and ends all sessions.'),
  )
  readonly email?: string | null
  @Field(() => String, text('The given name, at most 100 characters.'))
  readonly firstName?: string | null
  @Field(() => String, text('The family name, at most 100 characters.'))
  readonly lastName?: string | null
  @Field(() => String, text('A number to call, at most 100 characters.'))
  readonly phone?: string | null
  @Field(() => Locale, text('The language of letters.'))
  readonly locale?: string | null
  @Field(() => Boolean, text('What they told you about advertising; null leaves it.'))
  readonly acceptsMarketing?: boolean | null
  @Field(() => [String], text('Keys of all groups that they are in; null leaves them.'))
  readonly groups?: string[] | null
}

@InputType({ description: 'Whom to erase.' })
export class CustomerEraseInput {
  @Field(() => ID, { description: 'The `id` of the customer.' })
  readonly id!: string
}

@InputType({ description: 'Creates the group with this key, or renames it.' })
export class CustomerGroupSaveInput {
  @Field(() => String, { description: 'What it is called by programs: `wholesale`.' })
  readonly key!: string
  @Field(() => String, { description: 'What it is called by people, at most 100 characters.' })
  readonly name!: string
}

@ObjectType({ description: 'The customer was saved.', simpleResolvers: true })
export class CustomerSavePayload {
  @Field(() => CustomerRecord, { description: 'As it is now.' })
  readonly record: CustomerRecord

  constructor(customer: customers.Customer) {
    this.record = new CustomerRecord(customer)
  }
}

@ObjectType({ description: 'The group was saved.', simpleResolvers: true })
export class CustomerGroupSavePayload {
  @Field(() => CustomerGroup, { description: 'As it is now.' })
  readonly group: CustomerGroup

  constructor(group: customers.CustomerGroup) {
    this.group = new CustomerGroup(group)
  }
}

@ObjectType({
  description: 'The customer was erased: nothing personal is left, and the books are as before.',
  simpleResolvers: true,
})
export class CustomerErasePayload {
  @Field(() => ID, { description: 'Whom it was about. The id names nobody any more.' })
  readonly erasedId: string

  constructor(erasedId: string) {
    this.erasedId = erasedId
  }
}

export const CustomerSaveResult = createUnionType({
  name: 'CustomerSaveResult',
  description: 'Saved, or nothing was changed.',
  types: () => [CustomerSavePayload, Rejection] as const,
})
export const CustomerEraseResult = createUnionType({
  name: 'CustomerEraseResult',
  description: 'Erased, or nothing was changed.',
  types: () => [CustomerErasePayload, Rejection] as const,
})
export const CustomerGroupSaveResult = createUnionType({
  name: 'CustomerGroupSaveResult',
  description: 'Saved, or nothing was changed.',
  types: () => [CustomerGroupSavePayload, Rejection] as const,
})
