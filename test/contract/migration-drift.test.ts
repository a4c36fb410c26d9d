import { spawnSync } from 'node:child_process'
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '../..')
let copy: string

/** The tables as they are, beside migrations that may be changed. */
beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'athanor-drift-'))
  mkdirSync(join(copy, 'scripts'))
  cpSync(join(root, 'drizzle'), join(copy, 'drizzle'), { recursive: true })
  for (const name of ['src', 'node_modules', 'package.json', 'tsconfig.json'])
    symlinkSync(join(root, name), join(copy, name))
  cpSync(join(root, 'scripts/db-generate.mjs'), join(copy, 'scripts/db-generate.mjs'))
})
afterAll(() => rmSync(copy, { recursive: true, force: true }))

const check = () =>
  spawnSync(process.execPath, ['scripts/db-generate.mjs', '--check'], {
    cwd: copy,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  })

function forgetColumn(engine: string, table: string, column: string): void {
  const folder = join(copy, 'drizzle', engine, 'meta')
  const last = readdirSync(folder)
    .filter((name) => name.endsWith('_snapshot.json'))
    .sort()
    .at(-1) as string
  const snapshot = JSON.parse(readFileSync(join(folder, last), 'utf8'))
  delete snapshot.tables[table].columns[column]
  writeFileSync(join(folder, last), JSON.stringify(snapshot))
}

describe('the check that the migrations make the tables', () => {
  it('passes', () => {
    const { status, stdout } = check()
    expect(stdout).toContain('No schema changes')
    expect(status).toBe(0)
  })

  it('fails when a column has no migration, says which, and changes nothing', () => {
    forgetColumn('sqlite', 'shop', 'name')
    const before = readdirSync(join(copy, 'drizzle'), { recursive: true })
    const { status, stderr } = check()
    expect(stderr).toMatch(/ALTER TABLE `shop` ADD `name` text/)
    expect(status).toBe(1)
    expect(readdirSync(join(copy, 'drizzle'), { recursive: true })).toEqual(before)
  })
})
