import { beforeAll, describe, expect, test } from 'vitest'
import { slug } from '../../../src/db/tables/catalog.js'
import { must, openTestShop, type TestShop } from '../../support/shop.js'

let shop: TestShop
beforeAll(async () => {
  shop = await openTestShop()
})

const rounds = Array.from({ length: 8 }, (_, i) => i)
const named = (name: string, given = {}) => ({ translations: [{ locale: 'en', name, ...given }] })
const category = (externalReference: string, parent?: string | null) =>
  shop.catalog.saveCategory(shop.actor, { externalReference, ...(parent !== undefined && { parent }) })

describe('of two who save at once', () => {
  test.each(rounds)('the same new brand, one creates it and the other changes it (%i)', async (round) => {
    const externalReference = `brand-${round}`
    const ids = await Promise.all(
      ['One', 'Two', 'Three'].map((name) =>
        must(shop.catalog.saveBrand(shop.actor, { externalReference, ...named(name) })),
      ),
    )
    expect(new Set(ids).size).toBe(1)
    const [brand] = await shop.catalog.brands(ids, ['en'])
    expect(brand?.version).toBe(3)
  })

  test.each(rounds)('brands by one slug, one has it (%i)', async (round) => {
    const results = await Promise.all(
      ['a', 'b', 'c'].map((reference) =>
        shop.catalog.saveBrand(shop.actor, {
          externalReference: `slugged-${round}-${reference}`,
          ...named('X', { slug: `brand-slug-${round}` }),
        }),
      ),
    )
    expect(results.filter(({ ok }) => ok)).toHaveLength(1)
    expect(results.find(({ ok }) => !ok)).toMatchObject({
      errors: [{ code: 'DUPLICATE', field: ['translations', '0', 'slug'] }],
    })
  })

  test.each(rounds)('two categories under each other, one is moved (%i)', async (round) => {
    const [a, b, c] = [`a-${round}`, `b-${round}`, `c-${round}`]
    for (const externalReference of [a, b, c])
      await must(shop.catalog.saveCategory(shop.actor, { externalReference, ...named(externalReference) }))
    await must(category(c, b))
    const moved = await Promise.all([category(a, c), category(b, a)])
    expect(moved.filter(({ ok }) => ok)).toHaveLength(1)
    expect(moved.find(({ ok }) => !ok)).toMatchObject({ errors: [{ field: ['parent'] }] })
  })

  test('one attribute with the version that both saw, one wins', async () => {
    await must(
      shop.catalog.saveAttribute(shop.actor, {
        key: 'race',
        type: 'TEXT',
        names: [{ locale: 'en', value: 'R' }],
      }),
    )
    const results = await Promise.all(
      ['de', 'fr', 'es'].map((locale) =>
        shop.catalog.saveAttribute(shop.actor, {
          key: 'race',
          expectedVersion: 1,
          names: [{ locale, value: 'R' }],
        }),
      ),
    )
    expect(results.filter(({ ok }) => ok)).toHaveLength(1)
  })

  test('one new product type, one creates it and the other changes it', async () => {
    const ids = await Promise.all(
      ['A', 'B', 'C'].map((name) => must(shop.catalog.saveProductType(shop.actor, { key: 'race', name }))),
    )
    expect(new Set(ids).size).toBe(1)
  })
})

test('nothing of all that leaves two entities with one slug in one locale', async () => {
  const held = await shop.db.read.select().from(slug)
  const current = held.filter((row) => row.current).map((row) => `${row.kind} ${row.locale} ${row.slug}`)
  expect(new Set(current).size).toBe(current.length)
})
