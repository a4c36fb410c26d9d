import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { carryOut } from '../processes/child.js'

export interface ConstantOrder {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

// The least that can be an HTTP server: it reads nothing of a request and answers each with the same bytes.
carryOut<ConstantOrder, { port: number }>(async ({ status, headers, body }) => {
  const bytes = Buffer.from(body)
  const described = status === 304 ? headers : { ...headers, 'content-length': bytes.byteLength }
  const server = createServer((_, response) => {
    response.writeHead(status, described)
    response.end(bytes)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { port: (server.address() as AddressInfo).port }
})
