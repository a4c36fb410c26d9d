import { Arg, Ctx, Mutation, Resolver } from 'type-graphql'
import type { Accounts, Customers, SignedIn } from '../../domains/customers/index.js'
import type { Problem } from '../../kernel/problem.js'
import type { Result } from '../../kernel/result.js'
import { AcceptedPayload, AcceptedResult } from '../../schema/accepted.js'
import { Authentication } from '../../schema/authentication.js'
import { SignInPayload, SignInResult } from '../../schema/customers/customer.js'
import {
  CustomerEmailChangeInput,
  CustomerSignInByCodeInput,
  CustomerSignInInput,
  CustomerSignUpInput,
} from '../../schema/customers/inputs.js'
import { type Rejection, rejection } from '../../schema/errors-rejection.js'
import { EmailInput, PasswordResetInput, SignOutInput, TokenInput } from '../../schema/sessions.js'
import type { RequestContext } from '../context.js'

@Resolver()
export class AccountsResolver {
  constructor(private readonly customers: Customers) {}

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
    return signedIn(await this.accounts.signIn(input))
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
    return signedIn(await this.accounts.signInByCode(input))
  }

  @Mutation(() => AcceptedResult, {
    description: 'Ends the session that the request came with, or all of them.',
  })
  async customerSignOut(
    @Arg('input', () => SignOutInput, { description: 'Where.' }) { everywhere }: SignOutInput,
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
  ): Promise<SignInPayload | Rejection> {
    return signedIn(await this.accounts.resetPassword(input))
  }

  @Authentication()
  @Mutation(() => SignInResult, { description: 'Proves that mail to the address is read, and signs in.' })
  async customerEmailVerify(
    @Arg('input', () => TokenInput, { description: 'What came by mail.' }) { token }: TokenInput,
  ): Promise<SignInPayload | Rejection> {
    return signedIn(await this.accounts.verifyEmail(token))
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
}

const accepted = (result: Result<null, Problem>): AcceptedPayload | Rejection =>
  result.ok ? new AcceptedPayload() : rejection(result.errors)

const signedIn = (result: Result<SignedIn, Problem>): SignInPayload | Rejection =>
  result.ok ? new SignInPayload(result.value) : rejection(result.errors)
