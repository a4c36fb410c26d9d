import { and, asc, count, desc, eq, gt, isNull, lt } from 'drizzle-orm'
import {
  affectedRows,
  among,
  forUpdate,
  insertReturningIds,
  insertRows,
  query,
  type ReadHandle,
  type Slots,
  type Tx,
} from '../../../db/index.js'
import { staffRole, staffUser, staffUserRole } from '../../../db/tables/access.js'
import { isPermission } from '../rules.js'
import type { Permission, StaffRole, StaffUser } from '../types.js'

type UserRow = typeof staffUser.$inferSelect
type RoleRow = typeof staffRole.$inferSelect

const toRole = ({ id, key, name, permissions }: RoleRow): StaffRole => ({
  id,
  key,
  name,
  permissions: permissions.filter(isPermission),
})

/** All of them by their keys: there are few. */
export const selectRoles = async (on: ReadHandle): Promise<StaffRole[]> =>
  (await on.select().from(staffRole).orderBy(asc(staffRole.key))).map(toRole)

type RoleContent = Pick<RoleRow, 'key' | 'name' | 'permissions'>

export async function insertRole(tx: Tx, content: RoleContent, now: Date): Promise<number | undefined> {
  const [id] = await insertReturningIds(tx, staffRole, [{ ...content, createdAt: now, updatedAt: now }])
  return id
}

export async function updateRole(tx: Tx, id: number, content: RoleContent, now: Date): Promise<void> {
  await tx
    .update(staffRole)
    .set({ ...content, updatedAt: now })
    .where(eq(staffRole.id, id))
}

const permissionRows = query((on, p: Slots<{ id: string }>) =>
  on
    .select({ permissions: staffRole.permissions })
    .from(staffUserRole)
    .innerJoin(staffUser, eq(staffUser.id, staffUserRole.staffUserId))
    .innerJoin(staffRole, eq(staffRole.id, staffUserRole.roleId))
    .where(and(eq(staffUserRole.staffUserId, p.id), isNull(staffUser.disabledAt))),
)
/** What the roles of a user allow together; nothing for one who is disabled. */
export const selectPermissions = async (on: ReadHandle, id: string): Promise<ReadonlySet<Permission>> =>
  new Set((await permissionRows(on, { id })).flatMap((row) => row.permissions).filter(isPermission))

const usersById = query((on, p: Slots<{ id: string }>) =>
  on.select().from(staffUser).where(eq(staffUser.id, p.id)),
)
export const findUserRow = async (on: ReadHandle, id: string): Promise<UserRow | null> =>
  (await usersById(on, { id }))[0] ?? null

const usersByIdAlone = query((on, p: Slots<{ id: string }>) =>
  forUpdate(on.select().from(staffUser).where(eq(staffUser.id, p.id))),
)
/** As it stays until the job ends: others who want to change it wait. */
export const lockUserRow = async (tx: Tx, id: string): Promise<UserRow | null> =>
  (await usersByIdAlone(tx, { id }))[0] ?? null

const usersByEmail = query((on, p: Slots<{ emailKey: string }>) =>
  on.select().from(staffUser).where(eq(staffUser.emailKey, p.emailKey)),
)
export const findUserByEmail = async (on: ReadHandle, emailKey: string): Promise<UserRow | null> =>
  (await usersByEmail(on, { emailKey }))[0] ?? null

/** The users of these rows, with their roles. */
export async function withRoles(on: ReadHandle, rows: readonly UserRow[]): Promise<StaffUser[]> {
  const ids = rows.map(({ id }) => id)
  const held = await on
    .select({ staffUserId: staffUserRole.staffUserId, role: staffRole })
    .from(staffUserRole)
    .innerJoin(staffRole, eq(staffRole.id, staffUserRole.roleId))
    .where(among(staffUserRole.staffUserId, ids))
    .orderBy(asc(staffRole.key))
  return rows.map(({ id, email, name, passwordHash, disabledAt, version, createdAt }) => ({
    ...{ id, email, name, disabledAt, version, createdAt },
    hasPassword: passwordHash !== null,
    roles: held.filter(({ staffUserId }) => staffUserId === id).map(({ role }) => toRole(role)),
  }))
}

/** Users from the newest to the oldest by id, strictly older than `from`; backwards, those strictly newer. */
export async function selectUsers(
  on: ReadHandle,
  walk: { from: string | null; backward: boolean; limit: number },
): Promise<StaffUser[]> {
  const rows = await on
    .select()
    .from(staffUser)
    .where(walk.from === null ? undefined : (walk.backward ? gt : lt)(staffUser.id, walk.from))
    .orderBy((walk.backward ? asc : desc)(staffUser.id))
    .limit(walk.limit)
  return withRoles(on, rows)
}

export async function countUsers(on: ReadHandle): Promise<number> {
  const [row] = await on.select({ total: count() }).from(staffUser)
  return row?.total ?? 0
}

export const insertUser = (tx: Tx, row: UserRow): Promise<void> => insertRows(tx, staffUser, [row])

export async function updateUser(tx: Tx, id: string, change: Partial<UserRow>): Promise<boolean> {
  return affectedRows(await tx.update(staffUser).set(change).where(eq(staffUser.id, id))) === 1
}

export async function replaceRoles(tx: Tx, staffUserId: string, roleIds: readonly number[]): Promise<void> {
  await tx.delete(staffUserRole).where(eq(staffUserRole.staffUserId, staffUserId))
  await insertRows(
    tx,
    staffUserRole,
    roleIds.map((roleId) => ({ staffUserId, roleId })),
  )
}
