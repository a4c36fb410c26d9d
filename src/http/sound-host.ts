import type { FastifyInstance } from 'fastify'

/** Refuses a malformed Host header, with which Apollo's integration would fail while it takes the address apart. */
export function requireSoundHost(app: FastifyInstance): void {
  app.addHook('onRequest', async ({ protocol, hostname }) => {
    if (!URL.canParse(`${protocol}://${hostname}/`)) throw new HostError('Send a well-formed Host header.')
  })
}

class HostError extends Error {
  readonly code = 'host'
  readonly statusCode = 400
}
