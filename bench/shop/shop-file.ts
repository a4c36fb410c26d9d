import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { fingerprintOf } from '../../scripts/fingerprint.mjs'
import { runAthanor } from '../processes/athanor.js'
import { writeFeed } from './feed.js'
import { shopRecords } from './records.js'
import { settle } from './settle.js'

const root = fileURLToPath(new URL('../../', import.meta.url))
/** What decides how the shop looks in the database. */
const madeOf = ['bench/shop', 'drizzle/sqlite', 'src/db', 'src/domains'].map((path) => join(root, path))

/**
 * A SQLite file with a shop of so many products, imported as anybody would. It is kept in `folder` and made again when
 * its content or the code that stores it has changed.
 */
export async function shopFile(folder: string, products: number): Promise<string> {
  const prefix = `shop-${products}-`
  const file = join(folder, `${prefix}${fingerprintOf(madeOf).slice(0, 12)}.db`)
  if (existsSync(file)) return file
  mkdirSync(folder, { recursive: true })
  for (const name of readdirSync(folder)) if (name.startsWith(prefix)) rmSync(join(folder, name))
  const feed = join(folder, `${prefix}feed.ndjson`)
  await writeFeed(feed, shopRecords(products))
  await runAthanor(['import', feed], `file:${file}.new`)
  await settle(`${file}.new`)
  renameSync(`${file}.new`, file)
  rmSync(feed)
  return file
}
