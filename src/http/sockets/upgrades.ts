import { type IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'

/** A connection whose client wants to speak WebSocket on it. */
export interface Upgrade {
  readonly raw: IncomingMessage
  readonly connection: Socket
  /** What has come after the request. */
  readonly head: Buffer
  /** Lets go of the connection, which is then the caller's. */
  take(): void
}

/**
 * Has requests for a WebSocket come through the same hooks as all others, so that whatever refuses those refuses these
 * too. Answers how to tell one from a usual request; one that is answered as usual has its connection closed.
 */
export function routeUpgrades(app: FastifyInstance): (raw: IncomingMessage) => Upgrade | undefined {
  const upgrades = new WeakMap<IncomingMessage, Upgrade>()
  app.server.on('upgrade', (raw: IncomingMessage, connection: Socket, head: Buffer) => {
    if (!wantsWebSocket(raw)) return serveAsIs(app, raw, connection, head)
    // Nobody else listens for it meanwhile, and then it would end the process.
    const onError = () => connection.destroy()
    connection.on('error', onError)
    const response = new ServerResponse(raw)
    response.shouldKeepAlive = false
    response.assignSocket(connection)
    response.on('finish', () => connection.destroySoon())
    const take = () => {
      connection.off('error', onError)
      response.detachSocket(connection)
    }
    upgrades.set(raw, { raw, connection, head, take })
    app.routing(raw, response)
  })
  return (raw) => upgrades.get(raw)
}

const wantsWebSocket = ({ method, headers }: IncomingMessage): boolean =>
  method === 'GET' && headers.upgrade?.toLowerCase() === 'websocket'

/**
 * Clients may offer another protocol, as curl and Java do with HTTP/2, and go on with this one when nobody takes it up.
 * Node.js has given their connection away by now, so it is read again from the start of the request, without the offer.
 */
function serveAsIs({ server }: FastifyInstance, raw: IncomingMessage, connection: Socket, head: Buffer) {
  const lines = [`${raw.method} ${raw.url} HTTP/${raw.httpVersion}`]
  for (let i = 0; i < raw.rawHeaders.length; i += 2) {
    const [name = '', value] = raw.rawHeaders.slice(i, i + 2)
    if (!/^(upgrade|connection|http2-settings)$/i.test(name)) lines.push(`${name}: ${value}`)
  }
  connection.unshift(Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), head]))
  server.emit('connection', connection)
}
