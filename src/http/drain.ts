import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'

// Long enough for busy clients to finish a request and see that they should not send another on this connection.
const lullMs = 100

export interface Drain {
  /** Stops the server without failing a request that is under way. Connections are cut after `timeoutMs`. */
  close(timeoutMs: number): Promise<void>
}

/**
 * Closing idle connections at once would fail whatever request a client is just sending on one. So for a moment every
 * answer asks its client to leave, and only then the server stops listening.
 */
export function drainable(app: FastifyInstance): Drain {
  let leaving = false
  app.addHook('onSend', async (_, reply) => {
    if (leaving) reply.header('connection', 'close')
  })
  return {
    async close(timeoutMs) {
      leaving = true
      const cut = setTimeout(() => app.server.closeAllConnections(), timeoutMs)
      await sleep(Math.min(lullMs, timeoutMs))
      await app.close()
      clearTimeout(cut)
    },
  }
}
