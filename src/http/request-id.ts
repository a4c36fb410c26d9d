import type { IncomingMessage } from 'node:http'
import { newId } from '../kernel/ids.js'

/** Long enough to be unique, and nothing that could forge a line of a log or a header. */
const sane = /^[A-Za-z0-9._-]{8,64}$/

/** The caller's `x-request-id`, if it is sane, so that one id names a request in every log; else a new one. */
export function requestId({ headers }: Pick<IncomingMessage, 'headers'>): string {
  const given = headers['x-request-id']
  return typeof given === 'string' && sane.test(given) ? given : newId()
}
