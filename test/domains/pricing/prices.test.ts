import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { PriceInput } from '../../../src/domains/pricing/index.js'
import { mostMinor } from '../../../src/domains/pricing/index.js'
import { openTestShop, option, pricesOf, sized, type TestShop, vessel } from '../../support/shop.js'

let shop: TestShop
beforeAll(async () => {
  shop = await openTestShop()
})
let made = 0
let sku: string
beforeEach(async () => {
  sku = `priced-${++made}`
  await shop.saved(vessel(sku))
})

const save = (...items: { sku: string; prices: PriceInput[] }[]) =>
  shop.merchandising.savePrices(shop.actor, { items })
const price = (given: Partial<PriceInput> = {}): PriceInput => ({
  channel: 'eu',
  currency: 'EUR',
  amountMinor: 5,
  ...given,
})
const amounts = async (reference: string) =>
  (await shop.stored(reference)).prices.map((prices) => prices.map(({ amountMinor }) => amountMinor))

describe('saving prices', () => {
  test('replaces all of a variant, and marks its product as changed', async () => {
    shop.clock.set('2030-03-01T00:00:00.000Z')
    const result = await save({ sku, prices: [price({ amountMinor: 7, compareAtMinor: 9 })] })
    const { id, state, prices, version } = await shop.stored(sku)
    expect(result).toEqual({ ok: true, value: [state.variants[0]?.id] })
    expect(prices).toMatchObject([[{ currency: 'EUR', amountMinor: 7, compareAtMinor: 9 }]])
    expect(version).toBe(1)
    const [product] = await shop.catalog.productDetails([id], ['en'])
    expect(product?.updatedAt).toEqual(new Date('2030-03-01T00:00:00.000Z'))
  })

  test('takes a price of nothing, and the dearest', async () => {
    expect(await save({ sku, prices: [price({ amountMinor: 0, compareAtMinor: 1 })] })).toMatchObject({
      ok: true,
    })
    expect(await save({ sku, prices: [price({ amountMinor: mostMinor })] })).toMatchObject({ ok: true })
    expect(await amounts(sku)).toEqual([[mostMinor]])
  })

  test('of those that are there changes nothing, in whatever order', async () => {
    const before = await shop.audit.count({})
    expect(await save({ sku, prices: pricesOf(1_000).reverse() })).toMatchObject({ ok: true })
    expect(await shop.audit.count({})).toBe(before)
  })

  test('is in the audit, before and after, for each variant that changed', async () => {
    await shop.saved(vessel(`${sku}-other`))
    await save({ sku, prices: [price()] }, { sku: `${sku}-other`, prices: pricesOf(1_000) })
    const { items } = await shop.audit.page({ entity: 'ProductVariant' }, { first: 2 })
    const variantId = (await shop.stored(sku)).state.variants[0]?.id
    expect(items[0]).toMatchObject({
      action: 'pricesSave',
      entityId: String(variantId),
      before: [{ amountMinor: 1_000 }, {}, {}],
      after: [{ amountMinor: 5 }],
    })
    expect(items[1]?.entityId).not.toBe(items[0]?.entityId)
  })

  test('is for all or none, with every reason at once', async () => {
    const result = await save(
      { sku, prices: [price()] },
      { sku: 'nobody', prices: [price({ amountMinor: -1 })] },
      { sku, prices: [price({ channel: 'mars' }), price({ currency: 'JPY' }), price({ compareAtMinor: 5 })] },
    )
    expect(result.ok || result.errors.map(({ code, field }) => `${code} ${field?.join('.')}`).sort()).toEqual(
      [
        'CURRENCY_NOT_SOLD items.2.prices.1.currency',
        'DUPLICATE items.2',
        'NOT_FOUND items.1.sku',
        'NOT_FOUND items.2.prices.0.channel',
        'OUT_OF_RANGE items.1.prices.0.amountMinor',
        'OUT_OF_RANGE items.2.prices.2.compareAtMinor',
      ],
    )
    expect(await amounts(sku)).toEqual([[1_000, 1_500, 1_500]])
  })

  test('takes 500 variants at most', async () => {
    const items = Array.from({ length: 501 }, (_, i) => ({ sku: `none-${i}`, prices: [] }))
    const result = await save(...items)
    expect(result.ok || result.errors).toContainEqual(
      expect.objectContaining({ code: 'LIMIT_EXCEEDED', field: ['items'] }),
    )
  })
})

describe('prices in an upsert', () => {
  test('stay as they are where a variant has none, and go where it has an empty list', async () => {
    const two = vessel(`${sku}-two`, {
      options: [option('size', 's', 'm')],
      variants: [sized('s', `${sku}-s`), sized('m', `${sku}-m`)],
    })
    await shop.saved(two)
    await shop.saved({
      externalReference: two.externalReference,
      variants: [{ sku: `${sku}-s` }, { sku: `${sku}-m`, prices: [] }],
    })
    expect(await amounts(two.externalReference)).toEqual([[1_000, 1_500, 1_500], []])
  })

  test('are ranges on the shelf: of prices, and of former prices', async () => {
    const prices = [price({ amountMinor: 300 }), price({ amountMinor: 100, currency: 'USD' })]
    const id = await shop.saved(
      vessel(`${sku}-range`, {
        options: [option('size', 's', 'm', 'l')],
        variants: [
          { ...sized('s', `${sku}-s`), prices: [price({ amountMinor: 200, compareAtMinor: 250 })] },
          { ...sized('m', `${sku}-m`), prices },
          { ...sized('l', `${sku}-l`), prices: [price({ amountMinor: 150, compareAtMinor: 900 })] },
        ],
      }),
    )
    const channelId = (await shop.channels.all()).find(({ slug }) => slug === 'eu')?.id ?? 0
    const on = (currency: string) => shop.listings.listings({ channelId, currency, locale: 'en' }, [id])
    expect(await on('EUR')).toMatchObject([
      { minMinor: 150, maxMinor: 300, compareAtMinMinor: 250, compareAtMaxMinor: 900 },
    ])
    expect(await on('USD')).toMatchObject([
      { minMinor: 100, maxMinor: 100, compareAtMinMinor: null, compareAtMaxMinor: null },
    ])
  })
})
