import { index, instant, json, primaryKey, table, text } from '../columns/index.js'

/** What a call with an idempotency key has come to, written in the transaction of what it changed. */
export const idempotentCall = table(
  'idempotent_call',
  {
    /** Whose key it is: one caller's keys are nothing to another. */
    caller: text().notNull(),
    operation: text().notNull(),
    key: text().notNull(),
    /** SHA-256 of what was asked for, in hex. */
    inputHash: text().notNull(),
    outcome: json().$type<unknown>(),
    at: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.caller, t.operation, t.key] }), index('idempotent_call_at').on(t.at)],
)
