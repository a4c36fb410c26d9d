import type { IncomingHttpHeaders } from 'node:http'

/** What a client says of itself: over HTTP in headers, over a socket once, under the same names. */
const names = [
  'authorization',
  'athanor-channel',
  'athanor-country',
  'athanor-currency',
  'athanor-cart',
  'accept-language',
] as const

type Name = (typeof names)[number]

const longest = 1_000
const printable = /^[\t\x20-\x7e]*$/

/** Of all headers those that a socket's subscriptions are about. */
export const ownHeaders = (headers: IncomingHttpHeaders): IncomingHttpHeaders =>
  Object.fromEntries(names.flatMap((name) => (headers[name] === undefined ? [] : [[name, headers[name]]])))

/**
 * The headers that these parameters stand for, in whatever case their names are; what they leave out is taken from
 * `headers`. Throws a `ParamsError`.
 */
export function headersOf(
  params: Readonly<Record<string, unknown>> | undefined,
  headers: IncomingHttpHeaders,
): IncomingHttpHeaders {
  const said: IncomingHttpHeaders = { ...headers }
  for (const [key, value] of Object.entries(params ?? {})) {
    const name = key.toLowerCase()
    if (!isOwn(name) || value === null) continue
    if (typeof value !== 'string' || value.length > longest || !printable.test(value))
      throw new ParamsError(`Send ${name} as a text of ${longest} printable ASCII characters at most.`)
    said[name] = value
  }
  return said
}

const isOwn = (name: string): name is Name => (names as readonly string[]).includes(name)

export class ParamsError extends Error {}
