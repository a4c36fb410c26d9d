import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { createServices } from '../../src/app/build-services.js'
import { openDatabase } from '../../src/db/index.js'
import { systemClock } from '../../src/kernel/clock.js'
import { figure, timeout, times } from '../support/counts.js'
import { createTestDatabase } from '../support/database.js'

const kills = times(10, 100)
const folder = mkdtempSync(join(tmpdir(), 'athanor-killed-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Products with brands, categories and attributes that come up on the way, some of them faulty or given twice. */
const rows = Array.from({ length: 400 }, (_, i) => ({
  id: `P${i % 97 === 96 ? i - 90 : i}`,
  title: i % 5 === 0 ? 'The same name' : `Product ${i}`,
  sku: i % 41 === 40 ? 'S1' : `S${i}`,
  maker: `Maker ${i % 23}`,
  category: `Top ${i % 3} > Below ${i % 7}`,
  price: i % 53 === 52 ? 'free' : `${i}.50`,
  [`attr_${i % 61}`]: i,
  colour: `Colour ${i % 31}`,
}))
const mapping = {
  locale: 'en',
  channels: [{ slug: 'shop', name: 'Shop', currencies: ['EUR'], locales: ['en'], countries: ['DE'] }],
  product: {
    externalReference: 'id',
    productType: { value: 'Thing' },
    status: { value: 'ACTIVE' },
    brand: 'maker',
    categories: 'category',
    categoryPath: '>',
    texts: [{ name: 'title' }],
    publications: [{ channel: { value: 'shop' }, publishedAt: { value: '2029-01-01T00:00:00Z' } }],
    attributes: [
      { prefix: 'attr_', key: 'n{rest}', type: 'NUMBER', filterable: true },
      { column: 'colour', type: 'ONE_OF', filterable: true },
    ],
  },
  variant: {
    sku: 'sku',
    prices: [{ channel: { value: 'shop' }, currency: { value: 'EUR' }, amount: 'price' }],
  },
}
const feedFile = join(folder, 'feed.ndjson')
const mappingFile = join(folder, 'mapping.json')
writeFileSync(feedFile, rows.map((row) => `${JSON.stringify(row)}\n`).join(''))
writeFileSync(mappingFile, JSON.stringify(mapping))

interface Ended {
  readonly signal: NodeJS.Signals | null
  readonly told: string
}

function runImport(url: string, killAt: number): Promise<Ended> {
  const program = ['--import', 'tsx', 'test/faults/import-process.ts', feedFile, mappingFile, String(killAt)]
  const child = spawn(process.execPath, program, {
    env: { ...process.env, DATABASE_URL: url },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let told = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (told += text))
  return new Promise((resolve) => child.on('close', (_, signal) => resolve({ signal, told })))
}

async function look(url: string) {
  const db = await openDatabase({ url })
  const { feeds } = createServices({ db, clock: systemClock })
  const lines: string[] = []
  await feeds.export(async (line) => void lines.push(line))
  const unfinished = await feeds.isUnfinished('the same file')
  await db.close()
  return { text: lines.join('\n'), unfinished }
}

test(`an import killed ${kills} times at any statement ends with the same catalog`, {
  timeout,
}, async () => {
  const untouched = await createTestDatabase()
  const whole = await runImport(untouched, 0)
  const { statements, rejected } = JSON.parse(whole.told) as { statements: number; rejected: number }
  expect(rejected).toBeGreaterThan(15)
  const expected = await look(untouched)

  const url = await createTestDatabase()
  const killedAt: number[] = []
  let wentOn = 0
  while (killedAt.length < kills) {
    const killAt = 1 + Math.floor((Math.random() * statements) / 4)
    const { signal } = await runImport(url, killAt)
    // One that came to its end is begun anew by the next.
    if (signal !== 'SIGKILL') continue
    killedAt.push(killAt)
    if (killedAt.length % 3 === 0 && (await look(url)).unfinished) wentOn += 1
  }
  const last = await runImport(url, 0)
  const because = `killed before the statements ${killedAt.join(', ')} of ${statements}`
  expect(last.signal, because).toBeNull()
  expect(JSON.parse(last.told), because).toMatchObject({ rejected })
  expect((await look(url)).text, because).toBe(expected.text)
  expect(wentOn, because).toBeGreaterThan(0)
  figure(`an import of ${rows.length} rows was killed ${kills} times and gave the same catalog`)
})
