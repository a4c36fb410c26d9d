import type { Database, Tx } from '../../db/index.js'
import type { Clock } from '../../kernel/clock.js'
import { InputError } from '../../kernel/input-error.js'
import { encodeCursor, type Page, type PageArgs, pageOf, pageRequest } from '../../kernel/page.js'
import { textProblems } from '../../kernel/text.js'
import { countEntries, insertEntries, selectEntries } from './store.js'
import type { AuditEntry, AuditFilter, AuditRecord } from './types.js'

interface AuditPage extends Page<AuditEntry> {
  cursorOf(entry: AuditEntry): string
}

export interface Audit {
  /** Adds an entry to the transaction of the change that it tells of, so that neither is there without the other. */
  append(tx: Tx, record: AuditRecord): Promise<void>
  /** The same for changes that are made together, by one statement. */
  appendAll(tx: Tx, records: readonly AuditRecord[]): Promise<void>
  /** The newest first. */
  page(filter: AuditFilter, args: PageArgs): Promise<AuditPage>
  count(filter: AuditFilter): Promise<number>
}

export function createAudit({ db, clock }: { readonly db: Database; readonly clock: Clock }): Audit {
  const entryOf = ({ actor, ...record }: AuditRecord) => ({
    ...record,
    at: clock.now(),
    actor: actor.name,
    requestId: actor.requestId,
  })
  return {
    append: (tx, record) => insertEntries(tx, [entryOf(record)]),
    appendAll: (tx, records) => insertEntries(tx, records.map(entryOf)),
    async page(filter, args) {
      checkFilter(filter)
      const scope = `audit ${JSON.stringify([filter.entity, filter.entityId, filter.actor])}`
      const request = pageRequest(args, scope, ['big'])
      const walk = {
        backward: request.backward,
        from: request.position && Number(request.position[0]),
        limit: request.limit + 1,
      }
      const page = pageOf(request, await selectEntries(db.read, filter, walk))
      return { ...page, cursorOf: (entry) => encodeCursor(scope, [entry.id]) }
    },
    async count(filter) {
      checkFilter(filter)
      return countEntries(db.read, filter)
    },
  }
}

/** Refuses what no entry can hold and a database would choke on. */
function checkFilter(filter: AuditFilter): void {
  for (const [name, value] of Object.entries(filter)) {
    const [problem] = value === undefined ? [] : textProblems([name], value, { most: 200 })
    if (problem) throw new InputError([name], problem.message)
  }
}
