import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { inject } from 'vitest'
import { type Database, type DatabaseOptions, dialect, openDatabase } from '../../src/db/index.js'
import { assert } from '../../src/kernel/assert.js'
import { opened } from './opened.js'
import { administer } from './postgres-admin.js'

declare module 'vitest' {
  interface ProvidedContext {
    /** SQLite: the folder of the run's databases. PostgreSQL: the URLs to make databases by. */
    testServers: string[]
  }
}

/** That of the process that runs this file. */
export function testServer(): string {
  const servers = inject('testServers')
  const mine = servers[(Number(process.env.VITEST_POOL_ID ?? 1) - 1) % servers.length]
  assert(mine !== undefined, 'there is one')
  return mine
}

export interface TestDatabase extends Database {
  readonly url: string
}

let made = 0
const nextName = () =>
  `test_${process.pid}_${process.env.VITEST_WORKER_ID ?? 0}_${Date.now().toString(36)}_${++made}`

/** The URL of a fresh, migrated database on the engine of this run. */
export async function createTestDatabase(): Promise<string> {
  if (dialect === 'postgres') return createOnPostgres('template template_athanor')
  return copyTestDatabase(`file:${join(testServer(), 'template.db')}`)
}

/** The URL of a fresh copy of a database on the engine of this run that nobody has open. */
export async function copyTestDatabase(url: string): Promise<string> {
  if (dialect === 'postgres') return createOnPostgres(`template ${new URL(url).pathname.slice(1)}`)
  const path = join(testServer(), `${nextName()}.db`)
  copyFileSync(url.slice('file:'.length), path)
  return `file:${path}`
}

/** The URL of a database without any table. */
export async function createEmptyDatabase(): Promise<string> {
  return dialect === 'postgres' ? createOnPostgres() : `file:${join(testServer(), nextName())}.db`
}

async function createOnPostgres(how = ''): Promise<string> {
  const server = testServer()
  const name = nextName()
  await administer(server, `create database ${name} ${how}`)
  return Object.assign(new URL(server), { pathname: name }).href
}

/**
 * A fresh, migrated database on the engine of this run. It is closed after the test file at the latest.
 *
 * Jobs may hold the writer longer than in production: a test file begins cold, on a machine that is busy with others.
 */
export async function openTestDatabase(options: Omit<DatabaseOptions, 'url'> = {}): Promise<TestDatabase> {
  return openAgain(await createTestDatabase(), options)
}

/** Another connection to a database, as another process would open it. */
export async function openAgain(
  url: string,
  options: Omit<DatabaseOptions, 'url'> = {},
): Promise<TestDatabase> {
  const db = await openDatabase({ url, maxHoldMs: 5_000, pool: 5, ...options })
  opened.add(db)
  return {
    ...db,
    url,
    async close() {
      if (opened.delete(db)) await db.close()
    },
  }
}
