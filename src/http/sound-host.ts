import type { FastifyInstance } from 'fastify'

/** Refuses a malformed Host header, with which Apollo's integration would fail while it takes the address apart. */
export function requireSoundHost(app: FastifyInstance): void {
  app.addHook('onRequest', ({ protocol, hostname }, _, done) => {
    const isSound = URL.canParse(`${protocol}://${hostname}/`)
    done(isSound ? undefined : new HostError('Send a well-formed Host header.'))
  })
}

class HostError extends Error {
  readonly code = 'host'
  readonly statusCode = 400
}
