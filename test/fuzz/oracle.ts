import type { Answer } from './send.js'

/** The codes that the API promises; a fault of ours is none of them. */
const codes = new Set([
  ...['UNAUTHENTICATED', 'FORBIDDEN', 'BAD_CONTEXT', 'BAD_USER_INPUT', 'GRAPHQL_PARSE_FAILED'],
  ...[
    'GRAPHQL_VALIDATION_FAILED',
    'COST_EXCEEDED',
    'RATE_LIMITED',
    'OVERLOADED',
    'PERSISTED_QUERY_NOT_FOUND',
  ],
])

const insides: readonly (readonly [string, RegExp])[] = [
  ['a stack', /\bat (\S+ )?\(?(file:|node:|\/)[^\s)]+:\d+:\d+|"stack(trace)?"/],
  ['a path of a file', /node_modules|file:\/\/|\.(ts|mjs|cjs|js):\d+/],
  [
    'a statement',
    /\b(select|SELECT) .{1,300} (from|FROM) |(insert|INSERT) (into|INTO) |\bSQLITE_[A-Z]+|syntax error at or near/,
  ],
  ['the name of a driver', /drizzle|better-sqlite|\bnode-postgres\b|ECONN|ERR_[A-Z_]{4,}/],
]

interface Shown {
  readonly data?: unknown
  readonly errors?: readonly {
    readonly message?: unknown
    readonly extensions?: { readonly code?: unknown }
  }[]
}

/** What is wrong with an answer to a GraphQL request; null when nothing is. */
export function faultIn({ status, type, text }: Answer): string | null {
  if (status >= 500 && !(status === 503 && text.includes('"OVERLOADED"'))) return `status ${status}`
  if (!/^application\/(json|graphql-response\+json)/.test(type)) return `content-type ${type}`
  const shown = parsed(text)
  if (!shown) return 'no JSON object'
  return leakIn(text) ?? malformation(shown)
}

/** The same for whatever came back for bytes that may be no request at all. */
export function faultInBytes(text: string): string | null {
  const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? 0)
  if (text !== '' && status === 0) return 'no HTTP'
  // Node.js itself says this of a protocol or an expectation that it does not know.
  if (status >= 500 && status !== 505 && !text.includes('"OVERLOADED"')) return `status ${status}`
  const [, head = '', body = ''] = /^(HTTP\/1\.1 .+?)\r\n\r\n(.*)$/s.exec(text.replace(continued, '')) ?? []
  if (!/^content-type: application\/(json|graphql)/im.test(head) || body.includes('HTTP/1.1'))
    return leakIn(head)
  const shown = parsed(/^transfer-encoding: chunked/im.test(head) ? unchunked(body) : body)
  return leakIn(text) ?? (body === '' ? null : shown ? malformation(shown) : 'no JSON object')
}

/** Chunks without their lengths. What comes here is in characters of one byte each. */
function unchunked(body: string): string {
  const length = Number.parseInt(body, 16)
  const start = body.indexOf('\r\n') + 2
  return length > 0 ? body.slice(start, start + length) + unchunked(body.slice(start + length + 2)) : ''
}

const continued = /^HTTP\/1\.1 100 Continue\r\n\r\n/

function parsed(text: string): Shown | null {
  try {
    const value = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null
  } catch {
    return null
  }
}

function leakIn(text: string): string | null {
  const leak = insides.find(([, pattern]) => pattern.test(text))
  return leak ? `${leak[0]}: ${leak[1].exec(text)?.[0]}` : null
}

function malformation({ data, errors }: Shown): string | null {
  if (data === undefined && errors === undefined) return 'neither data nor errors'
  if (errors === undefined) return null
  if (!Array.isArray(errors) || errors.length === 0) return 'errors without an error'
  for (const { message, extensions } of errors) {
    if (typeof message !== 'string' || message === '') return 'an error without a message'
    if (!codes.has(String(extensions?.code))) return `the code ${extensions?.code}: ${message}`
  }
  return null
}

/**
 * An answer without what may differ from one time to the next: which of several errors is told of when one is enough to
 * make what is around it null, and the order of keys where a field is selected twice, once under a condition.
 */
export function comparable({ status, text }: Answer): string {
  const { errors = [], ...rest } = parsed(text) ?? {}
  const kinds = [...new Set(errors.map(({ extensions }) => String(extensions?.code)))].sort()
  return inOrder({ status, ...rest, kinds })
}

const inOrder = (value: unknown): string =>
  JSON.stringify(value, (_, entry: unknown) =>
    typeof entry === 'object' && entry !== null && !Array.isArray(entry)
      ? Object.fromEntries(Object.entries(entry).sort(([a], [b]) => (a < b ? -1 : 1)))
      : entry,
  )
