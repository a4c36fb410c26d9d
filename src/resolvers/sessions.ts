import { Arg, Mutation, Resolver } from 'type-graphql'
import type { Credentials } from '../domains/credentials/index.js'
import { Authentication } from '../schema/authentication.js'
import { type Rejection, rejection } from '../schema/errors-rejection.js'
import { Session, SessionRefreshInput, SessionResult } from '../schema/sessions.js'

@Resolver()
export class SessionsResolver {
  constructor(private readonly credentials: Credentials) {}

  @Authentication()
  @Mutation(() => SessionResult, {
    description:
      'New tokens for a session, of a customer or of staff; send it without `Authorization`. The old tokens open nothing ' +
      'from then on; within 30 seconds the refresh token gets one more pair, for another tab or after a lost answer. Shown ' +
      'later it was copied, so it ends the session.',
  })
  async sessionRefresh(
    @Arg('input', () => SessionRefreshInput, { description: 'The session.' })
    { refreshToken }: SessionRefreshInput,
  ): Promise<Session | Rejection> {
    const refreshed = await this.credentials.sessions.refresh(refreshToken)
    return refreshed.ok ? new Session(refreshed.value) : rejection(refreshed.errors)
  }
}
