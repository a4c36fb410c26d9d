// An import in a process of its own, which ends itself with SIGKILL before the given statement. Tells at the end how many
// statements there were and how many rows were rejected.
import { readFileSync } from 'node:fs'
import Sqlite from 'better-sqlite3'
import pg from 'pg'
import { createServices } from '../../src/app/build-services.js'
import { openDatabase } from '../../src/db/index.js'
import { parseMapping, readFeed } from '../../src/domains/feeds/index.js'
import { systemClock } from '../../src/kernel/clock.js'

const [feed = '', mappingFile = '', killAt = '0'] = process.argv.slice(2)

let statements = 0
function count(owner: object, ...names: string[]): void {
  const methods = owner as Record<string, (...given: unknown[]) => unknown>
  for (const name of names) {
    const method = methods[name]
    methods[name] = function (...given) {
      statements += 1
      if (statements === Number(killAt)) process.kill(process.pid, 'SIGKILL')
      return method?.apply(this, given)
    }
  }
}

const url = process.env.DATABASE_URL ?? ''
const db = await openDatabase({ url, maxHoldMs: 5_000 })
count(Object.getPrototypeOf(new Sqlite(':memory:').prepare('select 1')) as object, 'run', 'all', 'get')
count(Sqlite.prototype, 'exec')
count(pg.Client.prototype, 'query')

const mapping = parseMapping(readFileSync(mappingFile, 'utf8'))
async function* bytes() {
  yield readFileSync(feed)
}
const { rejected } = await createServices({ db, clock: systemClock }).feeds.import({
  actor: { name: 'system:test', requestId: null },
  entries: readFeed(bytes(), mapping, 'ndjson'),
  channels: mapping.channels,
  fingerprint: 'the same file',
  rejected: async () => {},
})
await db.close()
process.stdout.write(JSON.stringify({ statements, rejected }))
