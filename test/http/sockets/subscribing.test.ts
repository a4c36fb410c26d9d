import { GraphQLError } from 'graphql'
import { describe, expect, test } from 'vitest'
import type { Live } from '../../../src/http/sockets/live.js'
import { gatewayMeters } from '../../../src/telemetry/gateway.js'
import { createMetrics } from '../../../src/telemetry/metrics.js'
import { clientOf, greetedSocket, rawSocket, startLab, subscribe, subscribeMessage } from './lab.js'

const changed = 'subscription Changed($id: ID) { changed(id: $id) { cursor } }'

describe('a client of graphql-ws', () => {
  test('gets the events of its subscription until it ends it', async () => {
    const lab = await startLab()
    const client = clientOf(lab.wsUrl)
    const { events, ended, end } = subscribe(client, changed, { id: '7' })
    await expect.poll(() => lab.live.open.size).toBe(1)
    expect(lab.live.requests[0]).toMatchObject({
      variables: { id: '7' },
      operation: { name: { value: 'Changed' } },
    })
    lab.live.send({ changed: { cursor: 'a' } })
    lab.live.send({ changed: { cursor: 'ü' } })
    await expect
      .poll(() => events)
      .toEqual([{ data: { changed: { cursor: 'a' } } }, { data: { changed: { cursor: 'ü' } } }])
    end()
    await expect.poll(() => lab.live.open.size).toBe(0)
    expect(await ended).toBe('complete')
    await client.dispose()
  })

  test('has several over one socket', async () => {
    const lab = await startLab()
    const socket = await greetedSocket(lab.wsUrl)
    for (const id of ['one', '"two"', '__proto__']) socket.say(subscribeMessage(id))
    await expect.poll(() => lab.live.open.size).toBe(3)
    lab.live.send({ changed: { cursor: 'a' } })
    const ids = [await socket.heard(), await socket.heard(), await socket.heard()]
    expect(ids).toEqual(
      ['one', '"two"', '__proto__'].map((id) => ({
        id,
        type: 'next',
        payload: { data: { changed: { cursor: 'a' } } },
      })),
    )
    socket.say({ id: '"two"', type: 'complete' })
    await expect.poll(() => lab.live.open.size).toBe(2)
    socket.ws.close()
    await expect.poll(() => lab.live.open.size).toBe(0)
  })
})

describe('a subscription that is refused', () => {
  const refusing = (subscribe: Live['subscribe']) => startLab({ live: { subscribe } })

  test('is answered with what is wrong', async () => {
    const error = new GraphQLError('There is no such product.', { extensions: { code: 'BAD_USER_INPUT' } })
    const lab = await refusing(async () => ({ errors: [error] }))
    const socket = await greetedSocket(lab.wsUrl)
    socket.say(subscribeMessage('1'))
    const extensions = { code: 'BAD_USER_INPUT' }
    const payload = [{ message: 'There is no such product.', extensions }]
    expect(await socket.heard()).toEqual({ id: '1', type: 'error', payload })
    socket.ws.close()
  })

  test('by a fault tells nothing of it but an id, under which it is in the log', async () => {
    const lab = await refusing(async () => {
      throw new Error('a secret')
    })
    const socket = await greetedSocket(lab.wsUrl)
    socket.say(subscribeMessage('1'))
    const { payload } = (await socket.heard()) as {
      payload: { message: string; extensions: { requestId: string } }[]
    }
    expect(payload[0]?.extensions).toMatchObject({ code: 'INTERNAL_SERVER_ERROR' })
    expect(payload[0]?.message).not.toContain('secret')
    const requestId = payload[0]?.extensions.requestId
    expect(lab.logged).toContainEqual(expect.objectContaining({ requestId, msg: 'fault', level: 'error' }))
    socket.ws.close()
  })
})

test('a socket that closes while its subscription begins leaves nothing behind', async () => {
  let begin = () => {}
  const waiting = new Promise<void>((resolve) => {
    begin = resolve
  })
  const ended: string[] = []
  const meters = gatewayMeters(createMetrics())
  const lab = await startLab({
    meters,
    live: {
      async subscribe() {
        await waiting
        return { caughtUp: () => {}, end: () => void ended.push('end') }
      },
    },
  })
  const socket = await greetedSocket(lab.wsUrl)
  socket.say(subscribeMessage('1'))
  socket.say({ type: 'ping' })
  await socket.heard()
  socket.ws.terminate()
  await expect.poll(() => meters.sockets.open).toBe(0)
  begin()
  await expect.poll(() => ended).toEqual(['end'])
})

test('each subscription is told to log and metrics as a request is, and sockets are counted', async () => {
  const metrics = createMetrics()
  const lab = await startLab({ meters: gatewayMeters(metrics) })
  const socket = await greetedSocket(lab.wsUrl)
  for (const id of ['1', '2', '3']) socket.say(subscribeMessage(id, changed))
  socket.say(
    subscribeMessage('4', `subscription { changed { ${'within { '.repeat(11)} cursor ${'}'.repeat(11)} } }`),
  )
  expect(await socket.heard()).toMatchObject({ id: '4', type: 'error' })
  lab.live.send({ changed: { cursor: 'a' } })
  await socket.heard()
  await expect(rawSocket(lab.wsUrl, { headers: { origin: 'https://evil.example' } })).rejects.toThrow('403')
  await expect.poll(() => metrics.text()).toContain('athanor_refusals_total{rule="origin"} 1\n')
  const text = await metrics.text()
  const values = [
    'athanor_sockets 1',
    'athanor_subscriptions 3',
    'athanor_subscription_events_total 3',
    'athanor_refusals_total{rule="depth"} 1',
    'athanor_request_duration_seconds_count{operation="Changed",outcome="OK"} 1',
    'athanor_request_duration_seconds_count{operation="/graphql",outcome="GRAPHQL_VALIDATION_FAILED"} 1',
  ]
  for (const value of values) expect(text).toContain(`${value}\n`)
  const lines = lab.logged.filter(({ msg }) => msg === 'subscription')
  const told = { route: '/graphql', operation: 'Changed', outcome: 'OK', requestId: expect.any(String) }
  expect(lines).toMatchObject([told, told, told, { operation: null, outcome: 'GRAPHQL_VALIDATION_FAILED' }])
  socket.say('no JSON')
  await socket.closed
  await expect.poll(() => metrics.text()).toContain('athanor_socket_closes_total{code="4400"} 1\n')
  expect(await metrics.text()).toContain('athanor_sockets 0\n')
  expect(await metrics.text()).toContain('athanor_subscriptions 0\n')
})
