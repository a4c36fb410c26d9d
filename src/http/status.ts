import { HeaderMap } from '@apollo/server'
import type { ExecutionResult, GraphQLError } from 'graphql'

const statuses = new Map<unknown, number>([
  ['INTERNAL_SERVER_ERROR', 500],
  ['UNAUTHENTICATED', 401],
  ['FORBIDDEN', 403],
  ['RATE_LIMITED', 429],
  ['STORAGE_FULL', 503],
  ['UNAVAILABLE', 503],
])
const gravity = [500, 503, 429, 401, 403, 400]

const statusOf = (error: GraphQLError): number => statuses.get(error.extensions.code) ?? 400

/** Tells Apollo the HTTP status of an answer: 200 with any data, even partial; else that of its gravest error. */
export function withStatus(result: ExecutionResult): ExecutionResult {
  if (result.data || !result.errors) return result
  const [gravest] = result.errors.toSorted(
    (a, b) => gravity.indexOf(statusOf(a)) - gravity.indexOf(statusOf(b)),
  )
  if (gravest) setStatus(gravest)
  return result
}

/** Apollo takes `extensions.http` off the error and answers with it. */
export function setStatus(error: GraphQLError): GraphQLError {
  const status = statusOf(error)
  const headers = new HeaderMap(status === 401 ? [['www-authenticate', 'Bearer']] : [])
  const { retryAfterMs } = error.extensions
  if (typeof retryAfterMs === 'number') headers.set('retry-after', String(Math.ceil(retryAfterMs / 1_000)))
  error.extensions.http = { status, headers }
  return error
}
