import type { FastifyRequest } from 'fastify'

type Asking = Pick<FastifyRequest, 'headers' | 'protocol' | 'host'>

/**
 * Whether the page that opens a socket may do so: one of this gateway, or of a listed origin. Browsers let every page
 * open sockets and tell whose it is; what tells nothing is no browser.
 */
export function isFromOwnPage({ headers, protocol, host }: Asking, allowed: readonly string[]): boolean {
  const { origin } = headers
  if (origin === undefined || allowed.includes(origin)) return true
  const own = `${protocol}://${host}`
  return URL.canParse(origin) && URL.canParse(own) && new URL(origin).host === new URL(own).host
}

export class OriginError extends Error {
  readonly code = 'origin'
  readonly statusCode = 403
  constructor() {
    super(
      'Pages of this origin may not open sockets here. Its operator lists those that may in CORS_ORIGINS.',
    )
  }
}
