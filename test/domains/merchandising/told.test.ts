import { asc, eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { outbox } from '../../../src/db/tables/outbox.js'
import { openTestShop, pricesOf, type TestShop, vessel } from '../../support/shop.js'

let shop: TestShop
beforeAll(async () => {
  shop = await openTestShop()
})

const facts = (productId: number) =>
  shop.db.read
    .select({ kind: outbox.kind, body: outbox.body })
    .from(outbox)
    .where(eq(outbox.aggregate, `product:${productId}`))
    .orderBy(asc(outbox.seq))
const audited = async (productId: number) =>
  (await shop.audit.page({ entity: 'Product', entityId: String(productId) }, {})).items

describe('what is told of it', () => {
  test('is one audit entry for each product that changed, with what differs', async () => {
    const id = await shop.saved(vessel('told', { tags: ['a'] }))
    await shop.upsert(
      { externalReference: 'told', tags: ['b'], variants: [{ sku: 'told', prices: pricesOf(2_000) }] },
      { externalReference: 'told-too', brand: 'nobody' },
    )
    const entries = await audited(id)
    expect(entries).toHaveLength(2)
    const [changed, created] = entries
    expect(created).toMatchObject({
      action: 'productsUpsert',
      actor: 'key:ath_test',
      requestId: 'req-1',
      before: null,
      after: {
        externalReference: 'told',
        tags: ['a'],
        prices: [{ prices: [{ amountMinor: 1_000 }, {}, {}] }],
      },
    })
    const { state } = await shop.stored('told')
    const variantId = state.variants[0]?.id
    expect(changed).toMatchObject({
      before: { tags: ['a'], prices: [{ variantId, prices: [{ amountMinor: 1_000 }, {}, {}] }] },
      after: { tags: ['b'], prices: [{ variantId, prices: [{ amountMinor: 2_000 }, {}, {}] }] },
    })
    expect(Object.keys(changed?.after as object).sort()).toEqual(['prices', 'tags'])
  })

  test('is a fact when it is created or changed, also when only a price is', async () => {
    const id = await shop.saved(vessel('fact'))
    const created = (await facts(id)).length
    expect(created).toBeGreaterThan(0)
    await shop.upsert({ externalReference: 'fact', rank: 2 })
    const changed = (await facts(id)).length
    expect(changed).toBe(created + 1)
    const priced = { externalReference: 'fact', variants: [{ sku: 'fact', prices: pricesOf(77) }] }
    expect(await shop.upsert(priced)).toMatchObject([{ outcome: 'UPDATED' }])
    expect((await facts(id)).at(-1)).toEqual({ kind: 'price.saved', body: { productId: id } })
    expect(await facts(id)).toHaveLength(changed + 1)
    expect(await shop.upsert(priced)).toMatchObject([{ outcome: 'UNCHANGED' }])
    expect(await facts(id)).toHaveLength(changed + 1)
  })
})

describe('archiving a product', () => {
  test('keeps it and tells so once', async () => {
    const id = await shop.saved(vessel('archived'))
    expect(await shop.merchandising.archiveProduct(shop.actor, { externalReference: 'archived' })).toEqual({
      ok: true,
      value: id,
    })
    expect((await shop.stored('archived')).state).toMatchObject({
      status: 'ARCHIVED',
      variants: [{ sku: 'archived' }],
    })
    expect(await audited(id)).toMatchObject([
      { action: 'productArchive', before: { status: 'ACTIVE' }, after: { status: 'ARCHIVED' } },
      { action: 'productsUpsert' },
    ])
    await shop.merchandising.archiveProduct(shop.actor, { externalReference: 'archived' })
    expect(await audited(id)).toHaveLength(2)
  })

  test('of an older version, or of one that is not there, is refused', async () => {
    await shop.saved(vessel('kept'))
    const archive = (externalReference: string, expectedVersion?: number) =>
      shop.merchandising.archiveProduct(shop.actor, {
        externalReference,
        expectedVersion: expectedVersion ?? null,
      })
    expect(await archive('kept', 9)).toMatchObject({ ok: false, errors: [{ currentVersion: 1 }] })
    expect(await archive('nobody')).toMatchObject({
      ok: false,
      errors: [{ code: 'NOT_FOUND', field: ['externalReference'], reference: 'nobody' }],
    })
    expect((await shop.stored('kept')).state.status).toBe('ACTIVE')
  })

  test('is undone by an upsert with another status', async () => {
    const id = await shop.saved(vessel('back'))
    await shop.merchandising.archiveProduct(shop.actor, { externalReference: 'back' })
    expect(await shop.saved({ externalReference: 'back', status: 'ACTIVE' })).toBe(id)
    expect((await shop.stored('back')).state.status).toBe('ACTIVE')
  })
})
