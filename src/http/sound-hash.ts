import type { FastifyInstance, FastifyRequest } from 'fastify'

const sha256 = /^[0-9a-f]{64}$/i

/** Refuses a persisted query whose hash is none: Apollo makes a text of whatever it is, which can fail. */
export function requireSoundHash(app: FastifyInstance): void {
  app.addHook('preHandler', (request, _, done) => {
    const persisted = propertyOf(extensionsOf(request), 'persistedQuery')
    if (typeof persisted !== 'object' || persisted === null) return done()
    const hash = propertyOf(persisted, 'sha256Hash')
    const isSound = typeof hash === 'string' && sha256.test(hash)
    done(
      isSound
        ? undefined
        : new HashError('Send `extensions.persistedQuery.sha256Hash` as 64 hexadecimal digits.'),
    )
  })
}

/** What is no object is left to Apollo, which has a word for it. */
function extensionsOf({ method, body, query }: FastifyRequest): unknown {
  const extensions = propertyOf(method === 'GET' ? query : body, 'extensions')
  if (typeof extensions !== 'string') return extensions
  try {
    return JSON.parse(extensions)
  } catch {
    return undefined
  }
}

const propertyOf = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Readonly<Record<string, unknown>>)[key]
    : undefined

class HashError extends Error {
  readonly code = 'hash'
  readonly statusCode = 400
}
