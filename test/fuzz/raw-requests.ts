import type fc from 'fast-check'
import { type Dice, thrown } from './dice.js'
import { anything } from './values.js'

/** Bytes to send to the server, each as a character, and nothing more on that connection. */
export interface RawRequest {
  readonly bytes: string
}

const query = '{ shop { name } }'
const paths = [
  ...['/graphql', '/graphql', '/admin/graphql', '/', '/schema.graphql', '/explorer', '/explorer/', '/nope'],
  ...[
    '/explorer/../../package.json',
    '/explorer/%2e%2e/%2e%2e/package.json',
    '/graphql/',
    '//graphql',
    '/graphql?',
    '*',
  ],
  ...[
    '/%',
    '/%00',
    '/\u00e9',
    'http://elsewhere/graphql',
    '/graphql%3fquery=1',
    '/explorer/%ff',
    '/explorer/a%00b',
  ],
]
const methods = [
  'POST',
  'POST',
  'POST',
  'GET',
  'GET',
  'OPTIONS',
  'HEAD',
  'PUT',
  'DELETE',
  'PATCH',
  'TRACE',
  'BREW',
]
const types = [
  ...[
    'application/json',
    'application/json',
    'application/json; charset=utf-8',
    'application/json; charset=utf-7',
  ],
  ...[
    'text/plain',
    'application/graphql',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    ';;',
    '',
  ],
]
const hosts = [
  '127.0.0.1',
  'shop.example',
  '',
  ':',
  'a b',
  '[::1',
  'a'.repeat(2_000),
  'x@y',
  '127.0.0.1:99999',
]
const others: readonly (readonly [string, readonly string[]])[] = [
  [
    'authorization',
    ['Bearer', 'Bearer x', 'Basic eDp5', 'Bearer  a b', `Bearer ${'k'.repeat(4_000)}`, '\u00ff'],
  ],
  ['x-request-id', ['ok-request-id', '1', '{"a":1}', 'x'.repeat(500), '\u00ff\u00fe']],
  ['accept', ['*/*', 'text/html', 'application/graphql-response+json', 'image/*;q=2', ',']],
  ['content-encoding', ['gzip', 'identity', 'br', 'nope']],
  ['transfer-encoding', ['chunked', 'gzip', 'chunked, chunked', 'x']],
  ['x-forwarded-for', ['1.2.3.4', 'unknown', ',,,,']],
  ['x-forwarded-host', ['evil.example', '::']],
  ['origin', ['https://evil.example', 'null']],
  ['cookie', ['a=b', '='.repeat(3_000)]],
  ['if-none-match', ['*', 'W/"x"', '"']],
  ['range', ['bytes=0-1', 'bytes=9-1', 'bytes=x']],
  ['expect', ['100-continue', 'nope']],
  ['upgrade', ['websocket', 'h2c']],
  ['connection', ['close', 'upgrade', 'keep-alive, upgrade']],
  ['athanor-channel', ['eu', '\u00ff', 'a'.repeat(5_000)]],
  ['accept-language', ['de', '*', '\u00ff', ';q=x,'.repeat(500)]],
  ['apollo-require-preflight', ['1']],
  ['__proto__', ['x']],
]

/** Random requests below the level of GraphQL: bodies, headers, methods, addresses and bytes that are no HTTP at all. */
export const rawRequests: fc.Arbitrary<RawRequest> = thrown((dice) => {
  const body = bodyOf(dice)
  if (dice.chance(3)) return { bytes: `${body.toString('latin1')}\r\n\r\n` }
  const line = `${dice.pick(methods)} ${addressOf(dice)} HTTP/${dice.chance(97) ? '1.1' : dice.pick(['1.0', '2.0', '9', ''])}`
  const head = [line, ...headersOf(dice, body.length)].join('\r\n')
  return { bytes: `${head}\r\n\r\n${body.toString('latin1')}` }
})

function addressOf(dice: Dice): string {
  const path = dice.pick(paths)
  if (!dice.chance(30)) return path
  const parameters = Array.from({ length: 1 + dice.below(3) }, () => {
    const value = dice.chance(50) ? query : dice.chance(50) ? JSON.stringify(anything(dice)) : dice.text()
    const name = dice.pick(['query', 'query', 'variables', 'operationName', 'extensions', '__proto__'])
    // What stands in a line of a request is in latin1 and has no line breaks.
    return `${name}=${dice.chance(80) ? encodeURIComponent(value.toWellFormed()) : value.replaceAll(/[\0-\x20]/g, '+')}`
  })
  return `${path}?${parameters.join('&')}`.slice(0, 6_000)
}

function headersOf(dice: Dice, length: number): string[] {
  const headers = [`host: ${dice.chance(90) ? '127.0.0.1' : dice.pick(hosts)}`]
  if (dice.chance(90)) headers.push(`content-type: ${dice.pick(types)}`)
  if (dice.chance(94)) headers.push(`content-length: ${length}`)
  if (dice.chance(2)) headers.push(`content-length: ${dice.pick([-1, length + 1, 'x', 1e20])}`)
  for (const [name, values] of others) if (dice.chance(6)) headers.push(`${name}: ${dice.pick(values)}`)
  if (dice.chance(1)) headers.push(...Array.from({ length: 300 }, (_, i) => `x-${i}: ${'v'.repeat(100)}`))
  return headers
}

function bodyOf(dice: Dice): Buffer {
  switch (dice.below(8)) {
    case 0:
      return Buffer.from(dice.text(200))
    case 1:
      return Buffer.from(Array.from({ length: dice.below(60) }, () => dice.below(256)))
    case 2:
      return Buffer.from(JSON.stringify(anything(dice)))
    case 3:
      return Buffer.from(JSON.stringify({ query, variables: anything(dice), operationName: anything(dice) }))
    case 4:
      return Buffer.from(JSON.stringify({ query: anything(dice), extensions: anything(dice) }))
    case 5:
      return Buffer.from(JSON.stringify(Array(dice.below(5)).fill({ query })))
    case 6:
      return Buffer.from(`${dice.chance(50) ? '{"a":' : '['}`.repeat(dice.pick([10, 1_000, 40_000])))
    default:
      return Buffer.from(JSON.stringify({ query: dice.chance(50) ? query : dice.text(500) }))
  }
}
