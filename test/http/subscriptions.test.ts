import { createClient } from 'graphql-ws'
import { describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { globalId } from '../../src/kernel/ids.js'
import { createTestDatabase } from '../support/database.js'
import { adminKey } from '../support/gateway.js'
import { spawnGateway } from '../support/gateway-process.js'
import { must } from '../support/shop.js'
import { startTestShop } from '../support/shop-api.js'
import { lay, place, soldVariant } from '../support/stocked.js'
import { clientOf, subscribe } from './sockets/lab.js'

const stockChanged = `subscription ($ids: [ID!], $since: String) {
  stockChanged(variantIds: $ids, since: $since) { cursor snapshot variants { sku availability quantityAvailable } } }`

const socketUrl = (url: string, path = '/graphql') => `${url.replace('http', 'ws')}${path}`

describe('over a socket', () => {
  test('a client gets a snapshot, then what changes', async () => {
    const shop = await startTestShop()
    const id = globalId('ProductVariant', await soldVariant(shop, 'retort'))
    await must(shop.channels.save(shop.actor, { slug: 'eu', quantityDisplayCap: 1_000 }))
    await must(shop.stock.saveLocation(shop.actor, place('depot')))
    await lay(shop, 'retort', 'depot', 5)
    const client = clientOf(socketUrl(shop.url))
    const { events, ended } = subscribe(client, stockChanged, { ids: [id] })
    const event = (snapshot: boolean, availability: string, quantityAvailable: number) => ({
      data: { stockChanged: { snapshot, variants: [{ sku: 'retort', availability, quantityAvailable }] } },
    })
    await expect.poll(() => events).toMatchObject([event(true, 'IN_STOCK', 5)])
    await lay(shop, 'retort', 'depot', 0)
    await expect.poll(() => events).toMatchObject([event(true, 'IN_STOCK', 5), event(false, 'OUT', 0)])
    await client.dispose()
    await ended
  })

  test('what only staff may see is refused to others', async () => {
    const shop = await startTestShop()
    const query = 'subscription { stockLevelsChanged(variantIds: ["var_1"]) { items { sku } } }'
    const ended = async (path: string, params = {}) => {
      const client = clientOf(socketUrl(shop.url, path), params)
      const errors = (await subscribe(client, query).ended) as { extensions: { code: string } }[]
      await client.dispose()
      return errors[0]?.extensions.code
    }
    expect(await ended('/graphql')).toBe('GRAPHQL_VALIDATION_FAILED')
    expect(await ended('/admin/graphql')).toBe('UNAUTHENTICATED')
  })
})

test('worker processes share the sockets, and send them elsewhere when they stop', async () => {
  const env = { DATABASE_URL: await createTestDatabase(), WORKERS: '2', ATHANOR_ADMIN_KEY: adminKey }
  const gateway = await spawnGateway({ env })
  const codes: number[] = []
  const acks: unknown[] = []
  const clients = Array.from({ length: 8 }, () =>
    createClient({
      url: socketUrl(gateway.url),
      webSocketImpl: WebSocket,
      lazy: false,
      retryAttempts: 0,
      onNonLazyError: () => {},
      on: {
        connected: () => acks.push(1),
        closed: (event) => void codes.push((event as { code: number }).code),
      },
    }),
  )
  await expect.poll(() => acks.length, { timeout: 5_000 }).toBe(8)
  const metrics = await fetch(`${gateway.adminUrl}/metrics`).then((answer) => answer.text())
  expect(metrics).toContain('athanor_sockets 8\n')
  gateway.signal('SIGTERM')
  expect(await gateway.exit).toBe(0)
  expect(codes).toEqual(clients.map(() => 1001))
})
