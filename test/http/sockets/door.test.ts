import { connect } from 'node:net'
import { describe, expect, test } from 'vitest'
import { greetedSocket, type Lab, rawSocket, startLab, subscribeMessage } from './lab.js'

const addressed = (ip: string, more: Record<string, string> = {}) => ({
  headers: { 'x-forwarded-for': ip, ...more },
})
const behindProxy = { trustProxy: ['loopback'] }

const refusalOf = (lab: Lab, headers: Record<string, string> = {}) =>
  rawSocket(lab.wsUrl, { headers }).then(
    ({ ws }) => {
      ws.close()
      return 'open'
    },
    (error) => error.status ?? error,
  )

/** What a socket's handshake is answered with, or another request that is written by hand. */
async function answerTo(lab: Lab, lines: readonly string[], body = ''): Promise<string> {
  const { hostname, port } = new URL(lab.url)
  const socket = connect(Number(port), hostname)
  socket.write([...lines, `host: ${hostname}:${port}`, '', body].join('\r\n'))
  let answer = ''
  for await (const chunk of socket) answer += chunk
  return answer
}

const handshake = [
  'connection: Upgrade',
  'upgrade: websocket',
  'sec-websocket-version: 13',
  'sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==',
]

describe('a page', () => {
  test('may open sockets to its own gateway, and those of listed origins may, and no other', async () => {
    const lab = await startLab({ corsOrigins: ['https://shop.example'] })
    expect(await refusalOf(lab, { origin: lab.url })).toBe('open')
    expect(await refusalOf(lab, { origin: 'https://shop.example' })).toBe('open')
    expect(await refusalOf(lab)).toBe('open')
    for (const origin of [
      'https://evil.example',
      'https://shop.example.evil.example',
      'null',
      'x',
      `${lab.url}1`,
    ])
      expect(await refusalOf(lab, { origin }), origin).toBe(403)
  })

  test('is told in words why not', async () => {
    const lab = await startLab()
    const answer = await answerTo(lab, [
      'GET /graphql HTTP/1.1',
      ...handshake,
      'origin: https://evil.example',
    ])
    expect(answer).toMatch(/^HTTP\/1.1 403 /)
    expect(answer).toMatch(/\r\nconnection: close\r\n/i)
    expect(answer).toContain('"code":"FORBIDDEN"')
    expect(answer).toContain('CORS_ORIGINS')
  })

  test('of the address that a trusted proxy was asked for is its own', async () => {
    const lab = await startLab(behindProxy)
    const headers = { 'x-forwarded-host': 'shop.example', 'x-forwarded-proto': 'https' }
    expect(await refusalOf(lab, { ...headers, origin: 'https://shop.example' })).toBe('open')
    expect(await refusalOf(await startLab(), { ...headers, origin: 'https://shop.example' })).toBe(403)
  })
})

