import { createUnionType, Field, ID, InputType, Int, ObjectType } from 'type-graphql'
import type * as access from '../../domains/access/types.js'
import { globalId } from '../../kernel/ids.js'
import { Permission } from '../access.js'
import { Node } from '../common.js'
import { connectionOf } from '../connections.js'
import { Rejection } from '../errors-rejection.js'
import { DateTime } from '../scalars.js'
import { Session } from '../sessions.js'

@ObjectType({
  implements: Node,
  description: 'Permissions that people hold together.',
  simpleResolvers: true,
})
export class StaffRole {
  @Field(() => ID, { description: 'Names this role among all things.' })
  readonly id: string
  @Field(() => String, { description: 'What it is called by programs.' })
  readonly key: string
  @Field(() => String, { description: 'What it is called by people.' })
  readonly name: string
  @Field(() => [Permission], { description: 'What it allows.' })
  readonly permissions: readonly access.Permission[]

  constructor({ id, key, name, permissions }: access.StaffRole) {
    this.id = globalId('StaffRole', id)
    this.key = key
    this.name = name
    this.permissions = permissions
  }
}

@ObjectType({ implements: Node, description: 'A person who works for the shop.', simpleResolvers: true })
export class StaffUser {
  @Field(() => ID, { description: 'Names this person among all things; the audit names them so, too.' })
  readonly id: string
  @Field(() => String, { description: 'Where letters go, and what they sign in with.' })
  readonly email: string
  @Field(() => String, { description: 'What they are called.' })
  readonly name: string
  @Field(() => [StaffRole], { description: 'What they may do.' })
  readonly roles: readonly StaffRole[]
  @Field(() => Boolean, { description: 'Whether they have followed their invitation.' })
  readonly hasPassword: boolean
  @Field(() => DateTime, { nullable: true, description: 'Since when they are not let in.' })
  readonly disabledAt: Date | null
  @Field(() => Int, { description: 'Grows with each change; editors send it as `expectedVersion`.' })
  readonly version: number
  @Field(() => DateTime, { description: 'When they were invited.' })
  readonly createdAt: Date

  constructor(user: access.StaffUser) {
    this.id = globalId('StaffUser', user.id)
    this.email = user.email
    this.name = user.name
    this.roles = user.roles.map((role) => new StaffRole(role))
    this.hasPassword = user.hasPassword
    this.disabledAt = user.disabledAt
    this.version = user.version
    this.createdAt = user.createdAt
  }
}

export const StaffUserConnection = connectionOf(StaffUser)

@InputType({ description: 'Who signs in to work.' })
export class StaffSignInInput {
  @Field(() => String, { description: 'In any case.' })
  readonly email!: string
  @Field(() => String, { description: 'Their password.' })
  readonly password!: string
}

@InputType({ description: 'Creates the role with this key, or changes it. Omitted = unchanged.' })
export class StaffRoleSaveInput implements access.StaffRoleInput {
  @Field(() => String, { description: 'What it is called by programs: `support`.' })
  readonly key!: string
  @Field(() => String, { nullable: true, description: 'What it is called by people; needed on creation.' })
  readonly name?: string | null
  @Field(() => [Permission], {
    nullable: true,
    description: 'All that it allows, and only such as you have yourself; needed on creation.',
  })
  readonly permissions?: access.Permission[] | null
}

@InputType({ description: 'Invites somebody by mail, or changes whom `id` names. Omitted = unchanged.' })
export class StaffUserSaveInput implements access.StaffUserInput {
  @Field(() => ID, { nullable: true, description: 'Whom to change; omitted, somebody new.' })
  readonly id?: string | null
  @Field(() => Int, { nullable: true, description: 'Refused when they are at another version.' })
  readonly expectedVersion?: number | null
  @Field(() => String, {
    nullable: true,
    description: 'Needed for somebody new. Another one ends all sessions.',
  })
  readonly email?: string | null
  @Field(() => String, { nullable: true, description: 'At most 100 characters; needed for somebody new.' })
  readonly name?: string | null
  @Field(() => [String], {
    nullable: true,
    description: 'Keys of all their roles, with no more permissions than you have; needed for somebody new.',
  })
  readonly roles?: string[] | null
  @Field(() => Boolean, {
    nullable: true,
    description:
      "True ends all their sessions and lets them in no more. API keys that they made are the shop's and go on: revoke those " +
      'whose secret they know, which `auditEntries(entity: "ApiKey", actor: "staff:…")` names.',
  })
  readonly isDisabled?: boolean | null
}

@ObjectType({ description: 'Signed in to work.', simpleResolvers: true })
export class StaffSignInPayload {
  @Field(() => Session, { description: 'The tokens of the new session.' })
  readonly session: Session
  @Field(() => StaffUser, { description: 'Who signed in.' })
  readonly user: StaffUser

  constructor({ session, user }: access.StaffSignedIn) {
    this.session = new Session(session)
    this.user = new StaffUser(user)
  }
}

@ObjectType({ description: 'The role was saved.', simpleResolvers: true })
export class StaffRoleSavePayload {
  @Field(() => StaffRole, { description: 'As it is now.' })
  readonly role: StaffRole

  constructor(role: access.StaffRole) {
    this.role = new StaffRole(role)
  }
}

@ObjectType({ description: 'The person was saved.', simpleResolvers: true })
export class StaffUserSavePayload {
  @Field(() => StaffUser, { description: 'As they are now.' })
  readonly user: StaffUser

  constructor(user: access.StaffUser) {
    this.user = new StaffUser(user)
  }
}

export const StaffSignInResult = createUnionType({
  name: 'StaffSignInResult',
  description: 'Signed in, or the reason why not.',
  types: () => [StaffSignInPayload, Rejection] as const,
})
export const StaffRoleSaveResult = createUnionType({
  name: 'StaffRoleSaveResult',
  description: 'Saved, or nothing was changed.',
  types: () => [StaffRoleSavePayload, Rejection] as const,
})
export const StaffUserSaveResult = createUnionType({
  name: 'StaffUserSaveResult',
  description: 'Saved, or nothing was changed.',
  types: () => [StaffUserSavePayload, Rejection] as const,
})
