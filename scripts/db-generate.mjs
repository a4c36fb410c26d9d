/**
 * Writes the migrations of both engines for what has changed in `src/db/tables`.
 *
 *   npm run db:generate -- <name>            a step for the changed tables
 *   npm run db:generate -- <name> --custom   an empty step, to be written by hand
 *   npm run db:check                         fails when the tables and the migrations differ; changes nothing
 */
import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'

const engines = [
  { folder: 'drizzle/sqlite', dialect: 'sqlite', url: 'file:unused', finished: strictly },
  { folder: 'drizzle/postgres', dialect: 'postgresql', url: 'postgres://unused/unused', finished: collated },
]

/** Their rows may be long, and a tree without row ids keeps only the first kilobyte of a row in place. */
const longRows = /^(brand|category|product)_text$/

/**
 * Drizzle knows neither STRICT, which makes SQLite refuse a text in an integer's column as PostgreSQL does, nor WITHOUT
 * ROWID, which spares a table with a composite key its second tree.
 */
function strictly(sql) {
  return sql.replace(/^CREATE TABLE `(?:__new_)?(\w+)` \([^;]*?\n\);/gm, (statement, table) => {
    const rowless = /^\tPRIMARY KEY\(/m.test(statement) && !longRows.test(table)
    return statement.replace(/\);$/, rowless ? ') STRICT, WITHOUT ROWID;' : ') STRICT;')
  })
}

/** Without this a text sorts by the language of the server, and not as on SQLite. */
function collated(sql) {
  return sql.replace(
    /^(\t"\w+" text|.* ADD COLUMN "\w+" text|.* SET DATA TYPE text)(?=[ ,;]|$)/gm,
    '$1 COLLATE "C"',
  )
}

function drizzleKit({ dialect, url }, out, flags, stdout) {
  const schema =
    `--dialect ${dialect} --schema src/db/tables/index.ts --casing snake_case --out ${out}`.split(' ')
  return execFileSync(
    process.execPath,
    ['node_modules/drizzle-kit/bin.cjs', 'generate', ...schema, ...flags],
    {
      env: { ...process.env, DATABASE_URL: url },
      stdio: ['inherit', stdout, 'inherit'],
      encoding: 'utf8',
    },
  )
}

const steps = (folder) =>
  existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.sql')) : []

function generate(name, flags) {
  for (const engine of engines) {
    const known = new Set(steps(engine.folder))
    drizzleKit(engine, engine.folder, ['--name', name, ...flags], 'inherit')
    for (const file of steps(engine.folder).filter((step) => !known.has(step))) {
      const path = join(engine.folder, file)
      writeFileSync(path, engine.finished(readFileSync(path, 'utf8')))
    }
  }
}

/** The steps that an engine lacks: generated in a copy, so that nothing of ours changes. */
function missing(engine) {
  const copy = relative('.', mkdtempSync(join(tmpdir(), 'athanor-drizzle-')))
  try {
    cpSync(engine.folder, copy, { recursive: true })
    const said = drizzleKit(engine, copy, ['--name', 'missing'], 'pipe')
    const known = new Set(steps(engine.folder))
    const found = steps(copy).filter((step) => !known.has(step))
    // drizzle-kit ends with 0 also when it fails.
    if (found.length === 0 && !said.includes('No schema changes')) throw new Error(said)
    return found.map((step) => `${engine.folder}:\n${readFileSync(join(copy, step), 'utf8')}`)
  } finally {
    rmSync(copy, { recursive: true })
  }
}

function check() {
  const found = engines.flatMap(missing)
  if (found.length === 0) return console.log('No schema changes: the migrations make the tables.')
  console.error('The tables have changed since the last migration. Run `npm run db:generate -- <name>`.')
  console.error(found.join('\n'))
  process.exitCode = 1
}

const words = process.argv.slice(2)
const flags = words.filter((word) => word.startsWith('--'))
if (flags.includes('--check')) check()
else generate(words.find((word) => !word.startsWith('--')) ?? 'change', flags)
