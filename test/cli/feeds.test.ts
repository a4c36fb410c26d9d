import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { beforeEach, describe, expect, test } from 'vitest'
import { createTestDatabase } from '../support/database.js'
import { athanor, athanorProcess, testFolder } from './athanor.js'

const file = testFolder()
const demo = 'src/cli/demo/alchemy-shop.ndjson'
const smallShop = ['import', 'examples/small-shop.csv', '--mapping', 'examples/small-shop.mapping.json']
const timeout = 60_000

let url: string
beforeEach(async () => {
  url = await createTestDatabase()
})
const run = (...args: string[]) => athanor(args, url)
const exported = async (from = url) => (await athanor(['export'], from)).stdout

describe('seed', () => {
  test('fills an empty shop, and no other unless forced', { timeout }, async () => {
    expect(await run('seed')).toMatchObject({ code: 0, stdout: '', stderr: 'The demo shop is in.\n' })
    const seeded = await exported()
    expect(seeded).toContain('"kind":"product"')
    expect(await run('seed')).toMatchObject({ code: 1, stderr: expect.stringContaining('is not empty') })
    expect(await run('seed', '--force')).toMatchObject({ code: 0 })
    expect(await exported()).toBe(seeded)
  })
})

describe('import', () => {
  test('takes the example of a CSV file, and a second time changes nothing', { timeout }, async () => {
    expect(await run(...smallShop)).toMatchObject({
      code: 0,
      stdout: '',
      stderr: expect.stringMatching(/^3 products created; /),
    })
    const before = await exported()
    expect(before).toContain('"externalReference":"Kitchen > Mugs"')
    expect(await run(...smallShop)).toMatchObject({
      code: 0,
      stderr: expect.stringMatching(/^3 unchanged; /),
    })
    expect(await exported()).toBe(before)
  })

  test('reads what another exports, plain or packed, from a file or the standard input', {
    timeout,
  }, async () => {
    await run('import', demo)
    const whole = await exported()
    const packed = file('demo.ndjson.gz')
    writeFileSync(packed, gzipSync(whole))
    const [second, third] = [await createTestDatabase(), await createTestDatabase()]
    expect(await athanor(['import', packed], second)).toMatchObject({ code: 0 })
    expect(await athanorProcess(['import', '-'], { url: third, input: readFileSync(packed) })).toMatchObject({
      code: 0,
    })
    expect(await exported(second)).toBe(whole)
    expect(await exported(third)).toBe(whole)
  })

  test('ends with 2 when something was rejected, and writes it down', { timeout }, async () => {
    await run('seed')
    const feed = file('faulty.ndjson')
    const rejects = file('rejects.ndjson')
    writeFileSync(
      feed,
      [
        '{"kind":"brand","externalReference":"new","translations":[{"locale":"en","name":"New"}]}',
        '{"kind":"brand",',
        '{"kind":"product","externalReference":"x","productType":"nothing","variants":[]}',
      ].join('\n'),
    )
    const { code, stdout, stderr } = await run('import', feed, '--rejects', rejects)
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(/^Line 2 rejected:\n {2}The line is not JSON: /)
    expect(stderr).toMatch(
      /Line 3 \(product x\) rejected:\n[\s\S]*productType: There is no product type "nothing"\./,
    )
    expect(stderr).toContain(`What was rejected, and why, is in ${rejects}.`)
    expect(stderr).toMatch(/1 other records saved, 2 rejected; /)
    const written = readFileSync(rejects, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as object)
    expect(written).toMatchObject([
      { line: 2, lastLine: 2, key: null, source: ['{"kind":"brand",'] },
      {
        line: 3,
        key: 'product:x',
        problems: expect.arrayContaining([
          expect.objectContaining({ code: 'NOT_FOUND', field: 'productType' }),
        ]),
      },
    ])
  })

  test('shows the first rejections and counts the others', { timeout }, async () => {
    const feed = file('hopeless.ndjson')
    writeFileSync(feed, 'x\n'.repeat(30))
    const { code, stderr } = await run('import', feed)
    expect(code).toBe(2)
    expect(stderr.match(/rejected:/g)).toHaveLength(20)
    expect(stderr).toContain('... and 10 more. `--rejects <file>` writes all of them.')
  })

  test('as a dry run meets all that the real one would, and keeps nothing', { timeout }, async () => {
    await run('seed')
    const before = await exported()
    const feed = file('rehearsal.ndjson')
    const variants = [{ sku: 'rehearsed' }]
    const translations = [{ locale: 'en', name: 'New' }]
    const product = { kind: 'product', productType: 'new', translations, variants }
    const records = [
      { kind: 'productType', key: 'new', name: 'New' },
      ...Array.from({ length: 300 }, (_, i) => ({ kind: 'brand', externalReference: `b${i}`, translations })),
      { ...product, externalReference: 'a', brand: 'b0' },
      { ...product, externalReference: 'b', brand: 'b299' },
    ]
    writeFileSync(feed, records.map((record) => `${JSON.stringify(record)}\n`).join(''))
    const dry = await run('import', feed, '--dry-run')
    expect(dry.code).toBe(2)
    expect(dry.stderr).toMatch(/^Line 303 \(product b\) rejected:\n {2}variants\.0\.sku: The SKU "rehearsed"/)
    expect(dry.stderr).toMatch(
      /1 products created, 301 other records saved, 1 rejected; .*\nThis was a dry run/,
    )
    expect(await exported()).toBe(before)
    const real = await run('import', feed)
    expect(real.code).toBe(2)
    expect(real.stderr.split('\n')[1]).toBe(dry.stderr.split('\n')[1])
  })

  test('stops at a CSV file that cannot be read further, and keeps what came before', {
    timeout,
  }, async () => {
    const broken = file('broken.csv')
    writeFileSync(broken, `${readFileSync('examples/small-shop.csv', 'utf8')}vase,"Vase,,,,,,,,,,,,,\n`)
    const { code, stderr } = await run('import', broken, '--mapping', 'examples/small-shop.mapping.json')
    expect(code).toBe(1)
    expect(stderr).toMatch(/^Line 8 opens a quote that is not closed before the file ends/)
  })

  test.each([
    [['nowhere.ndjson'], /^nowhere\.ndjson cannot be read: ENOENT/],
    [['examples/small-shop.csv'], /^A CSV file needs a mapping/],
    [['package.json', '--mapping', 'nowhere.json'], /^nowhere\.json cannot be read: ENOENT/],
    [['package.json', '--mapping', '.npmrc'], /^The mapping is not JSON/],
    [['examples/small-shop.csv', '--mapping', 'package.json'], /^The mapping has \d+ problem\(s\):\n {2}/],
  ])('does not begin with %j', async (args, complaint) => {
    const { code, stdout, stderr } = await run('import', ...args)
    expect(stderr).toMatch(complaint)
    expect(stderr).not.toMatch(/\n\s+at /)
    expect([code, stdout]).toEqual([1, ''])
  })

  test('stops at packed data that is cut off', { timeout }, async () => {
    const cut = file('cut.ndjson.gz')
    writeFileSync(cut, gzipSync(readFileSync(demo)).subarray(0, 1_000))
    const { code, stderr } = await run('import', cut)
    expect(code).toBe(1)
    expect(stderr).toMatch(/^The gzip data is damaged or cut off: /)
  })
})

describe('export', () => {
  test('writes to a file as to the standard output', { timeout }, async () => {
    await run('import', demo)
    const target = file('out.ndjson')
    expect(await run('export', target)).toMatchObject({ code: 0, stdout: '' })
    expect(readFileSync(target, 'utf8')).toBe(await exported())
    expect(statSync(target).size).toBeGreaterThan(100_000)
  })

  test('does not make a database that is not there', { timeout }, async () => {
    const { code, stderr } = await athanor(['export'], `file:${file('none.db')}`)
    expect(code).toBe(1)
    expect(stderr).toMatch(/^There is no database at /)
    expect(existsSync(file('none.db'))).toBe(false)
  })
})
