import { Server } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'

// Long enough for busy clients to send one more request on their connections and to be told to leave.
const lullMs = 1_000
const lookEveryMs = 20

export interface Drain {
  /** Stops the server without failing a request that is under way. Connections are cut after `timeoutMs`. */
  close(timeoutMs: number): Promise<void>
}

/**
 * Lets a server end gently. New connections are refused at once. Open ones are told to close with their next answer,
 * and only after a moment those that stayed idle are closed: at once that would fail whatever a client is just sending.
 * Sockets are told to go elsewhere.
 */
export function drainable(app: FastifyInstance): Drain {
  let leaving = false
  app.addHook('onSend', (_, reply, _body, done) => {
    if (leaving) void reply.header('connection', 'close')
    done()
  })
  return {
    async close(timeoutMs) {
      leaving = true
      const cut = setTimeout(() => app.server.closeAllConnections(), timeoutMs)
      // An HTTP server's own `close` would close idle connections too.
      Server.prototype.close.call(app.server)
      await Promise.all([app.leaveSockets?.(), emptied(app, Math.min(lullMs, timeoutMs / 2))])
      await app.close()
      clearTimeout(cut)
    },
  }
}

/** Resolves once no connection is left, or after so long. */
async function emptied({ server }: FastifyInstance, mostMs: number): Promise<void> {
  const connections = () =>
    new Promise<number>((resolve) => server.getConnections((_, count) => resolve(count)))
  for (let leftMs = mostMs; leftMs > 0 && (await connections()) > 0; leftMs -= lookEveryMs)
    await sleep(lookEveryMs)
}
