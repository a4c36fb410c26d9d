import { appendFacts, attempt, type Tx } from '../../../db/index.js'
import { plainEmail } from '../../../kernel/email.js'
import { newId } from '../../../kernel/ids.js'
import { InputError } from '../../../kernel/input-error.js'
import { encodeCursor, type Page, type PageArgs, pageOf, pageRequest } from '../../../kernel/page.js'
import { invalid, type Problem } from '../../../kernel/problem.js'
import { ok, type Result, rejected } from '../../../kernel/result.js'
import type { Actor } from '../../audit/index.js'
import { passwordProblems } from '../../credentials/index.js'
import type { DueLetter, Letter, Stationery } from '../../mail/index.js'
import type {
  Permission,
  StaffMember,
  StaffRole,
  StaffRoleInput,
  StaffSignedIn,
  StaffUser,
  StaffUserInput,
} from '../types.js'
import type { StaffDependencies } from './dependencies.js'
import { composeStaffLetter } from './letters.js'
import { saveRole } from './save-role.js'
import { saveUser } from './save-user.js'
import {
  countUsers,
  findUserByEmail,
  findUserRow,
  lockUserRow,
  selectPermissions,
  selectRoles,
  selectUsers,
  updateUser,
  withRoles,
} from './store.js'

interface StaffUserPage extends Page<StaffUser> {
  cursorOf(user: StaffUser): string
}

type Held = ReadonlySet<Permission>

export interface StaffSignIn {
  readonly email: string
  readonly password: string
}

/** The people who work for the shop, and what their roles let them do. */
export interface Staff {
  /** Saves a role with some of the permissions in `held`, those of whoever asks. */
  saveRole(actor: Actor, held: Held, input: StaffRoleInput): Promise<Result<StaffRole, Problem>>
  roles(): Promise<readonly StaffRole[]>
  /**
   * Invites somebody or changes them. A `staff.invited` fact has them sent a letter to choose a password by. Whoever is
   * disabled, or gets another address, has no session any more.
   */
  saveUser(actor: Actor, held: Held, input: StaffUserInput): Promise<Result<StaffUser, Problem>>
  /** The newest first; disabled ones too. */
  users(args: PageArgs): Promise<StaffUserPage>
  countUsers(): Promise<number>
  user(id: string): Promise<StaffUser | null>
  /** Null of somebody who is unknown or disabled. */
  permissionsOf(id: string): Promise<Held | null>
  /** One answer, in one time, for all that is wrong. */
  signIn(input: StaffSignIn): Promise<Result<StaffSignedIn, Problem>>
  signOut(viewer: StaffMember, everywhere: boolean): Promise<void>
  /** Has a letter sent, if there is such a user; answers the same if not. */
  requestPasswordReset(email: string): Promise<void>
  /** For the token of an invitation or of a reset. Ends all other sessions. */
  resetPassword(input: { token: string; password: string }): Promise<Result<StaffSignedIn, Problem>>
  compose(due: DueLetter, stationery: Stationery): Promise<Letter | null>
}

export function createStaff(dependencies: StaffDependencies): Staff {
  const { db, clock, credentials } = dependencies
  const { passwords, sessions, tokens } = credentials

  async function opened(tx: Tx, id: string): Promise<StaffSignedIn | null> {
    const row = await findUserRow(tx, id)
    if (!row || row.disabledAt) return null
    const [user] = await withRoles(tx, [row])
    return user ? { session: await sessions.open(tx, { kind: 'STAFF', id }), user } : null
  }

  return {
    saveRole: (actor, held, input) => saveRole(dependencies, actor, held, input),
    roles: () => selectRoles(db.read),
    saveUser: (actor, held, input) => saveUser(dependencies, actor, held, input),
    async users(args) {
      const request = pageRequest(args, 'staffUsers', ['text'])
      const from = request.position && String(request.position[0])
      if (from !== null && !/^[0-9a-f-]{36}$/.test(from))
        throw new InputError(['after'], '`after` is not a cursor. Pass one that this list gave you.')
      const rows = await selectUsers(db.read, { backward: request.backward, from, limit: request.limit + 1 })
      return { ...pageOf(request, rows), cursorOf: ({ id }) => encodeCursor('staffUsers', [id]) }
    },
    countUsers: () => countUsers(db.read),
    async user(id) {
      const row = await findUserRow(db.read, id)
      return row ? ((await withRoles(db.read, [row]))[0] ?? null) : null
    },
    async permissionsOf(id) {
      const row = await findUserRow(db.read, id)
      return row && !row.disabledAt ? selectPermissions(db.read, id) : null
    },

    async signIn({ email, password }) {
      const known = await findUserByEmail(db.read, plainEmail(email))
      const opens = await passwords.matches(known?.passwordHash ?? null, password)
      if (!known || !opens) return rejected([wrong])
      const signedIn = await db.write(async (tx) => {
        // Checking took a while, in which the password may have been changed.
        const now = await lockUserRow(tx, known.id)
        return now?.passwordHash === known.passwordHash ? opened(tx, known.id) : null
      })
      return signedIn ? ok(signedIn) : rejected([wrong])
    },

    signOut: ({ staffUserId: id, sessionId }, everywhere) =>
      db.write((tx) =>
        everywhere ? sessions.closeAll(tx, { kind: 'STAFF', id }) : sessions.close(tx, sessionId),
      ),

    async requestPasswordReset(email) {
      const known = await findUserByEmail(db.read, plainEmail(email))
      const staffUserId = known?.disabledAt === null ? known.id : null
      // Told of nobody too, so that it takes as long.
      const fact = {
        kind: 'staff.passwordResetRequested',
        aggregate: `staff:${staffUserId ?? newId()}`,
        body: { staffUserId },
      }
      await db.write((tx) => appendFacts(tx, [fact], clock.now()))
    },

    async resetPassword({ token, password }) {
      const problems = passwordProblems(['password'], password)
      if (problems.length > 0) return rejected(problems)
      // A hash is dear: it is made for those alone who have a token.
      const found = await tokens.find(db.read, purposes, 'STAFF', token)
      if (!found.ok) return found
      const passwordHash = await passwords.hash(password)
      return attempt(db, async (tx) => {
        const redeemed = await tokens.redeem(tx, purposes, 'STAFF', token)
        if (!redeemed.ok) return redeemed
        const holder = redeemed.value
        await updateUser(tx, holder.id, { passwordHash, updatedAt: clock.now() })
        await sessions.closeAll(tx, holder)
        await tokens.drop(tx, holder)
        const signedIn = await opened(tx, holder.id)
        return signedIn ? ok(signedIn) : rejected([unusable])
      })
    },

    compose: (due, stationery) => composeStaffLetter(dependencies, due, stationery),
  }
}

const purposes = ['ACCEPT_INVITATION', 'RESET_PASSWORD'] as const
const wrong = invalid('CREDENTIALS_INVALID', ['email'], 'This e-mail address and password open no account.')
const unusable = invalid('TOKEN_INVALID', ['token'], 'This token opens nothing any more.')
