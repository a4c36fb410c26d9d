import type { FastifyInstance } from 'fastify'

/**
 * Takes bodies of plain JSON in UTF-8 alone: other types could be sent by a form of a foreign page, other encodings are
 * read wrongly, and compressed ones grow.
 */
export function takeJsonOnly(app: FastifyInstance): void {
  app.removeContentTypeParser('text/plain')
  app.addHook('onRequest', async ({ headers }) => {
    const { 'content-type': type = '', 'content-encoding': encoding = 'identity' } = headers
    const charset = /;\s*charset\s*=\s*"?([^\s;"]+)/i.exec(type)?.[1] ?? 'utf-8'
    if (!/^utf-?8$/i.test(charset)) throw new UnsupportedMediaError(`Send the body in UTF-8; got ${charset}.`)
    if (!/^identity$/i.test(encoding))
      throw new UnsupportedMediaError('Send the body without a content-encoding.')
  })
}

class UnsupportedMediaError extends Error {
  readonly code = 'mediaType'
  readonly statusCode = 415
}
