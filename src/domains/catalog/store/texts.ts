import { isDeepStrictEqual } from 'node:util'
import { and, asc, type Column, eq, min, type SQL, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import {
  among,
  insertRows,
  query,
  type ReadHandle,
  type Slots,
  type Tx,
  unindexed,
} from '../../../db/index.js'
import { brandText, categoryText, productText, slug, variantText } from '../../../db/tables/catalog.js'
import { TakenSlugs } from '../rules/slugs.js'
import type { TextState } from '../rules/texts.js'
import type { Alternate, SlugKind } from '../types.js'

const tables = {
  product: { table: productText, owner: productText.productId },
  category: { table: categoryText, owner: categoryText.categoryId },
  brand: { table: brandText, owner: brandText.brandId },
} as const

const ownerField = { product: 'productId', category: 'categoryId', brand: 'brandId' } as const
const localized = {
  product: { table: productText, owner: 'productId' },
  category: { table: categoryText, owner: 'categoryId' },
  brand: { table: brandText, owner: 'brandId' },
  variant: { table: variantText, owner: 'variantId' },
} as const

type Row<Q> = Q extends PromiseLike<(infer R)[]> ? R : never
type Texted<Q> = (on: ReadHandle, ids: readonly number[], chain: readonly string[]) => Promise<Row<Q>[]>
interface Asked {
  ids: readonly number[]
}

/**
 * A query for entities with their texts, each in the locale that stands first in a chain; in any when none of them has
 * texts. `best` says which locale that is. The chain's locales are looked up one by one, so that the first costs least.
 */
export function inBestLocale<Q extends PromiseLike<unknown[]> & { prepare(name: string): unknown }>(
  kind: keyof typeof localized,
  build: (on: Tx, p: Slots<Asked>, best: (owner: Column | SQL) => SQL) => Q,
): Texted<Q> {
  const byLength = new Map<number, (on: ReadHandle, values: object) => Promise<Row<Q>[]>>()
  const made = (length: number) =>
    query((on: Tx, p: Slots<Asked>) => build(on, p, bestLocale(on, kind, length)) as never) as never
  return (on, ids, chain) => {
    const run = byLength.get(chain.length) ?? made(chain.length)
    byLength.set(chain.length, run)
    return run(on, { ids, ...Object.fromEntries(chain.map((locale, i) => [`locale${i}`, locale])) })
  }
}

/** The entity's locale that is looked for first and is there, among as many as `length` placeholders name. */
const bestLocale =
  (on: ReadHandle, kind: keyof typeof localized, length: number) =>
  (owner: Column | SQL): SQL => {
    const candidate = alias(localized[kind].table as typeof productText, 'candidate')
    const ofOwner = eq(candidate[localized[kind].owner as 'productId'], owner)
    const named = Array.from({ length }, (_, i) =>
      on
        .select({ locale: candidate.locale })
        .from(candidate)
        .where(and(ofOwner, eq(candidate.locale, sql.placeholder(`locale${i}`)))),
    )
    const any = on
      .select({ locale: min(candidate.locale) })
      .from(candidate)
      .where(ofOwner)
    return sql`coalesce(${sql.join(
      [...named, any].map((one) => sql`${one}`),
      sql`, `,
    )})`
  }

const textsOf = {
  product: allTexts('product'),
  category: allTexts('category'),
  brand: allTexts('brand'),
}

function allTexts(kind: SlugKind) {
  const { table, owner } = tables[kind]
  return query((on, p: Slots<{ ids: readonly number[] }>) =>
    on
      .select({
        ownerId: owner,
        locale: table.locale,
        name: table.name,
        slug: table.slug,
        description: table.description,
        seoTitle: table.seoTitle,
        seoDescription: table.seoDescription,
      })
      .from(table)
      .where(among(owner, p.ids))
      .orderBy(asc(owner), asc(table.locale)),
  )
}

/** Every text of each entity, by locale. */
export async function readTexts(
  on: ReadHandle,
  kind: SlugKind,
  ids: readonly number[],
): Promise<Map<number, TextState[]>> {
  const byOwner = new Map<number, TextState[]>(ids.map((id) => [id, []]))
  for (const { ownerId, ...text } of await textsOf[kind](on, { ids })) byOwner.get(ownerId)?.push(text)
  return byOwner
}

const slugsTaken = query((on, p: Slots<{ kind: string; slugs: readonly string[] }>) =>
  on
    .select()
    .from(slug)
    .where(sql`${eq(slug.kind, p.kind)} and ${among(slug.slug, p.slugs)}`),
)

/** Who holds any of these slugs now. */
export async function readTakenSlugs(
  on: ReadHandle,
  kind: SlugKind,
  slugs: readonly string[],
): Promise<TakenSlugs> {
  const taken = new TakenSlugs()
  for (const row of await slugsTaken(on, { kind, slugs }))
    taken.add(row.locale, row.slug, row.entityId, row.current)
  return taken
}

/** The texts of an entity before and after a save; it had none before it was stored. */
export interface EntityTexts {
  readonly id: number
  readonly before: readonly TextState[]
  readonly after: readonly TextState[]
}

/** Replaces the texts of each entity and keeps its former slugs as redirects. A slug that is taken by now fails the job. */
export async function replaceTexts(tx: Tx, kind: SlugKind, entities: readonly EntityTexts[]): Promise<void> {
  const { table, owner } = tables[kind]
  const known = entities.filter(({ before }) => before.length > 0).map(({ id }) => id)
  if (known.length > 0) await tx.delete(table).where(among(owner, known))
  const rows = entities.flatMap(({ id, after }) => after.map((text) => ({ ...text, [ownerField[kind]]: id })))
  await insertRows(tx, table, rows as never)
  await replaceSlugs(
    tx,
    kind,
    entities.filter(({ before, after }) => !isDeepStrictEqual(slugsOf(before), slugsOf(after))),
  )
}

const slugsOf = (texts: readonly TextState[]) => texts.map((text) => [text.locale, text.slug])

async function replaceSlugs(tx: Tx, kind: SlugKind, entities: readonly EntityTexts[]): Promise<void> {
  const former = entities.filter(({ before }) => before.length > 0).map(({ id }) => id)
  if (former.length > 0)
    await tx
      .update(slug)
      .set({ current: false })
      .where(sql`${among(slug.entityId, former)} and ${unindexed(slug.kind)} = ${kind}`)
  const wanted = entities.flatMap(({ id, after }) =>
    after.map((text) => ({ kind, locale: text.locale, slug: text.slug, entityId: id, current: true })),
  )
  const taken = await slugsTaken(tx, { kind, slugs: wanted.map((row) => row.slug) })
  const redirects = taken.filter(
    (old) => !old.current && wanted.some((row) => row.slug === old.slug && row.locale === old.locale),
  )
  for (const old of redirects)
    await tx
      .delete(slug)
      .where(and(eq(slug.kind, kind), eq(slug.slug, old.slug), eq(slug.locale, old.locale)))
  await insertRows(tx, slug, wanted)
}

const slugHolders = query((on, p: Slots<{ kind: string; slug: string }>) =>
  on
    .select({ locale: slug.locale, entityId: slug.entityId, current: slug.current })
    .from(slug)
    .where(sql`${eq(slug.kind, p.kind)} and ${eq(slug.slug, p.slug)}`),
)

/** The entity that a slug means: in the first locale of the chain that knows it, a current one before an old one. */
export async function entityBySlug(
  on: ReadHandle,
  kind: SlugKind,
  wanted: string,
  chain: readonly string[],
): Promise<number | null> {
  const rank = (locale: string) => (chain.includes(locale) ? chain.indexOf(locale) : chain.length)
  const holders = [...(await slugHolders(on, { kind, slug: wanted }))]
  holders.sort(
    (a, b) =>
      Number(b.current) - Number(a.current) || rank(a.locale) - rank(b.locale) || a.entityId - b.entityId,
  )
  return holders[0]?.entityId ?? null
}

const alternatesQuery = query((on, p: Slots<{ kind: string; ids: readonly number[] }>) =>
  on
    .select({ entityId: slug.entityId, locale: slug.locale, slug: slug.slug })
    .from(slug)
    .where(sql`${among(slug.entityId, p.ids)} and ${unindexed(slug.kind)} = ${p.kind} and ${slug.current}`)
    .orderBy(asc(slug.locale)),
)

/** The current slug in every locale, for hreflang. */
export async function readAlternates(
  on: ReadHandle,
  kind: SlugKind,
  ids: readonly number[],
): Promise<Map<number, Alternate[]>> {
  const byId = new Map<number, Alternate[]>(ids.map((id) => [id, []]))
  for (const { entityId, ...alternate } of await alternatesQuery(on, { kind, ids }))
    byId.get(entityId)?.push(alternate)
  return byId
}
