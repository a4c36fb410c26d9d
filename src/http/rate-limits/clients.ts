import { hash } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { LRUCache } from 'lru-cache'

export interface Incoming {
  /** Not known of a connection that is already gone. */
  readonly ip: string | undefined
  readonly headers: IncomingHttpHeaders
}

/** Who is counted together. */
export interface Clients {
  /** The address that a request comes from. */
  addressOf(request: Incoming): string
  /** The key that comes with a request, if it has opened something lately. A forged key is nobody's. */
  keyOf(request: Incoming): string | null
  /** The key of this request is a valid one. */
  trust(request: Incoming): void
  distrust(request: Incoming): void
}

const mostKeys = 10_000

export function createClients(): Clients {
  const trusted = new LRUCache<string, true>({ max: mostKeys })
  return {
    addressOf: ({ ip }) => `ip:${networkOf(ip)}`,
    keyOf({ headers: { authorization } }) {
      const key = authorization === undefined ? null : digestOf(authorization)
      return key !== null && trusted.get(key) ? key : null
    },
    trust({ headers: { authorization } }) {
      if (authorization !== undefined) trusted.set(digestOf(authorization), true)
    },
    distrust({ headers: { authorization } }) {
      if (authorization !== undefined) trusted.delete(digestOf(authorization))
    },
  }
}

/** Spelled with more spaces, a key is still the same. Its digest is not the one that the database keeps. */
function digestOf(authorization: string): string {
  const secret = authorization.trim().split(' ').at(-1)
  return `key:${hash('sha256', `rate limit of ${secret}`, 'base64url').slice(0, 22)}`
}

/**
 * An IPv4 address, or the /64 of an IPv6 address: a household or a server owns at least so much, and could take another
 * address for each request.
 */
export function networkOf(address = 'unknown'): string {
  if (!address.includes(':')) return address
  // Within IPv6, and with a port, as some proxies write it.
  const [, ipv4] = /^(?:::ffff:)?([\d.]+)(?::\d+)?$/i.exec(address) ?? []
  if (ipv4) return ipv4
  const [, ipv6 = address] = /^\[(.*)\](?::\d+)?$/.exec(address) ?? []
  const [before = '', after] = (ipv6.split('%', 1)[0] ?? '').split('::')
  const groups = before.split(':')
  const tail = after ? after.split(':') : []
  const zeros = after === undefined ? 0 : Math.max(8 - groups.length - tail.length, 0)
  const all = [...groups, ...Array.from({ length: zeros }, () => '0'), ...tail]
  const first = all.slice(0, 4).map((group) => (Number.parseInt(group, 16) || 0).toString(16))
  return `${first.join(':')}::/64`
}
