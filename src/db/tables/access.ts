import { id, instant, json, table, text, uniqueIndex } from '../columns/index.js'

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
