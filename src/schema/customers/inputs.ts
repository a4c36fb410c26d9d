import { Field, ID, InputType } from 'type-graphql'
import type * as customers from '../../domains/customers/types.js'
import { AddressInput } from '../addresses.js'
import { Locale } from '../scalars.js'
import { CartMerge } from './sign-in.js'

const password = { description: '8 to 256 characters, and not among the first to be guessed.' }
const firstName = { nullable: true, description: 'The given name, at most 100 characters.' } as const
const lastName = { nullable: true, description: 'The family name, at most 100 characters.' } as const

@InputType({ description: 'A new account.' })
export class CustomerSignUpInput implements customers.SignUpInput {
  @Field(() => String, { description: 'What to sign in with. A letter goes there.' })
  readonly email!: string
  @Field(() => String, password)
  readonly password!: string
  @Field(() => String, firstName)
  readonly firstName?: string | null
  @Field(() => String, lastName)
  readonly lastName?: string | null
  @Field(() => Boolean, { nullable: true, defaultValue: false, description: 'Whether to send advertising.' })
  readonly acceptsMarketing?: boolean | null
}

@InputType({ description: 'Who signs in.' })
export class CustomerSignInInput implements customers.SignInInput {
  @Field(() => String, { description: 'In any case.' })
  readonly email!: string
  @Field(() => String, { description: 'The password of the account.' })
  readonly password!: string
  @Field(() => CartMerge, {
    defaultValue: CartMerge.MERGE,
    description: 'What becomes of the cart of `Athanor-Cart`, and the one that the customer has already.',
  })
  readonly cartMerge!: keyof typeof CartMerge
}

@InputType({ description: 'Who signs in, by a code that came by mail.' })
export class CustomerSignInByCodeInput {
  @Field(() => String, { description: 'Where the code went.' })
  readonly email!: string
  @Field(() => String, { description: 'The code, in any case, with or without its hyphen: `7QK2-XM9R`.' })
  readonly code!: string
}

@InputType({ description: 'Another e-mail address.' })
export class CustomerEmailChangeInput {
  @Field(() => String, { description: 'The new address. A letter goes there.' })
  readonly email!: string
  @Field(() => String, { description: 'The password of the account; anything if it has none.' })
  readonly password!: string
}

@InputType({ description: 'Another password.' })
export class CustomerPasswordChangeInput implements customers.PasswordChange {
  @Field(() => String, { description: 'The password of the account as it is.' })
  readonly currentPassword!: string
  @Field(() => String, { description: '8 to 256 characters, and not among the first to be guessed.' })
  readonly password!: string
}

@InputType({ description: 'What to change. Omitted = unchanged, null clears.' })
export class CustomerUpdateInput implements customers.ProfileInput {
  @Field(() => String, firstName)
  readonly firstName?: string | null
  @Field(() => String, lastName)
  readonly lastName?: string | null
  @Field(() => String, { nullable: true, description: 'A number to call, at most 100 characters.' })
  readonly phone?: string | null
  @Field(() => Locale, { nullable: true, description: 'The language of letters.' })
  readonly locale?: string | null
  @Field(() => Boolean, { nullable: true, description: 'Whether to send advertising; null leaves it.' })
  readonly acceptsMarketing?: boolean | null
}

@InputType({ description: 'An address for the book.' })
export class CustomerAddressSaveInput {
  @Field(() => ID, { nullable: true, description: 'Which one to change; omitted, it is a new one.' })
  readonly addressId?: string | null
  @Field(() => AddressInput, { description: 'The whole address: what is omitted is cleared.' })
  readonly address!: AddressInput
  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: 'Sends parcels there from now on. The first address is the default anyway.',
  })
  readonly makeDefault?: boolean | null
  @Field(() => Boolean, { nullable: true, defaultValue: false, description: 'The same for invoices.' })
  readonly makeDefaultBilling?: boolean | null
}

@InputType({ description: 'An address to forget.' })
export class CustomerAddressDeleteInput {
  @Field(() => ID, { description: 'The `id` of the address.' })
  readonly addressId!: string
}
