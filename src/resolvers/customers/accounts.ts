import { Arg, Ctx, Mutation, Resolver } from 'type-graphql'
import type { Carts } from '../../domains/cart/index.js'
import type { Channels } from '../../domains/channels/index.js'
import type { Accounts, Customers, SignedIn } from '../../domains/customers/index.js'
import { globalId } from '../../kernel/ids.js'
import type { Problem } from '../../kernel/problem.js'
import type { Result } from '../../kernel/result.js'
import { AcceptedPayload, AcceptedResult } from '../../schema/accepted.js'
import { Authentication } from '../../schema/authentication.js'
import {
  CustomerEmailChangeInput,
  CustomerPasswordChangeInput,
  CustomerSignInByCodeInput,
  CustomerSignInInput,
  CustomerSignUpInput,
} from '../../schema/customers/inputs.js'
import { type CartMerge, SignInPayload, SignInResult } from '../../schema/customers/sign-in.js'
import { type Rejection, rejection } from '../../schema/errors-rejection.js'
import { CustomerSignOutInput, EmailInput, PasswordResetInput, TokenInput } from '../../schema/sessions.js'
import { holderOf, shownCart } from '../cart/own-cart.js'
import { presentWarnings } from '../cart/present.js'
import type { RequestContext } from '../context.js'

@Resolver()
export class AccountsResolver {
  constructor(
    private readonly customers: Customers,
    readonly carts: Carts,
    readonly channels: Channels,
  ) {}

  private get accounts(): Accounts {
    return this.customers.accounts
  }

  @Authentication()
  @Mutation(() => AcceptedResult, {
    description:
      'Makes an account; a letter to the address has a token for `customerEmailVerify`. The answer is the same when the ' +
      'address has an account already, which a letter then tells.',
  })
  async customerSignUp(
    @Arg('input', () => CustomerSignUpInput, { description: 'The account.' }) input: CustomerSignUpInput,
    @Ctx() context: RequestContext,
  ): Promise<AcceptedPayload | Rejection> {
    context.countAttempt(input.email)
    return accepted(await this.accounts.signUp(input, context.audience.locale))
  }

  @Authentication()
  @Mutation(() => SignInResult, { description: 'Signs in with a password.' })
  async customerSignIn(
    @Arg('input', () => CustomerSignInInput, { description: 'Who.' }) input: CustomerSignInInput,
    @Ctx() context: RequestContext,
  ): Promise<SignInPayload | Rejection> {
    context.countAttempt(input.email)
    return this.signedIn(context, await this.accounts.signIn(input), input.cartMerge)
  }

  @Authentication()
  @Mutation(() => AcceptedResult, {
    description:
      'Has a code mailed to sign in by, if there is such an account; the answer is the same if not.',
  })
  async customerSignInCodeRequest(
    @Arg('input', () => EmailInput, { description: 'Whose account.' }) { email }: EmailInput,
    @Ctx() context: RequestContext,
  ): Promise<AcceptedPayload | Rejection> {
    context.countAttempt(email)
    return accepted(await this.accounts.requestSignInCode(email))
  }

  @Authentication()
  @Mutation(() => SignInResult, {
    description:
      'Signs in by a code that was mailed. It proves the address: a password that was chosen before anybody had proved it ends.',
  })
  async customerSignInByCode(
    @Arg('input', () => CustomerSignInByCodeInput, { description: 'Who.' }) input: CustomerSignInByCodeInput,
    @Ctx() context: RequestContext,
  ): Promise<SignInPayload | Rejection> {
    context.countAttempt(input.email)
    return this.signedIn(context, await this.accounts.signInByCode(input))
  }

  @Mutation(() => AcceptedResult, {
    description: 'Ends the session that the request came with, or all of them.',
  })
  async customerSignOut(
    @Arg('input', () => CustomerSignOutInput, { description: 'Where.' }) { everywhere }: CustomerSignOutInput,
    @Ctx() { customer }: RequestContext,
  ): Promise<AcceptedPayload> {
    await this.accounts.signOut(customer, everywhere ?? false)
    return new AcceptedPayload()
  }

  @Authentication()
  @Mutation(() => AcceptedResult, {
    description:
      'Has a letter sent with a token for `customerPasswordReset`, if there is such an account; the answer is the same if not.',
  })
  async customerPasswordResetRequest(
    @Arg('input', () => EmailInput, { description: 'Whose account.' }) { email }: EmailInput,
    @Ctx() context: RequestContext,
  ): Promise<AcceptedPayload | Rejection> {
    context.countAttempt(email)
    return accepted(await this.accounts.requestPasswordReset(email))
  }

