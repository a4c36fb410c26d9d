import { setTimeout as sleep } from 'node:timers/promises'
import Sqlite from 'better-sqlite3'
import { startAthanor } from '../processes/athanor.js'

const outstanding = `
  select (select max(seq) from outbox) > coalesce((select min(seq) from reaction_cursor), 0)`
const patienceMs = 600_000

/** Lets a server do what follows from the import, so that it is not done while something is measured. */
export async function settle(file: string): Promise<void> {
  const server = await startAthanor(`file:${file}`)
  const database = new Sqlite(file, { readonly: true })
  const isOutstanding = database.prepare(outstanding).pluck()
  for (const until = Date.now() + patienceMs; isOutstanding.get() === 1; await sleep(200))
    if (Date.now() > until) throw new Error('The reactions to the import do not come to an end.')
  database.close()
  await server.stop()
}
