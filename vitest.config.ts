import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig, type TestProjectConfiguration } from 'vitest/config'
import { findPostgres, howToInstall } from './test/support/postgres-programs.js'

type Engine = 'sqlite' | 'postgres'

/** What these show does not depend on the engine, so they run once, with SQLite. */
const anyEngine = [
  'test/config.test.ts',
  'test/kernel/**',
  'test/db/outage.test.ts',
  'test/contract/**',
  'test/domains/*/rules*.test.ts',
  'test/http/explorer.test.ts',
  'test/cli/start.test.ts',
  'test/cli/usage.test.ts',
]

/** Processes that are killed over and over: `npm run test:faults`. */
const faults = 'test/faults/**/*.test.ts'
const tests = process.env.ATHANOR_FAULTS
  ? { include: [faults], exclude: [] }
  : { include: ['test/**/*.test.ts'], exclude: [faults] }

/** What only one engine does is in files that say so: `lost-group.sqlite.test.ts`. */
const only = (engine: Engine) => `test/**/*.${engine}.test.ts`

const project = (name: Engine, url: string, exclude: string[]): TestProjectConfiguration => ({
  extends: true,
  test: {
    name,
    include: tests.include,
    exclude: [...exclude, ...tests.exclude],
    env: { DATABASE_URL: url, ATHANOR_TEST_ENGINE: name },
    globalSetup: [`test/support/${name}-setup.ts`],
    setupFiles: ['test/support/close-databases.ts'],
  },
})

const sqlite = project('sqlite', 'file:in-setup', [only('postgres')])
const postgres = project('postgres', 'postgres://in/setup', [only('sqlite'), ...anyEngine])

function engines(): TestProjectConfiguration[] {
  if (findPostgres()) return [sqlite, postgres]
  const files = readdirSync('test', { recursive: true, encoding: 'utf8' })
  const skipped = files.filter((file) => file.endsWith('.test.ts')).length
  const line = `${skipped} test files are skipped on PostgreSQL. ${howToInstall}`
  if (process.env.CI === 'true') throw new Error(line)
  console.warn(`\n  ${line}\n`)
  return [sqlite]
}

export default defineConfig({
  resolve: {
    // Else type-graphql would load graphql's CommonJS build beside the ES modules of the tests: two copies.
    alias: [{ find: /^graphql$/, replacement: fileURLToPath(import.meta.resolve('graphql/index.js')) }],
  },
  test: { testTimeout: 15_000, hookTimeout: 30_000, projects: engines() },
})
