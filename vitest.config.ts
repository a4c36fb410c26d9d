import { readdirSync, readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { defineConfig, type TestProjectConfiguration } from 'vitest/config'
import { findPostgres, howToInstall } from './test/support/postgres-programs.js'
import { findRedis, howToInstallRedis } from './test/support/redis-programs.js'

type Engine = 'sqlite' | 'postgres'

/** What these show does not depend on the engine, so they run once, with SQLite. */
const anyEngine = [
  'test/config.test.ts',
  'test/kernel/**',
  'test/db/each-due.test.ts',
  'test/db/outage.test.ts',
  'test/contract/**',
  'test/telemetry/**',
  'test/domains/*/rules*.test.ts',
  'test/support/**',
  'test/cache/entities.test.ts',
  'test/cache/redis.test.ts',
  'test/cache/responses.test.ts',
  'test/http/limits/**',
  'test/http/absent-redis.test.ts',
  'test/http/cluster-ends.test.ts',
  'test/http/explorer.test.ts',
  'test/http/kept-answers.test.ts',
  'test/http/known-operations.test.ts',
  'test/http/outbox.test.ts',
  'test/http/masking.test.ts',
  'test/http/rate-*.test.ts',
  'test/http/request-log.test.ts',
  'test/http/requests.test.ts',
  'test/http/shedding.test.ts',
  'test/http/sockets/**',
  'test/http/start.test.ts',
  'test/http/stop.test.ts',
  'test/http/stored-text.test.ts',
  'test/http/traces.test.ts',
  'test/http/unconditional-subscriptions.test.ts',
  'test/workers/mail.test.ts',
  'test/domains/credentials/passwords.test.ts',
  'test/cli/examples.test.ts',
  'test/cli/seed.test.ts',
  'test/cli/start.test.ts',
  'test/cli/usage.test.ts',
]

/** Processes that are killed over and over: `npm run test:faults`. */
const faults = 'test/faults/**/*.test.ts'
const tests = process.env.ATHANOR_FAULTS
  ? { include: [faults], exclude: [] }
  : { include: ['test/**/*.test.ts'], exclude: [faults] }

/** What shows faults keeps the whole machine busy; of the rest much waits. */
const maxWorkers = process.env.ATHANOR_FAULTS ? 1 : Math.min(availableParallelism(), 4)

/** What only one engine does is in files that say so: `lost-group.sqlite.test.ts`. */
const only = (engine: Engine) => `test/**/*.${engine}.test.ts`

const testFiles = readdirSync('test', { recursive: true, encoding: 'utf8' })
  .map((file) => join('test', file))
  .filter((file) => file.endsWith('.test.ts'))

/** Says aloud that tests are skipped for what is not here. Where that must not be, it throws. */
function skipAloud(line: string): void {
  if (process.env.CI === 'true') throw new Error(line)
  console.warn(`\n  ${line}\n`)
}

/** The files whose tests start a Redis, when none can be had. */
function withoutRedis(): string[] {
  if (findRedis()) return []
  const starts = /from '[./]+\/(support\/)?redis\.js'/
  const skipped = testFiles.filter((file) => starts.test(readFileSync(file, 'utf8')))
  skipAloud(`${skipped.length} test files are skipped, since they need Redis. ${howToInstallRedis}`)
  return skipped
}

const skipped = withoutRedis()

const project = (name: Engine, url: string, exclude: string[]): TestProjectConfiguration => ({
  extends: true,
  test: {
    name,
    include: tests.include,
    exclude: [...exclude, ...skipped, ...tests.exclude],
    // What the machine has in REDIS_URL is not for tests: they count on a server that holds nothing else.
    env: { DATABASE_URL: url, ATHANOR_TEST_ENGINE: name, REDIS_URL: '' },
    globalSetup: [`test/support/${name}-setup.ts`],
    setupFiles: ['test/support/close-databases.ts'],
  },
})

const sqlite = project('sqlite', 'file:in-setup', [only('postgres')])
const postgres = project('postgres', 'postgres://in/setup', [only('sqlite'), ...anyEngine])

function engines(): TestProjectConfiguration[] {
  if (findPostgres()) return [sqlite, postgres]
  skipAloud(`${testFiles.length} test files are skipped on PostgreSQL. ${howToInstall}`)
  return [sqlite]
}

export default defineConfig({
  resolve: {
    // Else type-graphql would load graphql's CommonJS build beside the ES modules of the tests: two copies.
    alias: [{ find: /^graphql$/, replacement: fileURLToPath(import.meta.resolve('graphql/index.js')) }],
  },
  // Files share a process, since loading everything for each takes longer than its tests: what one changes that is global,
  // it restores.
  test: { testTimeout: 15_000, hookTimeout: 30_000, isolate: false, maxWorkers, projects: engines() },
})
