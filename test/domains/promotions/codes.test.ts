import { beforeAll, expect, test } from 'vitest'
import type { DiscountCodeInput } from '../../../src/domains/promotions/index.js'
import { must, openTestShop, type TestShop, vessel } from '../../support/shop.js'

let shop: TestShop
let eu: number
let us: number
beforeAll(async () => {
  shop = await openTestShop()
  ;[eu = 0, us = 0] = (await shop.channels.all()).map(({ id }) => id)
})

let made = 0
const next = () => `Code-${++made}`
const trySave = (input: DiscountCodeInput) => shop.promotions.save(shop.actor, input)
const refused = async (input: DiscountCodeInput) => {
  const saved = await trySave(input)
  return saved.ok ? [] : saved.errors.map(({ code, field }) => `${code} ${field?.join('.') ?? ''}`)
}
const find = (code: string, channelId = eu, customerKey: string | null = null) =>
  shop.promotions.byCode(code, { channelId, customerKey })
const use = async (codeId: number, reference: string, customerKey: string | null) =>
  shop.db.write((tx) => shop.promotions.claim(tx, { codeId, reference, customerKey }))

test('a code is found however it is spelled, with what it takes off and what it asks for', async () => {
  const code = next()
  const endsAt = new Date('2031-01-01T00:00:00Z')
  const minimumSubtotals = [{ amountMinor: 5_000, currency: 'EUR' }]
  await must(trySave({ code, percent: '12.5', name: 'Spring', minimumSubtotals, endsAt, usageLimit: 3 }))
  const found = await find(`  ${code.toUpperCase()} `)
  expect(found).toMatchObject({
    name: 'Spring',
    source: 'CODE',
    code: code.toUpperCase(),
    benefit: { kind: 'PERCENT', on: 'CART', rateMillionths: 125_000 },
    lines: null,
    conditions: { startsAt: null, endsAt, minimumSubtotalMinor: { EUR: 5_000 }, remainingUses: 3 },
  })
  for (const other of ['', 'nobody', 'half \ud800', 'x'.repeat(10_000)]) expect(await find(other)).toBeNull()
})

test('a code is for categories or for products, by their external references', async () => {
  const code = next()
  const productId = await shop.saved(vessel('retort'))
  const { categories } = await must(
    trySave({ code, percent: '5', categories: ['retorts', 'glassware', 'retorts'] }),
  )
  expect(categories?.map(({ externalReference }) => externalReference).toSorted()).toEqual([
    'glassware',
    'retorts',
  ])
  expect((await find(code))?.lines).toMatchObject({
    productIds: null,
    categoryIds: categories?.map(({ id }) => id),
  })
  expect((await must(trySave({ code, name: 'Glass' }))).categories).toEqual(categories)
  expect(await refused({ code, products: ['retort'] })).toEqual(['INVALID products'])
  await must(trySave({ code, categories: null, products: ['retort'] }))
  expect((await find(code))?.lines).toMatchObject({ productIds: [productId], categoryIds: null })
  const { version } = await must(trySave({ code, products: ['retort'] }))
  expect((await must(trySave({ code, products: ['retort'] }))).version).toBe(version)
  expect(await refused({ code, products: ['retort', 'gold', 'half \ud800', 'nul \0'] })).toEqual([
    'NOT_FOUND products.1',
    'NOT_FOUND products.2',
    'NOT_FOUND products.3',
  ])
  expect(await refused({ code, products: Array(501).fill('retort') })).toEqual(['LIMIT_EXCEEDED products'])
  await must(trySave({ code, products: [] }))
  expect((await find(code))?.lines).toBeNull()
})

test('a code of one channel, or one that is disabled, is not told from none', async () => {
  const code = next()
  await must(trySave({ code, freeShipping: true, channels: ['eu'] }))
  expect([(await find(code))?.benefit, await find(code, us)]).toEqual([{ kind: 'FREE_SHIPPING' }, null])
  await must(shop.promotions.disable(shop.actor, code))
  expect(await find(code)).toBeNull()
  await must(trySave({ code }))
  expect(await find(code)).not.toBeNull()
})

test('how often it can still be used is the less of what is left in all and to the customer', async () => {
  const code = next()
  const { id } = await must(trySave({ code, percent: '1', usageLimit: 3, perCustomerLimit: 2 }))
  const left = async (customerKey: string | null) =>
    (await find(code, eu, customerKey))?.conditions?.remainingUses
  expect([await left(null), await left('me')]).toEqual([2, 2])
  await use(id, 'one', 'me')
  await use(id, 'two', null)
  expect([await left(null), await left('me'), await left('you')]).toEqual([1, 1, 1])
})

test('the same again leaves nothing behind; a change is in the audit, and one of another version is refused', async () => {
  const code = next()
  const input = { code, amounts: [{ amountMinor: 500, currency: 'EUR' }] }
  const first = await must(trySave(input))
  expect(await must(trySave(input))).toEqual(first)
  const second = await must(trySave({ code: code.toLowerCase(), name: 'Other' }))
  expect(second).toMatchObject({ id: first.id, version: 2, name: 'Other', benefit: first.benefit })
  expect(await refused({ code, expectedVersion: 1 })).toEqual(['VERSION_CONFLICT expectedVersion'])
  const { items } = await shop.audit.page(
    { entity: 'DiscountCode', entityId: String(first.id) },
    { first: 9 },
  )
  expect(items.map(({ action }) => action)).toEqual(['discountCodeSave', 'discountCodeSave'])
})

test('what cannot be is refused, each by its field', async () => {
  expect(await refused({ code: '', usageLimit: 0, perCustomerLimit: -1 })).toEqual([
    'REQUIRED code',
    'REQUIRED ',
    'OUT_OF_RANGE usageLimit',
    'OUT_OF_RANGE perCustomerLimit',
  ])
  const both = { code: next(), percent: '101', amounts: [{ amountMinor: 0, currency: 'XXX' }] }
  expect(await refused(both)).toEqual(['INVALID '])
  expect(await refused({ code: next(), percent: '0', channels: ['mars'] })).toEqual([
    'OUT_OF_RANGE percent',
    'NOT_FOUND channels.0',
  ])
  expect(await refused({ ...both, percent: null })).toEqual([
    'OUT_OF_RANGE amounts.0.amountMinor',
    'INVALID amounts.0.currency',
  ])
  const at = new Date('2030-01-01T00:00:00Z')
  expect(await refused({ code: next(), freeShipping: true, startsAt: at, endsAt: at })).toEqual([
    'INVALID endsAt',
  ])
  expect(await refused({ code: 'lone \ud800', freeShipping: true })).toEqual(['INVALID_FORMAT code'])
  const disabled = await shop.promotions.disable(shop.actor, 'nobody')
  expect(disabled.ok || disabled.errors[0]?.code).toBe('NOT_FOUND')
})

test('a limit below what is used already is refused', async () => {
  const code = next()
  const { id } = await must(trySave({ code, percent: '1', usageLimit: 3 }))
  await use(id, 'a', null)
  await use(id, 'b', null)
  expect(await refused({ code, usageLimit: 1 })).toEqual(['OUT_OF_RANGE usageLimit'])
  expect((await must(trySave({ code, usageLimit: 2 }))).usageLimit).toBe(2)
})
