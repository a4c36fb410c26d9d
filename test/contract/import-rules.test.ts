import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const domains: string[] = JSON.parse(readFileSync('src/domains/domains.json', 'utf8'))
const [earlier, later] = domains as [string, string]

/** What must be refused: the file, what it imports, and the rule that says no. */
const refused: readonly [from: string, to: string, rule: string][] = [
  ['src/kernel/a.ts', 'src/db/index.ts', 'direction-of-kernel'],
  ['src/kernel/b.ts', 'src/config.ts', 'direction-of-kernel'],
  ['src/kernel/c.ts', 'node:fs', 'kernel-does-no-io'],
  ['src/db/a.ts', `src/domains/${earlier}/index.ts`, 'direction-of-db'],
  ['src/db/b.ts', 'fastify', 'domains-know-no-transport'],
  [`src/domains/${earlier}/a.ts`, 'src/app/index.ts', 'direction-of-domains'],
  [`src/domains/${earlier}/b.ts`, 'src/config.ts', 'direction-of-domains'],
  [`src/domains/${earlier}/c.ts`, `src/domains/${later}/index.ts`, `${earlier}-uses-earlier-domains`],
  [`src/domains/${earlier}/d.ts`, 'graphql', 'domains-know-no-transport'],
  [`src/domains/${earlier}/e.ts`, 'node:http', 'domains-know-no-transport'],
  [`src/domains/${earlier}/f.ts`, 'drizzle-orm', 'sql-stays-in-stores'],
  [`src/domains/${earlier}/g.ts`, `src/db/tables/${earlier}.ts`, 'sql-stays-in-stores'],
  [`src/domains/${later}/a.ts`, `src/domains/${earlier}/store.ts`, 'domains-by-their-index-among-themselves'],
  [`src/domains/${later}/store.ts`, `src/db/tables/${earlier}.ts`, 'stores-know-only-their-own-tables'],
  [`src/domains/${later}/store/rows.ts`, 'src/db/tables/index.ts', 'stores-know-only-their-own-tables'],
  [`src/domains/${later}/rules.ts`, `src/domains/${earlier}/index.ts`, 'rules-run-no-other-domain'],
  [`src/domains/${later}/rules.ts`, `src/domains/${earlier}/rules/sums.ts`, 'rules-are-pure'],
  [`src/domains/${later}/rules-of-price.ts`, `src/domains/${earlier}/rules.ts`, 'rules-are-pure'],
  [`src/domains/${later}/b.ts`, `src/domains/${earlier}/rules/index.ts`, 'only-rules-compose-rules'],
  [`src/domains/${later}/rules-of-price.ts`, `src/domains/${later}/service.ts`, 'rules-are-pure'],
  [`src/domains/${later}/rules/a.ts`, 'src/db/index.ts', 'rules-are-pure'],
  [`src/domains/${later}/rules/b.ts`, 'node:fs', 'rules-are-pure'],
  [`src/domains/${later}/rules/c.ts`, 'pino', 'rules-are-pure'],
  ['src/domains/unlisted/a.ts', 'src/domains/unlisted/index.ts', 'domains-are-listed'],
  ['src/schema/a.ts', `src/domains/${earlier}/service.ts`, 'schema-knows-only-shapes'],
  ['src/schema/b.ts', 'src/resolvers/index.ts', 'direction-of-schema'],
  ['src/resolvers/a.ts', 'src/db/index.ts', 'direction-of-resolvers'],
  ['src/resolvers/b.ts', 'drizzle-orm', 'api-knows-no-sql'],
  ['src/resolvers/c.ts', `src/domains/${earlier}/store.ts`, 'domains-by-their-index'],
  ['src/resolvers/d.ts', 'src/http/index.ts', 'direction-of-resolvers'],
  ['src/http/a.ts', 'src/resolvers/index.ts', 'direction-of-http'],
  ['src/http/b.ts', 'src/config.ts', 'direction-of-http'],
  ['src/http/c.ts', 'pg', 'drivers-stay-in-db'],
  ['src/telemetry/a.ts', 'src/http/index.ts', 'direction-of-telemetry'],
  ['src/telemetry/b.ts', '@opentelemetry/api', 'traces-load-on-demand'],
  ['src/app/h.ts', 'src/telemetry/open-telemetry.ts', 'traces-load-on-demand'],
  ['src/workers/a.ts', 'src/app/index.ts', 'direction-of-workers'],
  ['src/app/a.ts', 'src/cli/index.ts', 'direction-of-app'],
  ['src/app/b.ts', 'better-sqlite3', 'drivers-stay-in-db'],
  ['src/app/c.ts', 'vitest', 'no-dev-dependencies'],
  ['src/app/d.ts', 'src/app/missing.ts', 'nothing-unresolved'],
  ['src/app/e.ts', 'test/a.ts', 'nothing-from-outside-src'],
  ['src/app/f.ts', 'src/app/g.ts', 'no-cycles'],
]

