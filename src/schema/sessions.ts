import { createUnionType, Field, InputType, ObjectType } from 'type-graphql'
import type * as credentials from '../domains/credentials/types.js'
import { Rejection } from './errors-rejection.js'
import { DateTime } from './scalars.js'

@ObjectType({
  description: 'What opens an account. Both tokens are shown here and never again.',
  simpleResolvers: true,
})
export class Session {
  @Field(() => String, { description: 'Goes with each request as `Authorization: Bearer <token>`.' })
  readonly accessToken: string
  @Field(() => DateTime, { description: 'From then on the access token opens nothing.' })
  readonly expiresAt: Date
  @Field(() => String, {
    description:
      'Gets a new pair by `sessionRefresh`; shown again more than 30 seconds after that, it ends the session. It lasts 30 days, ' +
      'and a session 90 days from signing in.',
  })
  readonly refreshToken: string

  constructor({ accessToken, expiresAt, refreshToken }: credentials.Session) {
    this.accessToken = accessToken
    this.expiresAt = expiresAt
    this.refreshToken = refreshToken
  }
}

@InputType({ description: 'A session to be renewed.' })
export class SessionRefreshInput {
  @Field(() => String, { description: 'The newest refresh token of the session.' })
  readonly refreshToken!: string
}

@InputType({ description: 'Whose mailbox to write to.' })
export class EmailInput {
  @Field(() => String, { description: 'An e-mail address.' })
  readonly email!: string
}

@InputType({ description: 'What came by mail.' })
export class TokenInput {
  @Field(() => String, { description: 'The token of the letter. It works once.' })
  readonly token!: string
  @Field(() => String, {
    nullable: true,
    description:
      'For `customerEmailVerify`: the password that was chosen at sign-up, to keep it. A wrong one does not use up the token.',
  })
  readonly password?: string | null
}

@InputType({ description: 'A new password.' })
export class PasswordResetInput {
  @Field(() => String, { description: 'The token of the letter. It works once.' })
  readonly token!: string
  @Field(() => String, { description: '8 to 256 characters, and not among the first to be guessed.' })
  readonly password!: string
}

@InputType({ description: 'Where to sign out.' })
export class SignOutInput {
  @Field(() => Boolean, {
    defaultValue: false,
    nullable: true,
    description: 'Ends all sessions, not only this one.',
  })
  readonly everywhere?: boolean | null
}

@InputType({ description: 'Where to sign out.' })
export class CustomerSignOutInput extends SignOutInput {}

export const SessionResult = createUnionType({
  name: 'SessionResult',
  description: 'The session with new tokens, or the reason why not.',
  types: () => [Session, Rejection] as const,
})
