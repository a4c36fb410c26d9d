import { getTableName } from 'drizzle-orm'
import { readConfig } from '../../config.js'
import { migrate, openDatabase, type ReadHandle } from '../../db/index.js'
import { installation } from '../../db/tables/installation.js'
import { outbox, reactionCursor } from '../../db/tables/outbox.js'
import { movedCursors, movedFacts } from '../../db/upkeep/moved-outbox.js'
import {
  countRows,
  lastNumber,
  type Row,
  slicesOf,
  type Table,
  tablesInOrder,
} from '../../db/upkeep/whole-tables.js'
import { newId } from '../../kernel/ids.js'
import type { FromSource, TableSummary } from './protocol.js'
import { heard, runEnd, tell } from './talk.js'

const rowsAtOnce = 500

await runEnd(async () => {
  const { databaseUrl: url } = readConfig()
  await migrate(url)
  // Counting a large table takes its time.
  const db = await openDatabase({ url, snapshotStatementMs: 60_000 })
  try {
    await db.snapshot(async (on) => {
      for await (const message of everything(on)) {
        await heard()
        await tell(message)
      }
    })
  } finally {
    await db.close()
  }
})

/** All rows of all tables as one snapshot shows them, and before and behind them how many there are. */
async function* everything(on: ReadHandle): AsyncGenerator<FromSource> {
  let total = 0
  for (const table of tablesInOrder()) total += await countRows(on, table)
  yield { kind: 'begin', rows: total }
  const facts = (await lastNumber(on, outbox)) ?? 0
  const tables: TableSummary[] = []
  for (const table of tablesInOrder()) {
    const name = getTableName(table)
    for await (const rows of movedRows(on, table, facts)) yield { kind: 'rows', table: name, rows }
    const rows = await countRows(on, table)
    const last = table === outbox ? facts + rows : await lastNumber(on, table)
    tables.push({ table: name, rows, lastNumber: last })
  }
  yield { kind: 'end', tables }
}

async function* movedRows(on: ReadHandle, table: Table, facts: number): AsyncGenerator<Row[]> {
  if (table === outbox) yield* movedFacts(on, facts)
  else if (table === reactionCursor) yield await movedCursors(on, facts)
  else if (table === installation) yield (await on.select().from(installation)).map(() => ({ id: newId() }))
  else yield* slicesOf(on, table, rowsAtOnce)
}
