import type { FastifyInstance } from 'fastify'

/**
 * Takes bodies of plain JSON in UTF-8 alone: other types could be sent by a form of a foreign page, other encodings are
 * read wrongly, and compressed ones grow.
 */
export function takeJsonOnly(app: FastifyInstance): void {
  app.removeContentTypeParser('text/plain')
  app.addHook('onRequest', ({ headers }, _, done) => {
    const { 'content-type': type = '', 'content-encoding': encoding = 'identity' } = headers
    const charset = /;\s*charset\s*=\s*"?([^\s;"]+)/i.exec(type)?.[1] ?? 'utf-8'
    if (!/^utf-?8$/i.test(charset))
      return done(new UnsupportedMediaError(`Send the body in UTF-8; got ${charset}.`))
    if (!/^identity$/i.test(encoding))
      return done(new UnsupportedMediaError('Send the body without a content-encoding.'))
    done()
  })
}

class UnsupportedMediaError extends Error {
  readonly code = 'mediaType'
  readonly statusCode = 415
}
