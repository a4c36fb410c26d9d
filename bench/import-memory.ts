/**
 * Imports generated CSV files of 20,000 and 2,000,000 rows into empty SQLite databases and compares the peak memory:
 * `npm run bench:import-memory [-- <rows> <rows>]`. The large one takes its time and some gigabytes in `.tmp/`.
 */
import { once } from 'node:events'
import { createWriteStream, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from '../scripts/build.mjs'
import { runAthanor } from './processes/athanor.js'

const kept = fileURLToPath(new URL('../.tmp/bench/', import.meta.url))
const most = 1.1

const mapping = {
  format: 'csv',
  locale: 'en',
  channels: [{ slug: 'shop', name: 'Shop', currencies: ['EUR'], locales: ['en'], countries: ['DE'] }],
  product: {
    externalReference: 'id',
    productType: { value: 'Thing' },
    status: { value: 'ACTIVE' },
    brand: 'brand',
    categories: 'category',
    texts: [{ name: 'title', description: 'text' }],
    publications: [{ channel: { value: 'shop' }, publishedAt: 'since' }],
    attributes: [
      { column: 'colour', type: 'ONE_OF', filterable: true },
      { column: 'mass', type: 'NUMBER', unit: 'g', filterable: true },
    ],
  },
  variant: {
    sku: 'id',
    barcodes: 'ean',
    prices: [{ channel: { value: 'shop' }, currency: { value: 'EUR' }, amount: 'price' }],
  },
}

const row = (i: number) =>
  [
    `T${String(i).padStart(8, '0')}`,
    `Thing ${i} of the ${i % 1_000}th kind`,
    `"A thing, number ${i}, that is like the ${i % 77} others of its kind."`,
    `Brand ${i % 300}`,
    `Category ${i % 200}`,
    `Colour ${i % 24}`,
    (i % 9_000) + 1,
    `${(i % 500) + 1}.${String(i % 100).padStart(2, '0')}`,
    String(4_000_000_000_000 + i),
    '2026-01-31T00:00:00Z',
  ].join(',')

async function writeCsv(file: string, rows: number): Promise<void> {
  const out = createWriteStream(file)
  out.write('id,title,text,brand,category,colour,mass,price,ean,since\n')
  for (let i = 0; i < rows; i++) if (!out.write(`${row(i)}\n`)) await once(out, 'drain')
  out.end()
  await once(out, 'close')
}

async function peakOf(rows: number): Promise<number> {
  const folder = mkdtempSync(join(kept, 'memory-'))
  try {
    const [csv, mappingFile] = [join(folder, 'things.csv'), join(folder, 'mapping.json')]
    writeFileSync(mappingFile, JSON.stringify(mapping))
    await writeCsv(csv, rows)
    const url = `file:${join(folder, 'shop.db')}`
    const { seconds, peakMiB } = await runAthanor(['import', csv, '--mapping', mappingFile], url)
    const rate = Math.round(rows / seconds).toLocaleString('en')
    process.stdout.write(
      `${rows.toLocaleString('en').padStart(9)} rows: ${peakMiB.toFixed(0)} MiB, ${rate} rows/s\n`,
    )
    return peakMiB
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

await build()
mkdirSync(kept, { recursive: true })
const [few = 20_000, many = 2_000_000] = process.argv.slice(2).map(Number)
const ratio = (await peakOf(many)) / (await peakOf(few))
process.stdout.write(`${ratio.toFixed(2)} times as much; at most ${most} is allowed.\n`)
if (ratio > most) process.exitCode = 1
