import { afterEach, describe, expect, test } from 'vitest'
import type { Incoming } from '../../../src/http/context.js'
import {
  clientOf,
  createContext,
  greetedSocket,
  rawSocket,
  revoked,
  startLab,
  subscribe,
  subscribeMessage,
} from './lab.js'

afterEach(() => revoked.clear())

const init = (payload: unknown) => ({ type: 'connection_init', payload })
const socketTimes = { checkKeysEveryMs: 50 }
const changed = 'subscription { changed { cursor } }'

describe('what a client says of itself', () => {
  test('stands for the headers of the same names, in any case, before those of the upgrade', async () => {
    const lab = await startLab()
    const headers = {
      'athanor-channel': 'header',
      'athanor-country': 'DE',
      'accept-language': 'de',
      cookie: 'secret',
    }
    const socket = await rawSocket(lab.wsUrl, { headers })
    const said = {
      AUTHORIZATION: 'Bearer good',
      'Athanor-Channel': 'said',
      'athanor-currency': null,
      'x-other': {},
    }
    socket.say(init({ ...said, toString: 'x' }))
    await socket.heard()
    socket.say(subscribeMessage('1'))
    socket.say(subscribeMessage('2'))
    await expect.poll(() => lab.live.requests.length).toBe(2)
    const [one, other] = lab.live.requests.map(({ context }) => context.incoming)
    expect(one?.headers).toEqual({
      authorization: 'Bearer good',
      'athanor-channel': 'said',
      'athanor-country': 'DE',
      'accept-language': 'de',
    })
    expect(one?.id).not.toBe(other?.id)
    socket.ws.close()
  })

  test.each([
    ['a list', { authorization: ['Bearer good'] }],
    ['an object', { 'Athanor-Channel': { toString: 'x' } }],
    ['a line break', { 'athanor-channel': 'x\r\nauthorization: y' }],
    ['a long text', { 'accept-language': 'x'.repeat(1_001) }],
  ])('is not %s', async (_, payload) => {
    const lab = await startLab()
    const socket = await rawSocket(lab.wsUrl)
    socket.say(init(payload))
    expect(await socket.closed).toBe(4400)
    expect(socket.reason()).toMatch(/^Send [a-z-]+ as a text/)
  })
})

describe('a key', () => {
  test('that opens nothing closes the socket, and is dear to guess', async () => {
    const lab = await startLab({ rateLimits: { perMinute: 30 } })
    for (let i = 0; i < 2; i++) {
      const client = clientOf(lab.wsUrl, { Authorization: `Bearer bad-${i}` })
      expect(await subscribe(client, changed).ended).toMatchObject({
        code: 4401,
        reason: 'This key opens nothing',
      })
    }
    await expect(rawSocket(lab.wsUrl)).rejects.toMatchObject({ status: 429 })
  })

  test('that is revoked has all of its sockets closed, and no other', async () => {
    const lab = await startLab({ socketTimes })
    const clients = [1, 2, 3].map((i) => clientOf(lab.wsUrl, { authorization: `Bearer good ${i % 2}` }))
    const [one, other, third] = clients.map((client) => subscribe(client, changed))
    await expect.poll(() => lab.live.open.size).toBe(3)
    revoked.add('Bearer good 1')
    expect(await one?.ended).toMatchObject({ code: 4401 })
    expect(await third?.ended).toMatchObject({ code: 4401 })
    lab.live.send({ changed: { cursor: 'a' } })
    await expect.poll(() => other?.events).toHaveLength(1)
    await clients[1]?.dispose()
  })

  test('that is revoked begins no more subscriptions, even before anybody has looked', async () => {
    const lab = await startLab()
    const socket = await greetedSocket(lab.wsUrl, { authorization: 'Bearer good' })
    revoked.add('Bearer good')
    socket.say(subscribeMessage('1'))
    expect(await socket.closed).toBe(4401)
    expect(lab.live.requests).toEqual([])
  })

  test('is asked about once for all of its sockets, and as long as it has some', async () => {
    let asked = 0
    const lab = await startLab({
      socketTimes,
      createContext: (incoming: Incoming) => {
        asked++
        return createContext(incoming)
      },
    })
    const greeted = () => greetedSocket(lab.wsUrl, { authorization: 'Bearer good' })
    const sockets = [await greeted(), await greeted(), await greeted(), await greeted(), await greeted()]
    asked = 0
    await expect.poll(() => asked).toBeGreaterThan(2)
    const startMs = performance.now()
    asked = 0
    await expect.poll(() => asked).toBeGreaterThan(3)
    // Five for each turn of all of them would be far more.
    expect(asked).toBeLessThanOrEqual((performance.now() - startMs) / 50 + 2)
    for (const { ws } of sockets) ws.close()
    await expect
      .poll(async () => {
        const before = asked
        await new Promise((resolve) => setTimeout(resolve, 150))
        return asked - before
      })
      .toBe(0)
  })

  test('that may do something else by now has its client come back, to be asked again', async () => {
    let permissions = 'STOCK_READ'
    const lab = await startLab({
      socketTimes,
      createContext: async (incoming: Incoming) => ({
        ...(await createContext(incoming)),
        viewerKey: `anna ${incoming.headers.authorization === 'Bearer good 1' ? permissions : ''}`,
      }),
    })
    const clients = [1, 2].map((i) => clientOf(lab.wsUrl, { authorization: `Bearer good ${i}` }))
    const [one, other] = clients.map((client) => subscribe(client, changed))
    await expect.poll(() => lab.live.open.size).toBe(2)
    permissions = ''
    expect(await one?.ended).toMatchObject({ code: 1013, reason: 'Your permissions have changed' })
    lab.live.send({ changed: { cursor: 'a' } })
    await expect.poll(() => other?.events).toHaveLength(1)
    await clients[1]?.dispose()
  })

  test('stays as good as it was while nobody can tell', async () => {
    let isOut = false
    const lab = await startLab({
      socketTimes,
      createContext: (incoming: Incoming) =>
        isOut ? Promise.reject(new Error('the database is away')) : createContext(incoming),
    })
    const socket = await greetedSocket(lab.wsUrl, { authorization: 'Bearer good' })
    isOut = true
    socket.say(subscribeMessage('1'))
    expect(await socket.heard()).toMatchObject({
      payload: [{ extensions: { code: 'INTERNAL_SERVER_ERROR' } }],
    })
    const late = await rawSocket(lab.wsUrl)
    late.say(init({ authorization: 'Bearer good' }))
    expect(await late.closed).toBe(1013)
    isOut = false
    socket.say(subscribeMessage('2'))
    await expect.poll(() => lab.live.open.size).toBe(1)
    socket.ws.close()
  })
})
