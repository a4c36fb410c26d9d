import { Field, InputType, ObjectType } from 'type-graphql'
import { type Address as AddressSource, formattedAddress } from '../kernel/address.js'
import { CountryCode } from './scalars.js'

@ObjectType({ description: 'Where post and people find somebody.', simpleResolvers: true })
export class Address {
  @Field(() => String, { nullable: true, description: 'Who is there.' })
  readonly firstName: string | null
  @Field(() => String, { nullable: true, description: 'Who is there.' })
  readonly lastName: string | null
  @Field(() => String, { nullable: true, description: 'Who is there.' })
  readonly company: string | null
  @Field(() => String, { nullable: true, description: 'Street and number.' })
  readonly address1: string | null
  @Field(() => String, { nullable: true, description: 'What else finds it.' })
  readonly address2: string | null
  @Field(() => String, { nullable: true, description: 'The town.' })
  readonly city: string | null
  @Field(() => String, { nullable: true, description: 'As it is written there.' })
  readonly postalCode: string | null
  @Field(() => String, { nullable: true, description: 'A part of the country, such as a state.' })
  readonly provinceCode: string | null
  @Field(() => CountryCode, { description: 'Where it is.' })
  readonly country: string
  @Field(() => String, { nullable: true, description: 'A number to call.' })
  readonly phone: string | null
  @Field(() => [String], {
    description:
      'Line by line in the order of its country, as it stands on a parcel; the country comes last.',
  })
  readonly formatted: readonly string[]

  constructor(source: AddressSource) {
    this.firstName = source.firstName
    this.lastName = source.lastName
    this.company = source.company
    this.address1 = source.address1
    this.address2 = source.address2
    this.city = source.city
    this.postalCode = source.postalCode
    this.provinceCode = source.provinceCode
    this.country = source.country
    this.phone = source.phone
    this.formatted = formattedAddress(source)
  }
}

const text = (description: string) => ({ nullable: true, description }) as const

@InputType({
  description:
    'Where post and people find somebody. The country says what is needed: most want `address1`, `city` and `postalCode`. ' +
    'Texts have 200 characters at most.',
})
export class AddressInput {
  @Field(() => String, text('Who is there.'))
  readonly firstName?: string | null
  @Field(() => String, text('Who is there.'))
  readonly lastName?: string | null
  @Field(() => String, text('Who is there.'))
  readonly company?: string | null
  @Field(() => String, text('Street and number.'))
  readonly address1?: string | null
  @Field(() => String, text('What else finds it.'))
  readonly address2?: string | null
  @Field(() => String, text('The town.'))
  readonly city?: string | null
  @Field(() => String, text('As it is written there.'))
  readonly postalCode?: string | null
  @Field(() => String, text('A part of the country, such as a state.'))
  readonly provinceCode?: string | null
  @Field(() => CountryCode, { description: 'Where it is.' })
  readonly country!: string
  @Field(() => String, text('A number to call.'))
  readonly phone?: string | null
}
