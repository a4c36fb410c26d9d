import { beforeAll, describe, expect, test } from 'vitest'
import { greetedSocket, type Lab, type RawSocket, rawSocket, startLab, subscribeMessage } from './lab.js'

let lab: Lab
beforeAll(async () => {
  lab = await startLab({ socketTimes: { initMs: 500 } })
})

const init = { type: 'connection_init' }
const raw = () => rawSocket(lab.wsUrl)
const greeted = () => greetedSocket(lab.wsUrl)

/** The code and the reason that a socket is closed with after it said this. */
async function closedAfter(socket: RawSocket, ...messages: unknown[]) {
  for (const message of messages) socket.say(message)
  return [await socket.closed, socket.reason()]
}

describe('a socket is closed', () => {
  test('that does not say who it is', async () => {
    expect(await (await raw()).closed).toBe(4408)
  })

  test('that subscribes before it is known', async () => {
    expect(await closedAfter(await raw(), subscribeMessage('1'))).toEqual([4401, 'Unauthorized'])
    expect(lab.live.requests).toEqual([])
  })

  test('that says twice who it is', async () => {
    expect((await closedAfter(await raw(), init, init))[0]).toBe(4429)
  })

  test.each([['1'], ['long '.repeat(1_000)], ['ü'.repeat(300)]])('that uses an id twice', async (id) => {
    expect((await closedAfter(await greeted(), subscribeMessage(id), subscribeMessage(id)))[0]).toBe(4409)
  })

  test('that does not say which protocol it speaks', async () => {
    expect(await (await rawSocket(lab.wsUrl, { protocol: [] })).closed).toBe(4406)
  })

  test('that sends a frame of a megabyte', async () => {
    expect((await closedAfter(await raw(), 'x'.repeat(1_048_576)))[0]).toBe(1009)
    expect((await closedAfter(await greeted(), subscribeMessage('1', 'x'.repeat(70_000))))[0]).toBe(1009)
  })

  test('that sends a megabyte in small fragments', async () => {
    const { ws, closed } = await greeted()
    for (let i = 0; i < 1_024 && ws.readyState === ws.OPEN; i++)
      ws.send(Buffer.alloc(1_024, 32), { fin: false, binary: false })
    expect(await closed).toBe(1009)
  })

  test('that sends what is no text', async () => {
    const { ws, closed } = await greeted()
    ws.send(Buffer.from(JSON.stringify(subscribeMessage('1'))))
    expect(await closed).toBe(4400)
    const other = await greeted()
    other.ws.send(Buffer.from([0xc3, 0x28]), { binary: false })
    expect(await other.closed).toBe(1007)
  })

  test.each([
    ['nothing', ''],
    ['no JSON', '{'],
    ['no object', '[]'],
    ['null', 'null'],
    ['an unknown type', { type: 'constructor' }],
    ['no query', { id: '1', type: 'subscribe', payload: {} }],
    ['variables that are a list', subscribeMessage('1', 'x', { variables: [] })],
    ['deep JSON', '['.repeat(60_000)],
    ['deeper JSON', `{"type":"subscribe","id":"1","payload":${'{"a":'.repeat(8_000)}1${'}'.repeat(8_000)}}`],
  ])('that sends %s', async (_, message) => {
    expect((await closedAfter(await greeted(), message))[0]).toBe(4400)
  })

  test('whose first message is too long', async () => {
    const payload = { authorization: 'x'.repeat(9_000) }
    expect(await closedAfter(await raw(), { ...init, payload })).toEqual([
      4400,
      'Too long for a first message',
    ])
  })

  test('that sends message after message', async () => {
    const socket = await greeted()
    for (let i = 0; i < 600; i++) socket.say({ type: 'pong' })
    expect(await socket.closed).toBe(1013)
    const other = await greeted()
    for (let i = 0; i < 600; i++) other.ws.ping()
    expect(await other.closed).toBe(1013)
  })
})

test('a ping is answered without what came along', async () => {
  const socket = await greeted()
  socket.say(`{"type":"ping","payload":${'{"a":'.repeat(8_000)}1${'}'.repeat(8_000)}}`)
  expect(await socket.heard()).toEqual({ type: 'pong' })
  socket.say({ type: 'complete', id: 'unknown' })
  socket.say({ type: 'ping' })
  expect(await socket.heard()).toEqual({ type: 'pong' })
  socket.ws.close()
})

test('a client may end a subscription at once and use its id again', async () => {
  const socket = await greeted()
  for (let i = 0; i < 5; i++) {
    socket.say(subscribeMessage('again'))
    socket.say({ id: 'again', type: 'complete' })
  }
  socket.say(subscribeMessage('again'))
  await expect.poll(() => lab.live.open.size).toBe(1)
  socket.ws.close()
  await expect.poll(() => lab.live.open.size).toBe(0)
})

test('none of it is a fault', () => {
  expect(lab.logged.filter(({ level }) => level === 'error')).toEqual([])
})
