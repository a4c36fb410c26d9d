import { once } from 'node:events'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import fastify from 'fastify'
import { expect, test } from 'vitest'
import { drainable } from '../../../src/http/drain.js'
import { newOutcome } from '../../../src/http/outcome.js'
import { persistedOperations } from '../../../src/http/persisted-operations.js'
import { acceptSockets } from '../../../src/http/sockets/accept.js'
import { gatewayMeters } from '../../../src/telemetry/gateway.js'
import { createMetrics } from '../../../src/telemetry/metrics.js'
import { bareContext } from '../../support/gateway.js'
import { fakeLive, greetedSocket, rawSocket, schema, startLab, subscribeMessage } from './lab.js'

test('a gateway that stops sends its sockets elsewhere, and waits for nobody who does not go', async () => {
  const lab = await startLab()
  const sockets = await Promise.all([1, 2, 3].map(() => greetedSocket(lab.wsUrl)))
  for (const socket of sockets) socket.say(subscribeMessage('1'))
  const deaf = await greetedSocket(lab.wsUrl)
  deaf.ws.pause()
  const young = await rawSocket(lab.wsUrl)
  await expect.poll(() => lab.live.open.size).toBe(3)
  const startMs = performance.now()
  await lab.stop()
  // The usual time for a socket to close is five seconds.
  expect(performance.now() - startMs).toBeLessThan(4_000)
  for (const { closed } of [...sockets, young]) expect(await closed).toBe(1001)
  expect(lab.live.open.size).toBe(0)
  deaf.ws.resume()
  await deaf.closed
})

test('a gateway that drains opens no more sockets, though it still answers requests', async () => {
  const app = fastify()
  app.addHook('onRequest', async (request) => {
    request.outcome = newOutcome()
  })
  app.get('/graphql', () => 'an answer')
  const costLimits = { anonymous: 1_000, customer: 1_000, staff: 1_000 }
  const persisted = persistedOperations({ shared: null, published: null })
  acceptSockets(app, {
    ...{
      views: { '/graphql': { schema, persisted, costLimits } },
      live: fakeLive(),
      createContext: bareContext,
    },
    ...{ production: false, corsOrigins: [], maxSockets: 10, maxSocketsPerAddress: 0 },
    ...{ rates: null, isOverloaded: () => false, meters: gatewayMeters(createMetrics()) },
  })
  const drain = drainable(app)
  const { port, origin } = new URL(await app.listen({ host: '127.0.0.1', port: 0 }))
  const socket = await rawSocket(`${origin.replace('http', 'ws')}/graphql`)
  const deaf = await rawSocket(`${origin.replace('http', 'ws')}/graphql`)
  deaf.ws.pause()
  const [asking, opening] = [connect(Number(port)), connect(Number(port))]
  await Promise.all([once(asking, 'connect'), once(opening, 'connect')])
  await fetch(`${origin}/graphql`)

  const drained = drain.close(10_000)
  expect(await socket.closed).toBe(1001)
  asking.write('GET /graphql HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n')
  opening.write(
    'GET /graphql HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
  )
  expect(await text(asking)).toMatch(/^HTTP\/1.1 200 .*an answer$/s)
  expect(await text(opening)).toMatch(/^HTTP\/1.1 503 .*"OVERLOADED"/s)
  await drained
  deaf.ws.resume()
  await deaf.closed
})
