import { once } from 'node:events'
import { createClient } from 'graphql-ws'
import { beforeAll, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { globalId } from '../../../src/kernel/ids.js'
import { startTestGateway } from '../../support/gateway.js'
import { furnish, must, shopOf, type TestShop, testClock } from '../../support/shop.js'
import { lay, place, soldVariant } from '../../support/stocked.js'
import { Subscriber } from '../../support/subscriber.js'

let shop: TestShop
let url: string
let id: string
beforeAll(async () => {
  const clock = testClock()
  const gateway = await startTestGateway({ clock })
  shop = shopOf(gateway.db, clock, gateway.services)
  await furnish(shop)
  id = globalId('ProductVariant', await soldVariant(shop, 'retort'))
  await must(shop.channels.save(shop.actor, { slug: 'eu', quantityDisplayCap: 1_000 }))
  await must(shop.stock.saveLocation(shop.actor, place('depot')))
  await lay(shop, 'retort', 'depot', 5)
  url = `${gateway.url.replace('http', 'ws')}/graphql`
})

const query = `subscription ($ids: [ID!], $since: String) { stockChanged(variantIds: $ids, since: $since) {
  cursor snapshot variants { availability quantityAvailable } } }`

test('a client whose socket is cut comes back by itself, and sees what it has missed', async () => {
  const variables: { ids: string[]; since?: string } = { ids: [id] }
  const sockets: WebSocket[] = []
  const client = createClient({
    url,
    webSocketImpl: class extends WebSocket {
      constructor(...of: ConstructorParameters<typeof WebSocket>) {
        super(...of)
        sockets.push(this)
      }
    },
    retryAttempts: 10,
    retryWait: async () => {},
    shouldRetry: () => true,
  })
  const seen = new Subscriber()
  const sink = {
    next: (result: unknown) => {
      seen.next(JSON.stringify(result))
      // The client sends the same object again when it comes back.
      variables.since = seen.last.cursor
    },
    error: (error: unknown) => expect.unreachable(String(error)),
    complete() {},
  }
  const stop = client.subscribe(
    { query, variables: variables as Record<string, unknown> & typeof variables },
    sink,
  )
  await seen.sees({ snapshot: true, variants: [{ quantityAvailable: 5 }] })
  await lay(shop, 'retort', 'depot', 4)
  await seen.sees({ snapshot: false, variants: [{ quantityAvailable: 4 }] })
  const [socket] = sockets
  socket?.terminate()
  if (socket) await once(socket, 'close')
  for (const quantity of [0, 3, 0, 2]) await lay(shop, 'retort', 'depot', quantity)
  await seen.sees({ snapshot: false, variants: [{ quantityAvailable: 2 }] })
  expect(seen.events.filter(({ snapshot }) => snapshot)).toHaveLength(1)
  const availabilities = seen.events.map(({ variants }) => variants[0].availability)
  expect(availabilities.filter((one, i) => one !== availabilities[i - 1])).toEqual([
    'IN_STOCK',
    'OUT',
    'IN_STOCK',
    'OUT',
    'IN_STOCK',
  ])
  stop()
  await client.dispose()
})