describe('sockets', () => {
  test('of one address are limited, and of all', async () => {
    const lab = await startLab({ ...behindProxy, maxSocketsPerAddress: 2, maxSockets: 3 })
    const open = [
      await rawSocket(lab.wsUrl, addressed('192.0.2.1')),
      await rawSocket(lab.wsUrl, addressed('192.0.2.1')),
    ]
    await expect(rawSocket(lab.wsUrl, addressed('192.0.2.1'))).rejects.toMatchObject({ status: 429 })
    open.push(await rawSocket(lab.wsUrl, addressed('2001:db8::1')))
    await expect(rawSocket(lab.wsUrl, addressed('192.0.2.2'))).rejects.toMatchObject({ status: 503 })
    const refused = await answerTo(lab, ['GET /graphql HTTP/1.1', ...handshake])
    expect(refused).toMatch(/\r\nretry-after: 1\r\n/i)
    expect(refused).toMatch(/"code":"OVERLOADED","retryAfterMs":1000/)
    for (const { ws } of open) ws.close()
    await expect.poll(() => refusalOf(lab, { 'x-forwarded-for': '192.0.2.1' })).toBe('open')
  })

  test('that never were one take up no room', async () => {
    const lab = await startLab({ maxSockets: 1 })
    for (let i = 0; i < 3; i++) {
      const request = [
        'GET /graphql HTTP/1.1',
        'connection: Upgrade',
        'upgrade: websocket',
        'sec-websocket-key: x',
      ]
      expect(await answerTo(lab, request)).toMatch(/^HTTP\/1.1 400 /)
    }
    expect(await refusalOf(lab)).toBe('open')
  })

  test('count as requests, and each subscription does', async () => {
    const lab = await startLab({ rateLimits: { perMinute: 4 } })
    const socket = await greetedSocket(lab.wsUrl)
    for (const id of ['1', '2', '3', '4']) socket.say(subscribeMessage(id))
    const message =
      'Too many requests: 4 a minute are allowed from your address. Try again after `retryAfterMs`.'
    const extensions = { code: 'RATE_LIMITED', retryAfterMs: expect.any(Number) }
    expect(await socket.heard()).toEqual({ id: '4', type: 'error', payload: [{ message, extensions }] })
    expect(lab.live.open.size).toBe(3)
    expect(await refusalOf(lab)).toBe(429)
    expect((await lab.request('{ free }')).status).toBe(429)
    socket.ws.close()
  })

  test('with a valid key are counted under it', async () => {
    const lab = await startLab({ rateLimits: { perMinute: 2, keyPerMinute: 3 } })
    const socket = await greetedSocket(lab.wsUrl, { Authorization: 'Bearer good' })
    for (const id of ['1', '2', '3', '4']) socket.say(subscribeMessage(id))
    expect(await socket.heard()).toMatchObject({ id: '4', type: 'error' })
    socket.ws.close()
  })

  test('have a hundred subscriptions each', async () => {
    const lab = await startLab()
    const socket = await greetedSocket(lab.wsUrl)
    for (let i = 0; i < 150; i++) socket.say(subscribeMessage(`${i}`))
    const message = 'A socket may have 100 subscriptions open. End some of them first.'
    const extensions = { code: 'RATE_LIMITED', retryAfterMs: expect.any(Number) }
    for (let i = 100; i < 150; i++)
      expect(await socket.heard()).toEqual({ id: `${i}`, type: 'error', payload: [{ message, extensions }] })
    expect(lab.live.open.size).toBe(100)
    socket.say({ id: '7', type: 'complete' })
    socket.say(subscribeMessage('last'))
    await expect.poll(() => lab.live.open.size).toBe(100)
    socket.ws.close()
  })

  test('of one address share a room for the texts of their subscriptions', async () => {
    const lab = await startLab({ maxSocketsPerAddress: 2 })
    const one = await greetedSocket(lab.wsUrl)
    const other = await greetedSocket(lab.wsUrl)
    const long = `subscription { changed { cursor } } # ${'x'.repeat(3_000)}`
    one.say(subscribeMessage('1', long))
    await expect.poll(() => lab.live.open.size).toBe(1)
    other.say(subscribeMessage('2', long))
    expect(await other.heard()).toMatchObject({
      id: '2',
      payload: [{ extensions: { code: 'RATE_LIMITED' } }],
    })
    one.ws.close()
    await expect.poll(() => lab.live.open.size).toBe(0)
    other.say(subscribeMessage('2', long))
    await expect.poll(() => lab.live.open.size).toBe(1)
    other.ws.close()
  })
})

describe('an upgrade', () => {
  const body = JSON.stringify({ query: '{ free }' })
  const post = ['POST /graphql HTTP/1.1', 'content-type: application/json', `content-length: ${body.length}`]

  test.each(['h2c', 'websocket'])('to %s that a POST offers is passed over', async (protocol) => {
    const lab = await startLab()
    const offer = [
      'connection: Upgrade, HTTP2-Settings',
      `upgrade: ${protocol}`,
      'http2-settings: AAMAAABkAAQ',
    ]
    const request = ['GET /schema.graphql HTTP/1.1', 'host: x', 'connection: close', '', ''].join('\r\n')
    const answer = await answerTo(lab, [...post, ...offer, 'x-request-id: an-own-id'], `${body}${request}`)
    expect(answer).toMatch(/^HTTP\/1.1 200 /)
    expect(answer).toContain('{"data":{"free":null}')
    expect(answer).toContain('x-request-id: an-own-id')
    // What came behind it on the same connection is a request of its own.
    expect(answer).toContain('the sdl')
  })

  test('elsewhere is a usual request, whose connection is closed', async () => {
    const lab = await startLab()
    expect(await answerTo(lab, ['GET /schema.graphql HTTP/1.1', ...handshake])).toMatch(
      /^HTTP\/1.1 200 .*the sdl$/s,
    )
    expect(await answerTo(lab, ['GET /nowhere HTTP/1.1', ...handshake])).toMatch(/^HTTP\/1.1 404 /)
  })

  test('whose client is gone harms nobody', async () => {
    const lab = await startLab()
    const { hostname, port } = new URL(lab.url)
    for (let i = 0; i < 20; i++) {
      const socket = connect(Number(port), hostname)
      socket.write(
        ['GET /graphql HTTP/1.1', ...handshake, 'origin: https://evil.example', 'host: x', '', ''].join(
          '\r\n',
        ),
      )
      setImmediate(() => socket.resetAndDestroy())
      await new Promise((resolve) => socket.on('close', resolve))
    }
    expect(await refusalOf(lab)).toBe('open')
  })
})
