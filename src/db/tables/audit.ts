import { index, instant, json, serial, table, text } from '../columns/index.js'

/** Append-only: triggers refuse UPDATE and DELETE. */
export const auditEntry = table(
  'audit_entry',
  {
    id: serial(),
    at: instant().notNull(),
    actor: text().notNull(),
    action: text().notNull(),
    entity: text().notNull(),
    entityId: text().notNull(),
    before: json().$type<unknown>(),
    after: json().$type<unknown>(),
    requestId: text(),
  },
  (t) => [
    index('audit_entry_entity').on(t.entity, t.id),
    index('audit_entry_entity_id').on(t.entityId, t.id),
    index('audit_entry_actor').on(t.actor, t.id),
  ],
)