const allowed: readonly [from: string, to: string][] = [
  // A cycle is reported at one of its ends.
  ['src/app/g.ts', 'src/app/f.ts'],
  ['src/main.ts', 'src/app/index.ts'],
  ['src/cli/index.ts', 'src/main.ts'],
  ['src/app/index.ts', 'src/http/index.ts'],
  ['src/app/index.ts', 'src/resolvers/index.ts'],
  ['src/http/index.ts', `src/domains/${earlier}/index.ts`],
  ['src/http/index.ts', 'src/telemetry/index.ts'],
  ['src/telemetry/open-telemetry.ts', '@opentelemetry/api'],
  ['src/resolvers/index.ts', 'src/schema/index.ts'],
  ['src/resolvers/index.ts', 'graphql'],
  ['src/schema/index.ts', `src/domains/${earlier}/types.ts`],
  [`src/domains/${later}/index.ts`, `src/domains/${earlier}/index.ts`],
  [`src/domains/${later}/rules/d.ts`, `src/domains/${later}/types.ts`],
  [`src/domains/${later}/rules/d.ts`, `src/domains/${later}/rules/e.ts`],
  [`src/domains/${later}/rules/d.ts`, 'src/kernel/index.ts'],
  [`src/domains/${later}/rules/d.ts`, `src/domains/${earlier}/rules/index.ts`],
  [`src/domains/${earlier}/store.ts`, `src/db/tables/${earlier}.ts`],
  [`src/domains/${earlier}/store.ts`, 'drizzle-orm'],
  ['src/db/index.ts', 'src/config.ts'],
  ['src/kernel/index.ts', 'node:crypto'],
]

const allowedAsTypes: readonly [from: string, to: string][] = [
  [`src/domains/${later}/rules/f.ts`, `src/domains/${earlier}/index.ts`],
  [`src/domains/${later}/types.ts`, `src/db/tables/${later}.ts`],
]

const folder = join('.tmp', `import-rules-${process.pid}`)
const isFile = (target: string) => /^(src|test)\//.test(target)

/** A tree with every import above; what is imported and has none of its own is an empty module. */
function plant() {
  const modules = new Map<string, string[]>()
  const add = (from: string, to: string, keyword: string) => {
    const up = '../'.repeat(from.split('/').length - 1)
    const path = isFile(to) ? up + to.replace('.ts', '.js') : to
    modules.set(from, [...(modules.get(from) ?? []), `${keyword} '${path}'`])
    if (isFile(to) && !to.includes('missing')) modules.set(to, modules.get(to) ?? [])
  }
  for (const [from, to] of [...refused, ...allowed]) add(from, to, 'import')
  for (const [from, to] of allowedAsTypes) add(from, to, 'import type {} from')
  for (const [file, imports] of modules) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), `${imports.join('\n')}\nexport {}\n`)
  }
  writeFileSync(
    join(folder, 'tsconfig.json'),
    '{ "compilerOptions": { "module": "NodeNext" }, "include": ["src"] }',
  )
}

interface Summary {
  violations: { from: string; to: string; rule: { name: string } }[]
  ruleSetUsed: { forbidden: { name: string }[] }
}

function cruised(): Summary {
  const command = [join('..', '..', 'node_modules', '.bin', 'depcruise'), 'src']
  const flags = ['--config', join('..', '..', '.dependency-cruiser.cjs'), '--output-type', 'json']
  const run = spawnSync(process.execPath, [...command, ...flags], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  })
  if (run.stderr) throw new Error(run.stderr)
  return JSON.parse(run.stdout).summary
}

describe('the import rules', () => {
  let summary: Summary
  const from = (file: string) => summary.violations.filter((found) => found.from === file)

  beforeAll(() => {
    plant()
    summary = cruised()
  }, 60_000)
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test.each(refused)('%s may not import %s', (file, _target, rule) => {
    expect(from(file).map((found) => found.rule.name)).toContain(rule)
  })

  test.each([...allowed, ...allowedAsTypes])('%s may import %s', (file, target) => {
    const end = target.replace('node:', '')
    expect(from(file).filter((found) => found.to.includes(end))).toEqual([])
  })

  test('are all seen to refuse something, but those made of one pattern', () => {
    const unproven = summary.ruleSetUsed.forbidden
      .map((rule) => rule.name)
      .filter((name) => !/^direction-of-|-uses-earlier-domains$/.test(name))
      .filter((name) => !refused.some(([, , rule]) => rule === name))
    expect(unproven).toEqual([])
  })
})
