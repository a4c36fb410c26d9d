import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { carryOut } from '../processes/child.js'
import { type CeilingName, ceilings } from './ceilings.js'
import { postgresCeiling } from './postgres.js'
import { sqliteCeiling } from './sqlite.js'

export interface CeilingOrder {
  readonly name: CeilingName
  readonly databaseUrl: string
  /** What the answers that this is compared with say about themselves. */
  readonly extensions: object
}

// The least that can answer these requests: node:http, the driver, JSON.
carryOut<CeilingOrder, { port: number }>(async ({ name, databaseUrl, extensions }) => {
  const answering = ceilings[name]
  const answer = databaseUrl.startsWith('file:')
    ? sqliteCeiling(databaseUrl.slice('file:'.length), answering)
    : postgresCeiling(databaseUrl, answering)
  const server = createServer(async (request, response) => {
    const { variables } = JSON.parse(await bodyOf(request)) as { variables: never }
    const found = answer(variables)
    const data = found instanceof Promise ? await found : found
    const body = JSON.stringify({ data, extensions })
    response.writeHead(200, {
      'content-type': 'application/json; charset=utf-8',
      'content-length': Buffer.byteLength(body),
    })
    response.end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { port: (server.address() as AddressInfo).port }
})

function bodyOf(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    request.setEncoding('utf8')
    request.on('data', (chunk: string) => (text += chunk))
    request.on('end', () => resolve(text))
    request.on('error', reject)
  })
}
