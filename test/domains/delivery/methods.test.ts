import { beforeAll, expect, test } from 'vitest'
import type { ShippingMethodInput } from '../../../src/domains/delivery/index.js'
import { must, openTestShop, type TestShop } from '../../support/shop.js'
import { statementsOf } from '../../support/statements.js'
import { place } from '../../support/stocked.js'

let shop: TestShop
let eu: number
let us: number
beforeAll(async () => {
  shop = await openTestShop()
  ;[eu = 0, us = 0] = (await shop.channels.all()).map(({ id }) => id)
  await must(shop.stock.saveLocation(shop.actor, place('store', { kind: 'STORE', offersPickup: true })))
})

const method = (handle: string, given: Partial<ShippingMethodInput> = {}): ShippingMethodInput => ({
  handle,
  kind: 'SHIPPING',
  names: [
    { locale: 'en', value: 'Parcel' },
    { locale: 'de', value: 'Paket' },
  ],
  channels: ['eu'],
  rates: [{ currency: 'EUR', amountMinor: 490, maxWeightGrams: 5_000 }],
  ...given,
})
const save = (input: ShippingMethodInput) => must(shop.delivery.save(shop.actor, input))
const refused = async (input: ShippingMethodInput) => {
  const saved = await shop.delivery.save(shop.actor, input)
  return saved.ok ? [] : saved.errors.map(({ code, field }) => `${code} ${field?.join('.')}`)
}
const offered = async (channelId = eu, at = '2030-01-01T00:00:00Z') => {
  const methods = await shop.delivery.methodsFor({ channelId, at: new Date(at), localeChain: ['de', 'en'] })
  return methods.map(({ handle }) => handle)
}

test('a channel offers what is enabled there, in its time and order, in the shopper’s language', async () => {
  await save(method('late', { position: 2 }))
  await save(method('early', { position: 1, freeFrom: [{ amountMinor: 5_000, currency: 'EUR' }] }))
  await save(method('summer', { startsAt: new Date('2030-06-01'), endsAt: new Date('2030-09-01') }))
  await save(method('off', { isEnabled: false }))
  await save(method('pickup', { kind: 'PICKUP', location: 'store', channels: ['eu', 'us'], position: 9 }))
  expect(await offered()).toEqual(['early', 'late', 'pickup'])
  expect(await offered(us)).toEqual(['pickup'])
  expect(await offered(eu, '2030-06-01T00:00:00Z')).toEqual(['summer', 'early', 'late', 'pickup'])
  const wanted = { channelId: eu, at: new Date('2030-01-01'), localeChain: ['de', 'en'] }
  const [early, , pickup] = await shop.delivery.methodsFor(wanted)
  expect(early).toMatchObject({ name: 'Paket', kind: 'SHIPPING', freeFromMinor: { EUR: 5_000 }, areas: [] })
  expect(early?.rates).toMatchObject([
    { currency: 'EUR', amountMinor: 490, perUnitMinor: 0, maxWeightGrams: 5_000 },
  ])
  expect(pickup?.locationId).toBe((await shop.stock.locations())[0]?.id)
})

test('ways of delivery are read anew only once one has changed, however many areas they have', async () => {
  await save(method('bicycle'))
  expect(await offered()).toContain('bicycle')
  const seen = await statementsOf(() => offered())
  expect(seen.filter((text) => text.includes('areas'))).toEqual([])
  await save(method('bicycle', { isEnabled: false }))
  expect(await offered()).not.toContain('bicycle')
})

test('the same again leaves nothing behind; what is omitted stays', async () => {
  const areas = [{ country: 'DE', postalCodes: [{ from: '10', to: '14' }] }, { country: 'AT' }]
  const first = await save(method('areas', { areas }))
  expect(await save(method('areas', { areas }))).toEqual(first)
  const second = await save({ handle: 'areas', position: 7, isEnabled: false })
  expect(second).toMatchObject({ id: first.id, version: 2, areas: first.areas, rates: first.rates })
  const { items } = await shop.audit.page({ entity: 'ShippingMethod', entityId: String(first.id) }, {})
  expect(items).toHaveLength(2)
})

test('what cannot be is refused, each by its field', async () => {
  expect(await refused({ handle: 'new' })).toEqual([
    'REQUIRED kind',
    'REQUIRED names',
    'REQUIRED channels',
    'REQUIRED rates',
  ])
  expect(
    await refused(method('new', { kind: 'PICKUP', areas: [{ country: 'DE' }], channels: ['mars'] })),
  ).toEqual(['NOT_FOUND channels.0', 'REQUIRED location', 'INVALID areas'])
  const rates = [{ currency: 'XXX', amountMinor: -1, minWeightGrams: 5, maxWeightGrams: 4 }]
  expect(
    await refused(method('new', { rates, location: 'nowhere', areas: [{ provinceCode: 'BY' }] })),
  ).toEqual([
    'INVALID location',
    'NOT_FOUND location',
    'REQUIRED areas.0.country',
    'OUT_OF_RANGE rates.0.amountMinor',
    'INVALID rates.0.currency',
    'OUT_OF_RANGE rates.0.maxWeightGrams',
  ])
  const days = { minHandlingDays: 2, maxHandlingDays: 1, minTransitDays: -1, maxTransitDays: 400 }
  expect(
    await refused(method('new', { times: { timeZone: 'Moon/Base', cutOff: '24:00', ...days } })),
  ).toEqual([
    'INVALID times.timeZone',
    'INVALID_FORMAT times.cutOff',
    'OUT_OF_RANGE times.maxHandlingDays',
    'OUT_OF_RANGE times.minTransitDays',
    'OUT_OF_RANGE times.maxTransitDays',
  ])
  expect(await refused(method('late', { kind: 'LOCAL', expectedVersion: 9 }))).toEqual([
    'VERSION_CONFLICT expectedVersion',
    'INVALID kind',
  ])
})
