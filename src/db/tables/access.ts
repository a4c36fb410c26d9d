import {
  big,
  id,
  index,
  instant,
  int,
  json,
  primaryKey,
  serial,
  table,
  text,
  uniqueIndex,
} from '../columns/index.js'

export const apiKey = table(
  'api_key',
  {
    id: id(),
    name: text().notNull(),
    /** The first characters, shown so that a leaked key can be told apart. */
    prefix: text().notNull(),
    /** SHA-256 of the whole key, in hex. The key itself is never stored. */
    hash: text().notNull(),
    permissions: json().$type<string[]>().notNull(),
    expiresAt: instant(),
    revokedAt: instant(),
    createdAt: instant().notNull(),
  },
  (t) => [uniqueIndex('api_key_hash').on(t.hash)],
)

/** Permissions under a name that staff users hold together. */
export const staffRole = table(
  'staff_role',
  {
    id: serial(),
    key: text().notNull(),
    name: text().notNull(),
    permissions: json().$type<string[]>().notNull(),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
  },
  (t) => [uniqueIndex('staff_role_key').on(t.key)],
)

/** A person who works for the shop. */
export const staffUser = table(
  'staff_user',
  {
    id: text().primaryKey(),
    email: text().notNull(),
    emailKey: text().notNull(),
    name: text().notNull(),
    /** argon2id; null until the invitation is followed. */
    passwordHash: text(),
    disabledAt: instant(),
    version: int().notNull(),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
  },
  (t) => [uniqueIndex('staff_user_email').on(t.emailKey)],
)

export const staffUserRole = table(
  'staff_user_role',
  { staffUserId: text().notNull(), roleId: big().notNull() },
  (t) => [
    primaryKey({ columns: [t.staffUserId, t.roleId] }),
    index('staff_user_role_role').on(t.roleId, t.staffUserId),
  ],
)
