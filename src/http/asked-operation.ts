import type { FastifyRequest } from 'fastify'
import type { Variables } from './context.js'

/** An operation as a request asks for it: by its text, by its hash, or by both. */
export interface AskedOperation {
  readonly source: string | undefined
  /** SHA-256 in hexadecimal, by Apollo's protocol of persisted queries. */
  readonly hash: string | undefined
  readonly operationName: string | undefined
  readonly variables: Variables
}

type Fields = Readonly<Record<string, unknown>>

/**
 * null of what is not well-formed, which Apollo Server words the refusal of. Throws of a hash that is none: Apollo makes
 * a text of whatever it is, which can fail.
 */
export function askedOperation(request: FastifyRequest): AskedOperation | null {
  const fields = request.method === 'GET' ? fieldsOfAddress(request.query) : request.body
  return isFields(fields) ? operationIn(fields) : null
}

/** The same of a parsed body, or of a message over a socket. */
export function operationIn(fields: Fields): AskedOperation | null {
  const { query, operationName = undefined, variables, extensions } = fields
  const hash = hashIn(extensions)
  const isWellFormed =
    (typeof query === 'string' || (query === undefined && hash !== undefined)) &&
    (typeof operationName === 'string' || operationName == null) &&
    (variables == null || isFields(variables))
  if (!isWellFormed) return null
  return {
    source: query as string | undefined,
    hash,
    operationName: (operationName as string | null) ?? undefined,
    variables: (variables as Variables | null | undefined) ?? {},
  }
}

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const sha256 = /^[0-9a-f]{64}$/i

function hashIn(extensions: unknown): string | undefined {
  const persisted = isFields(extensions) ? extensions.persistedQuery : undefined
  if (typeof persisted !== 'object' || persisted === null) return undefined
  const { sha256Hash } = persisted as Fields
  if (typeof sha256Hash !== 'string' || !sha256.test(sha256Hash)) throw new HashError()
  return sha256Hash
}

function fieldsOfAddress(query: unknown): Fields | null {
  if (!isFields(query)) return null
  try {
    return { ...query, variables: parsed(query.variables), extensions: parsed(query.extensions) }
  } catch {
    return null
  }
}

const parsed = (text: unknown): unknown =>
  typeof text === 'string' && text !== '' ? JSON.parse(text) : undefined

export class HashError extends Error {
  readonly code = 'hash'
  readonly statusCode = 400
  constructor() {
    super('Send `extensions.persistedQuery.sha256Hash` as 64 hexadecimal digits.')
  }
}