  @Authentication()
  @Mutation(() => SignInResult, { description: 'Chooses a new password, ends all sessions and signs in.' })
  async customerPasswordReset(
    @Arg('input', () => PasswordResetInput, { description: 'The new password.' }) input: PasswordResetInput,
    @Ctx() context: RequestContext,
  ): Promise<SignInPayload | Rejection> {
    return this.signedIn(context, await this.accounts.resetPassword(input))
  }

  @Authentication()
  @Mutation(() => SignInResult, {
    description:
      'Proves that mail to the address is read, and signs in. Whoever signed up may have used the address of somebody else: so ' +
      'their password and sessions end, unless the call gives that password, or comes with a session of that account. Who ' +
      'has no password afterwards (`hasPassword`) chooses one by `customerPasswordResetRequest`.',
  })
  async customerEmailVerify(
    @Arg('input', () => TokenInput, { description: 'What came by mail.' }) input: TokenInput,
    @Ctx() context: RequestContext,
  ): Promise<SignInPayload | Rejection> {
    if (input.password != null) context.countAttempt(input.token)
    const { viewer } = context
    const signedInAs = viewer.kind === 'customer' ? viewer.customerId : null
    return this.signedIn(context, await this.accounts.verifyEmail(input, signedInAs))
  }

  @Authentication()
  @Mutation(() => AcceptedResult, {
    description:
      'Chooses another password while signed in: the session of the call stays, all others end, and a letter tells. ' +
      'Example: `mutation { customerPasswordChange(input: { currentPassword: "nigredo albedo", password: "citrinitas rubedo" }) ' +
      '{ ... on AcceptedPayload { accepted } ... on Rejection { errors { field message } } } }`.',
  })
  async customerPasswordChange(
    @Arg('input', () => CustomerPasswordChangeInput, { description: 'The passwords.' })
    input: CustomerPasswordChangeInput,
    @Ctx() context: RequestContext,
  ): Promise<AcceptedPayload | Rejection> {
    const { customer } = context
    context.countAttempt(customer.customerId)
    return accepted(await this.accounts.changePassword(customer, input))
  }

  @Authentication()
  @Mutation(() => AcceptedResult, {
    description:
      'Has a letter sent to another address with a token for `customerEmailChange`; until then the old one holds.',
  })
  async customerEmailChangeRequest(
    @Arg('input', () => CustomerEmailChangeInput, { description: 'The new address.' })
    input: CustomerEmailChangeInput,
    @Ctx() context: RequestContext,
  ): Promise<AcceptedPayload | Rejection> {
    const { customerId } = context.customer
    context.countAttempt(customerId)
    // A letter goes there, whoever reads it.
    context.countAttempt(input.email)
    return accepted(await this.accounts.requestEmailChange(customerId, input))
  }

  @Authentication()
  @Mutation(() => AcceptedResult, { description: 'Makes the new address the one of the account.' })
  async customerEmailChange(
    @Arg('input', () => TokenInput, { description: 'What came by mail.' }) { token }: TokenInput,
  ): Promise<AcceptedPayload | Rejection> {
    return accepted(await this.accounts.changeEmail(token))
  }

  /** The cart of the guest becomes the customer's. */
  private async signedIn(
    context: RequestContext,
    result: Result<SignedIn, Problem>,
    how: keyof typeof CartMerge = 'MERGE',
  ): Promise<SignInPayload | Rejection> {
    if (!result.ok) return rejection(result.errors)
    const holder = { ...holderOf(context), customerId: result.value.customer.id }
    const { cartId, mergedFrom, warnings } = await this.carts.take(holder, context.audience.channel.id, how)
    await context.committed()
    const source = cartId === null ? null : await this.carts.find(holder, cartId)
    const cart = await shownCart(this, context, source, holder.customerId)
    return new SignInPayload(result.value, {
      cart,
      mergedFrom: mergedFrom === null ? null : globalId('Cart', mergedFrom),
      warnings: cart && cartId ? presentWarnings(cartId, cart.currency, warnings) : [],
    })
  }
}

const accepted = (result: Result<null, Problem>): AcceptedPayload | Rejection =>
  result.ok ? new AcceptedPayload() : rejection(result.errors)
