import { beforeAll, describe, expect, test } from 'vitest'
import { globalId } from '../../../src/kernel/ids.js'
import { must, vessel } from '../../support/shop.js'
import { type ShopApi, startTestShop } from '../../support/shop-api.js'
import { lay, place, soldVariant } from '../../support/stocked.js'
import { type Subscribing, subscribing } from '../../support/subscriber.js'

let shop: ShopApi
let clients: Subscribing
const ids: Record<string, string> = {}
beforeAll(async () => {
  shop = await startTestShop()
  clients = await subscribing({ live: shop.live, services: shop })
  for (const sku of ['retort', 'alembic', 'flask'])
    ids[sku] = globalId('ProductVariant', await soldVariant(shop, sku))
  await must(shop.channels.save(shop.actor, { slug: 'eu', quantityDisplayCap: 1_000 }))
  await must(shop.stock.saveLocation(shop.actor, place('depot')))
  await must(shop.stock.saveLocation(shop.actor, place('shop', { channels: ['us'] })))
  for (const sku of ['retort', 'alembic']) await lay(shop, sku, 'depot', 5)
})

const stockChanged = `subscription ($ids: [ID!], $product: ID, $since: String) {
  stockChanged(variantIds: $ids, productId: $product, since: $since) {
    cursor snapshot variants { sku name availability quantityAvailable stockVersion } } }`
const of = (...skus: string[]) => ({ variables: { ids: skus.map((sku) => ids[sku]) } })
const shown = (sku: string, availability: string, quantityAvailable: number | null) => ({
  variants: [{ sku, availability, quantityAvailable }],
})

describe('a subscriber', () => {
  test('gets a snapshot of what it asked for, and then what changes, each as it is by then', async () => {
    const client = await clients.subscribe(stockChanged, of('retort', 'alembic'))
    await client.has(1)
    expect(client.last).toMatchObject({
      snapshot: true,
      variants: [
        { sku: 'retort', quantityAvailable: 5 },
        { sku: 'alembic', quantityAvailable: 5 },
      ],
    })
    expect(client.results[0].extensions.context).toMatchObject({ channel: 'eu' })
    await lay(shop, 'alembic', 'depot', 3)
    await client.sees({ snapshot: false, ...shown('alembic', 'IN_STOCK', 3) })
    await lay(shop, 'alembic', 'depot', 0)
    await client.sees({ snapshot: false, ...shown('alembic', 'OUT', 0) })
    await lay(shop, 'flask', 'depot', 7)
    await lay(shop, 'alembic', 'depot', 4)
    await client.sees(shown('alembic', 'IN_STOCK', 4))
    expect(client.events).toHaveLength(4)
    client.end()
    client.end()
  })

  test('of a product is told of its variants and of no others', async () => {
    const product = globalId('Product', await shop.saved(vessel('cucurbit')))
    const client = await clients.subscribe(stockChanged, { variables: { product } })
    await client.sees({ snapshot: true, ...shown('cucurbit', 'IN_STOCK', null) })
    await must(
      shop.stock.set(shop.actor, {
        items: ['retort', 'cucurbit'].map((sku) => ({ sku, location: 'depot', quantity: 9 })),
      }),
    )
    await client.sees({ snapshot: false, ...shown('cucurbit', 'IN_STOCK', 9) })
    client.end()
  })

  test('is told what its context is told', async () => {
    const query = stockChanged.replace(') {', ') @inContext(channel: "us") {')
    const client = await clients.subscribe(query, of('retort'))
    await client.has(1)
    expect(client.last.variants).toMatchObject([{ sku: 'retort', quantityAvailable: null }])
    const european = await clients.subscribe(stockChanged, of('retort'))
    await lay(shop, 'retort', 'depot', 0)
    await client.sees({ variants: [{ availability: 'OUT' }] })
    await lay(shop, 'retort', 'shop', 2)
    await client.sees({ variants: [{ availability: 'IN_STOCK' }] })
    await european.sees({ variants: [{ availability: 'OUT' }] })
    client.end()
    european.end()
  })

  test('no longer sees what is no longer sold, and ids that name nothing are left out', async () => {
    const client = await clients.subscribe(stockChanged, {
      variables: { ids: [ids.flask, ids.retort, 'var_999', 'nonsense', 'prd_1'] },
    })
    await client.has(1)
    expect(client.last.variants).toHaveLength(2)
    await shop.saved(vessel('flask', { status: 'ARCHIVED' }))
    await must(
      shop.stock.set(shop.actor, {
        items: ['retort', 'flask'].map((sku) => ({ sku, location: 'depot', quantity: 11 })),
      }),
    )
    await client.sees({ snapshot: false, ...shown('retort', 'IN_STOCK', 11) })
    expect(client.last.variants).toHaveLength(1)
    client.end()
  })

  test('hears of another channel setting by a snapshot', async () => {
    const client = await clients.subscribe(stockChanged, of('retort'))
    await client.has(1)
    await must(shop.channels.save(shop.actor, { slug: 'eu', quantityDisplayCap: 3 }))
    await client.sees({ snapshot: true, ...shown('retort', 'IN_STOCK', null) })
    await must(shop.channels.save(shop.actor, { slug: 'eu', quantityDisplayCap: 1_000 }))
    client.end()
  })
})

test('staff are told exact levels by location', async () => {
  const query = `subscription ($ids: [ID!]) { stockLevelsChanged(variantIds: $ids) {
    snapshot items { sku stockVersion levels { location { externalReference } onHand } } } }`
  const client = await clients.staff(query, of('alembic'))
  await client.sees({ snapshot: true, items: [{ sku: 'alembic', levels: [{ onHand: 4 }] }] })
  await lay(shop, 'alembic', 'shop', 6)
  await client.sees({
    snapshot: false,
    items: [{ levels: [{ onHand: 4 }, { location: { externalReference: 'shop' }, onHand: 6 }] }],
  })
  client.end()
  const [unknown] = await clients.refused(query, of('alembic'))
  expect(unknown.extensions.code).toBe('UNAUTHENTICATED')
})

describe('refused, and nothing is subscribed, is', () => {
  test.each([
    ['neither of both', {}],
    ['both', { ids: [], product: 'prd_1' }],
    ['too many variants', { ids: Array.from({ length: 101 }, (_, i) => `var_${i + 1}`) }],
    ['a variable of another type', { ids: 7.5, since: {} }],
    ['a text that cannot be stored', { ids: [], since: '\0' }],
  ])('%s', async (_, variables) => {
    const [error] = await clients.refused(stockChanged, { variables })
    expect(error.extensions.code).toBe('BAD_USER_INPUT')
    expect(shop.live.status().subscriptions).toBe(0)
  })

  test('an unknown channel', async () => {
    const how = { ...of('retort'), headers: { 'athanor-channel': 'mars' } }
    const [error] = await clients.refused(stockChanged, how)
    expect(error.extensions).toMatchObject({ code: 'BAD_CONTEXT', allowed: ['eu', 'us'] })
  })

  test('a subscription over HTTP', async () => {
    const [error] = await shop.errorsOf(stockChanged, { ids: [] })
    expect(error).toMatchObject({ extensions: { code: 'BAD_USER_INPUT' }, message: /WebSocket/ })
  })
})
