import { asc, eq } from 'drizzle-orm'
import { expect } from 'vitest'
import { createServices } from '../../src/app/build-services.js'
import { type Database, dialect, openDatabase } from '../../src/db/index.js'
import { auditEntry } from '../../src/db/tables/audit.js'
import { product, productPublication, productText, variant } from '../../src/db/tables/catalog.js'
import { facet, listing, listingName, listingVariant } from '../../src/db/tables/listing.js'
import { outbox } from '../../src/db/tables/outbox.js'
import { price } from '../../src/db/tables/pricing.js'
import { systemClock } from '../../src/kernel/clock.js'
import { openRaw } from './raw-database.js'

/**
 * Holds a database that `writers` have filled to what is promised of it: everything acknowledged is there, each product
 * is whole, with its audit entry and its fact, and the listings are what they would be if they were made anew. Answers
 * how many products there are.
 */
export async function expectSound(url: string, acknowledged: readonly string[]): Promise<number> {
  await expectSoundFile(url)
  const db = await openDatabase({ url, maxHoldMs: 10_000 })
  try {
    const products = await db.read.select().from(product).orderBy(asc(product.id))
    const references = new Set(products.map(({ externalReference }) => externalReference))
    expect(acknowledged.filter((reference) => !references.has(reference))).toEqual([])
    await expectWhole(
      db,
      products.map(({ id }) => id),
    )
    await expectListed(
      db,
      products.map(({ id }) => id),
    )
    return products.length
  } finally {
    await db.close()
  }
}

async function expectSoundFile(url: string): Promise<void> {
  if (dialect !== 'sqlite') return
  const raw = await openRaw(url)
  expect(await raw.all('pragma integrity_check')).toEqual([{ integrity_check: 'ok' }])
  expect(await raw.all('pragma foreign_key_check')).toEqual([])
  await raw.close()
}

/** `vessel` makes products of these parts. */
async function expectWhole({ read }: Database, ids: readonly number[]): Promise<void> {
  const parts = {
    texts: (await read.select({ id: productText.productId }).from(productText)).map(({ id }) => id),
    variants: (await read.select({ id: variant.productId }).from(variant)).map(({ id }) => id),
    publications: (await read.select({ id: productPublication.productId }).from(productPublication)).map(
      ({ id }) => id,
    ),
    prices: (
      await read
        .select({ id: variant.productId })
        .from(variant)
        .innerJoin(price, eq(price.variantId, variant.id))
    ).map(({ id }) => id),
    audit: (await read.select().from(auditEntry)).flatMap(({ entity, entityId }) =>
      entity === 'Product' ? Number(entityId) : [],
    ),
    facts: (await read.select().from(outbox)).flatMap(({ kind, body }) =>
      kind === 'product.saved' ? Number((body as { productId?: number }).productId) : [],
    ),
  }
  const each = { texts: 1, variants: 1, publications: 2, prices: 3, audit: 1, facts: 1 }
  for (const [part, count] of Object.entries(each)) {
    const found = parts[part as keyof typeof parts].sort((a, b) => a - b)
    expect(found, part).toEqual(ids.flatMap((id) => Array<number>(count).fill(id)))
  }
}

async function expectListed(db: Database, ids: readonly number[]): Promise<void> {
  const { listings } = createServices({ db, clock: systemClock })
  const before = await listed(db)
  for (let i = 0; i < ids.length; i += 50) await db.write((tx) => listings.refresh(tx, ids.slice(i, i + 50)))
  expect(await listed(db)).toEqual(before)
}

async function listed({ read }: Database): Promise<string[][]> {
  const tables = await Promise.all(
    [listing, listingVariant, listingName, facet].map((table) => read.select().from(table as typeof listing)),
  )
  return tables.map((rows) => rows.map((row) => JSON.stringify(row)).sort())
}
