import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { explained } from '../../src/cli/explained.js'
import { writeLines } from '../../src/cli/line-writer.js'
import { buildProgram } from '../../src/cli/program.js'
import { redactedUrl } from '../../src/cli/redacted.js'
import { athanorProcess } from './athanor.js'

describe('help', () => {
  const program = buildProgram()

  test('lists every command', () => {
    expect(program.commands.map((command) => command.name())).toEqual([
      'serve',
      'migrate',
      'seed',
      'import',
      'export',
      'stock',
      'backup',
      'restore',
      'copy',
      'retry',
      'config',
    ])
    for (const command of program.commands)
      expect(program.helpInformation()).toContain(command.description().slice(0, 30))
  })

  test.each(program.commands.map((command) => command.name()))('of %s has examples', (name) => {
    const command = program.commands.find((candidate) => candidate.name() === name)
    let help = ''
    command?.configureOutput({ writeOut: (text) => (help += text) })
    command?.outputHelp()
    expect(help).toMatch(new RegExp(`^Usage: athanor ${name}`))
    expect(help).toMatch(new RegExp(`Examples:\\n.*athanor ${name}`))
  })

  test('has the version of the package beside it', () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }
    expect(program.version()).toBe(version)
  })

  test('goes to the standard output', { timeout: 30_000 }, async () => {
    const { code, stdout, stderr } = await athanorProcess(['--help'])
    expect([code, stderr]).toEqual([0, ''])
    expect(stdout).toMatch(/^Usage: athanor/)
  })
})

describe('what is wrong with a command line is told in a line or two, without a stack', () => {
  test.each([
    [['exprot'], /unknown command 'exprot'.*\n.*Did you mean export\?/],
    [['import'], /missing required argument 'file'/],
    [['import', 'x.ndjson', '--mapp', 'y'], /unknown option '--mapp'.*\n.*Did you mean --mapping\?/],
    [['copy', '--from', 'file:a.db'], /required option '--to <url>' not specified/],
  ])('%j', { timeout: 30_000 }, async (args, complaint) => {
    const { code, stdout, stderr } = await athanorProcess(args, { url: 'file:nowhere/athanor.db' })
    expect(stderr).toMatch(complaint)
    expect(stderr).not.toMatch(/\n\s+at /)
    expect([code, stdout]).toEqual([1, ''])
  })

  test('settings too, all of them', { timeout: 30_000 }, async () => {
    const { code, stderr } = await athanorProcess(['export'], {
      env: { PORT: 'x', DATABASE_URL: 'mysql://a' },
    })
    expect(code).toBe(1)
    expect(stderr).toMatch(/^The configuration has 2 problem\(s\):\n {2}PORT: .*\n {2}DATABASE_URL: .*\n$/)
  })

  test('a database that does not answer', () => {
    expect(explained(Object.assign(new Error(''), { code: 'ECONNREFUSED' }))).toMatch(
      /cannot be reached \(ECONNREFUSED\)/,
    )
  })

  test('a file that cannot be written', async () => {
    const error = await writeLines('nowhere/catalog.ndjson', async () => {}).catch((reason) => reason)
    expect(explained(error)).toMatch(/^ENOENT: .*, open 'nowhere\/catalog.ndjson'$/)
  })

  test('a database that cannot be opened', () => {
    const message = 'unable to open database: nowhere/shop.db.partial'
    expect(explained(Object.assign(new Error(message), { code: 'SQLITE_CANTOPEN' }))).toBe(message)
  })

  test('a fault of ours keeps its stack', () => {
    expect(explained(new TypeError('x is not a function'))).toMatch(/^TypeError: x is not a function\n\s+at /)
  })
})

describe('retry', () => {
  const url = `file:${join(mkdtempSync(join(tmpdir(), 'athanor-retry-')), 'athanor.db')}`

  test('tells how many facts will be tried again', { timeout: 30_000 }, async () => {
    const { code, stderr } = await athanorProcess(['retry', 'listing.rebuild'], { url })
    expect([code, stderr]).toEqual([0, '0 facts of listing.rebuild will be tried again.\n'])
  })

  test('names the reactions that there are', { timeout: 30_000 }, async () => {
    const { code, stderr } = await athanorProcess(['retry', 'listing'], { url })
    expect([code, stderr]).toEqual([
      1,
      'There is no reaction "listing". There are: listing.rebuild, listing.availability, alerts.due, mail.want.\n',
    ])
  })
})

describe('config', () => {
  test('shows what is in effect, without secrets', { timeout: 30_000 }, async () => {
    const { code, stdout, stderr } = await athanorProcess(['config'], {
      url: 'postgres://me:hunter2@db.example/shop?sslpassword=hunter3',
      env: {
        PORT: '8080',
        ATHANOR_ADMIN_KEY: 'k'.repeat(40),
        REDIS_URL: 'rediss://:hunter4@cache.example:6379',
        WORKERS: '4',
        STRIPE_SECRET_KEY: 'sk_live_hunter5',
        STRIPE_PUBLISHABLE_KEY: 'pk_live_1',
        STRIPE_WEBHOOK_SECRET: 'whsec_hunter6',
      },
    })
    expect([code, stderr]).toEqual([0, ''])
    expect(JSON.parse(stdout)).toMatchObject({
      PORT: 8080,
      ADMIN_HOST: '127.0.0.1',
      ADMIN_PORT: 4001,
      DATABASE_URL: 'postgres://me:***@db.example/shop?sslpassword=***',
      ATHANOR_ADMIN_KEY: '***',
      REDIS_URL: 'rediss://:***@cache.example:6379',
      WORKERS: 4,
      STRIPE_SECRET_KEY: '***',
      STRIPE_PUBLISHABLE_KEY: 'pk_live_1',
      STRIPE_WEBHOOK_SECRET: '***',
      TEST_PAYMENTS: true,
    })
    expect(stdout).not.toMatch(/hunter|kkk/)
  })

  test.each([
    ['file:./data/athanor.db', 'file:./data/athanor.db'],
    ['postgres://db/shop', 'postgres://db/shop'],
    ['postgres://me@db/shop', 'postgres://me@db/shop'],
    ['postgres://me:pa%3Ass@db/shop?password=x', 'postgres://me:***@db/shop?password=***'],
    ['postgres://me:se:cret@[bad/shop', 'postgres://me:***@[bad/shop'],
  ])('shows %s as %s', (url, shown) => {
    expect(redactedUrl(url)).toBe(shown)
  })
})
