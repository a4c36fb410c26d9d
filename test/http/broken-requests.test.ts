import { beforeAll, describe, expect, test } from 'vitest'
import { sendBytes } from '../fuzz/send.js'
import { startBareGateway, type TestGateway } from '../support/gateway.js'
import { labSchema } from './lab-schema.js'

let gateway: TestGateway
beforeAll(async () => {
  gateway = await startBareGateway(labSchema())
})

describe('refused before any route, with a GraphQL error like every other, is', () => {
  test.each(['/%', '/graphql%', '/explorer/%ff'])('an address that cannot be decoded: %s', async (path) => {
    const answer = await sendBytes(
      gateway.url,
      `GET ${path} HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n`,
    )
    expect(answer).toMatch(/^HTTP\/1\.1 400 .*\{"errors":\[\{"message":.*"code":"BAD_USER_INPUT"/s)
  })

  test.each([
    ['no HTTP', 400, 'hello\r\n\r\n'],
    [
      'two lengths',
      400,
      'POST /graphql HTTP/1.1\r\nhost: a\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n',
    ],
    ['too many headers', 431, `GET / HTTP/1.1\r\nhost: a\r\n${'x: y\r\n'.repeat(20_000)}\r\n`],
  ])('%s', async (_, status, bytes) => {
    const answer = await sendBytes(gateway.url, bytes)
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} .*"code":"BAD_USER_INPUT"`, 's'))
  })
})
