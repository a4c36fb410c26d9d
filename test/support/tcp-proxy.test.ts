import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { startTcpProxy, type TcpProxy } from './tcp-proxy.js'

const echo = createServer((socket) => socket.on('error', () => {}).pipe(socket))
let proxy: TcpProxy
beforeAll(async () => void (await once(echo.listen(0, '127.0.0.1'), 'listening')))
afterAll(() => void echo.close())
beforeEach(async () => {
  await proxy?.close()
  proxy = await startTcpProxy({ port: (echo.address() as AddressInfo).port })
})

async function connected(): Promise<Socket> {
  const socket = connect(proxy.port, proxy.host).setEncoding('utf8')
  await once(socket, 'connect')
  return socket
}

/** What comes back, or nothing for so long. */
async function echoed(socket: Socket, text: string, patienceMs = 5_000): Promise<unknown> {
  socket.write(text)
  return Promise.race([once(socket, 'data').then(([data]) => data), sleep(patienceMs, 'nothing')])
}

test('hands everything on, and the end of a connection too', async () => {
  const socket = await connected()
  expect(await echoed(socket, 'hello')).toBe('hello')
  socket.end('bye')
  expect(await once(socket, 'data')).toEqual(['bye'])
  await once(socket, 'close')
})

test('delays both ways, and keeps the order', async () => {
  const socket = await connected()
  proxy.delay(40)
  const sentMs = performance.now()
  const first = once(socket, 'data')
  socket.write('1')
  await first
  expect(performance.now() - sentMs).toBeGreaterThanOrEqual(75)
  let all = ''
  socket.on('data', (data) => {
    all += data
  })
  for (const [text, delayMs] of [
    ['2', 30],
    ['3', 0],
    ['4', 10],
  ] as const) {
    proxy.delay(delayMs)
    socket.write(text)
    await sleep(5)
  }
  await expect.poll(() => all).toBe('234')
})

test('hands nothing on while it is frozen, and all of it afterwards', async () => {
  const socket = await connected()
  proxy.freeze()
  expect(await echoed(socket, 'patience', 100)).toBe('nothing')
  const late = await connected()
  expect(await echoed(late, 'me too', 100)).toBe('nothing')
  const answers = [once(socket, 'data'), once(late, 'data')]
  proxy.thaw()
  expect(await Promise.all(answers)).toEqual([['patience'], ['me too']])
})

test('cuts what is open and takes new connections', async () => {
  const socket = await connected()
  proxy.cut()
  await once(socket, 'close')
  expect(await echoed(await connected(), 'again')).toBe('again')
})

test('refuses, and accepts again on the same port', async () => {
  const socket = await connected()
  proxy.refuse()
  await once(socket, 'close')
  await expect(connected()).rejects.toThrow('ECONNREFUSED')
  await proxy.accept()
  expect(await echoed(await connected(), 'again')).toBe('again')
})

test('ends a connection whose target is not there', async () => {
  const nowhere = await startTcpProxy({ port: 1 })
  const socket = connect(nowhere.port, nowhere.host)
  await once(socket, 'close')
})
