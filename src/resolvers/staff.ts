import { Arg, Args, Authorized, Ctx, Mutation, Query, Resolver } from 'type-graphql'
import type { Access, Permission, Staff, StaffSignedIn, Viewer } from '../domains/access/index.js'
import { uuidOf } from '../kernel/ids.js'
import { notFound, type Problem } from '../kernel/problem.js'
import type { Result } from '../kernel/result.js'
import { AcceptedPayload, AcceptedResult } from '../schema/accepted.js'
import { ForStaff, StaffAuthentication } from '../schema/authentication.js'
import { Connection } from '../schema/connections-source.js'
import { type Rejection, rejection } from '../schema/errors-rejection.js'
import { PageArguments } from '../schema/page-arguments.js'
import { EmailInput, PasswordResetInput, SignOutInput } from '../schema/sessions.js'
import {
  StaffRole,
  StaffRoleSaveInput,
  StaffRoleSavePayload,
  StaffRoleSaveResult,
  StaffSignInInput,
  StaffSignInPayload,
  StaffSignInResult,
  StaffUser,
  StaffUserConnection,
  StaffUserSaveInput,
  StaffUserSavePayload,
  StaffUserSaveResult,
} from '../schema/staff/staff.js'
import type { RequestContext } from './context.js'

@Resolver()
export class StaffResolver {
  constructor(private readonly access: Access) {}

  private get staff(): Staff {
    return this.access.staff
  }

  @StaffAuthentication()
  @Mutation(() => StaffSignInResult, { description: 'Signs in to work, with a password.' })
  async staffSignIn(
    @Arg('input', () => StaffSignInInput, { description: 'Who.' }) input: StaffSignInInput,
    @Ctx() context: RequestContext,
  ): Promise<StaffSignInPayload | Rejection> {
    context.countAttempt(input.email)
    return signedIn(await this.staff.signIn(input))
  }

  @ForStaff()
  @Mutation(() => AcceptedResult, {
    description: 'Ends the session that the request came with, or all of them.',
  })
  async staffSignOut(
    @Arg('input', () => SignOutInput, { description: 'Where.' }) { everywhere }: SignOutInput,
    @Ctx() { staffMember }: RequestContext,
  ): Promise<AcceptedPayload> {
    await this.staff.signOut(staffMember, everywhere ?? false)
    return new AcceptedPayload()
  }

  @StaffAuthentication()
  @Mutation(() => AcceptedResult, {
    description:
      'Has a letter sent with a token for `staffPasswordReset`, if there is such a person; the answer is the same if not.',
  })
  async staffPasswordResetRequest(
    @Arg('input', () => EmailInput, { description: 'Who.' }) { email }: EmailInput,
    @Ctx() context: RequestContext,
  ): Promise<AcceptedPayload> {
    context.countAttempt(email)
    await this.staff.requestPasswordReset(email)
    return new AcceptedPayload()
  }

  @StaffAuthentication()
  @Mutation(() => StaffSignInResult, {
    description:
      'Chooses a password by the token of an invitation or a reset, ends all sessions and signs in.',
  })
  async staffPasswordReset(
    @Arg('input', () => PasswordResetInput, { description: 'The password.' }) input: PasswordResetInput,
  ): Promise<StaffSignInPayload | Rejection> {
    return signedIn(await this.staff.resetPassword(input))
  }

  @ForStaff()
  @Query(() => StaffUser, { nullable: true, description: 'Who is signed in to work; null for anybody else.' })
  async staffViewer(@Ctx() { viewer }: RequestContext): Promise<StaffUser | null> {
    const user =
      viewer.kind === 'staff' && 'staffUserId' in viewer && (await this.staff.user(viewer.staffUserId))
    return user ? new StaffUser(user) : null
  }

  @Authorized('STAFF_WRITE')
  @Query(() => StaffUserConnection, { description: 'The people who work for the shop, the newest first.' })
  async staffUsers(@Args(() => PageArguments) page: PageArguments): Promise<Connection<StaffUser>> {
    const found = await this.staff.users(page)
    const cursors = new Map(found.items.map((user) => [user.email, found.cursorOf(user)]))
    const items = found.items.map((user) => new StaffUser(user))
    const cursorOf = ({ email }: StaffUser) => cursors.get(email) ?? ''
    return new Connection({ ...found, items, cursorOf }, () => this.staff.countUsers())
  }

  @Authorized('STAFF_WRITE')
  @Query(() => [StaffRole], { description: 'Every role, by its key.' })
  async staffRoles(): Promise<StaffRole[]> {
    return (await this.staff.roles()).map((role) => new StaffRole(role))
  }

  @Authorized('STAFF_WRITE')
  @Mutation(() => StaffRoleSaveResult, {
    description: 'Creates a role or changes it, for all who have it at once.',
  })
  async staffRoleSave(
    @Arg('input', () => StaffRoleSaveInput, { description: 'The role.' }) input: StaffRoleSaveInput,
    @Ctx() { actor, viewer }: RequestContext,
  ): Promise<StaffRoleSavePayload | Rejection> {
    const saved = await this.staff.saveRole(actor, heldBy(viewer), input)
    return saved.ok ? new StaffRoleSavePayload(saved.value) : rejection(saved.errors)
  }

  @Authorized('STAFF_WRITE')
  @Mutation(() => StaffUserSaveResult, {
    description:
      'Invites somebody to work for the shop, or changes them. Nobody grants, or changes anybody with, more than they have.',
  })
  async staffUserSave(
    @Arg('input', () => StaffUserSaveInput, { description: 'The person.' })
    { id, ...input }: StaffUserSaveInput,
    @Ctx() { actor, viewer }: RequestContext,
  ): Promise<StaffUserSavePayload | Rejection> {
    const key = id == null ? null : uuidOf('StaffUser', id)
    if (id != null && key === null) return rejection([notFound(['id'], id, 'There is no such staff user.')])
    const named = key === null ? input : { ...input, id: key }
    const saved = await this.staff.saveUser(actor, heldBy(viewer), named)
    return saved.ok ? new StaffUserSavePayload(saved.value) : rejection(saved.errors)
  }
}

const signedIn = (result: Result<StaffSignedIn, Problem>): StaffSignInPayload | Rejection =>
  result.ok ? new StaffSignInPayload(result.value) : rejection(result.errors)

/** What a viewer may pass on. */
export const heldBy = (viewer: Viewer): ReadonlySet<Permission> =>
  viewer.kind === 'staff' ? viewer.permissions : new Set()
