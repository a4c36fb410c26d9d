import { GraphQLError } from 'graphql'
import { type Outage, outageOf } from '../db/outage.js'
import { InputError } from '../kernel/input-error.js'
import type { Log } from '../kernel/log.js'
import { RateLimited, Refusal } from '../kernel/refusal.js'

interface Reporter {
  readonly id: string
  readonly log: Log
}

type Extensions = Readonly<Record<string, unknown>> & { readonly code: string }

/**
 * An error as a client may see it: with a stable code, and without a word about our insides. An outage of the database
 * says when to come back. A fault is logged with its stack and shown as a request id to quote.
 */
export function presentError(thrown: unknown, reporter: Reporter): GraphQLError {
  const extensions = extensionsOf(thrown)
  if (extensions) return relocated(thrown, messageOf(thrown), extensions)
  const outage = outageOf(causeOf(thrown))
  if (outage) {
    reporter.log.warn({ err: causeOf(thrown), path: pathOf(thrown) }, 'outage of the database')
    return relocated(thrown, outages[outage].message, {
      code: outage,
      retryAfterMs: outages[outage].retryAfterMs,
    })
  }
  reporter.log.error({ err: causeOf(thrown), path: pathOf(thrown) }, 'fault')
  return relocated(thrown, maskedMessage(reporter.id), {
    code: 'INTERNAL_SERVER_ERROR',
    requestId: reporter.id,
  })
}

export const maskedMessage = (requestId: string): string =>
  `Something went wrong on our side. Quote the request id ${requestId} when you report it.`

const outages: Readonly<Record<Outage, { readonly message: string; readonly retryAfterMs: number }>> = {
  STORAGE_FULL: {
    message: 'Nothing was saved: the database has no room left. Reading goes on. Send it again later.',
    retryAfterMs: 10_000,
  },
  UNAVAILABLE: {
    message:
      'The database does not answer just now. Ask again in a moment. A change may have been saved or not: look before you send it again.',
    retryAfterMs: 1_000,
  },
}

/** What a client may know of an error; null of a fault. */
function extensionsOf(thrown: unknown): Extensions | null {
  const cause = causeOf(thrown)
  if (cause instanceof Refusal) return { code: cause.code, ...(cause.allowed && { allowed: cause.allowed }) }
  if (cause instanceof InputError)
    return { code: 'BAD_USER_INPUT', field: cause.field, ...(cause.allowed && { allowed: cause.allowed }) }
  if (cause instanceof RateLimited) return { code: 'RATE_LIMITED', retryAfterMs: cause.retryAfterMs }
  if (!(cause instanceof GraphQLError)) return null
  const { code, ...more } = cause.extensions ?? {}
  if (typeof code === 'string') return { code, ...more }
  return isAboutArguments(cause) ? { code: 'BAD_USER_INPUT' } : null
}

/** An argument's variable that was null or not given, found only when its field runs. Nobody but graphql-js says so. */
const isAboutArguments = (error: GraphQLError): boolean => /^Argument "\w+" of /.test(error.message)

function causeOf(thrown: unknown): unknown {
  return thrown instanceof GraphQLError && thrown.originalError ? causeOf(thrown.originalError) : thrown
}

const messageOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown))
const pathOf = (thrown: unknown) => (thrown instanceof GraphQLError ? thrown.path : undefined)

/** graphql-jit gives its errors locations without the nodes they come from, so they are set by hand. */
function relocated(thrown: unknown, message: string, extensions: Extensions): GraphQLError {
  if (!(thrown instanceof GraphQLError)) return new GraphQLError(message, { extensions })
  const { path, locations } = thrown
  const error = new GraphQLError(message, { path: path ?? null, extensions })
  return locations ? Object.defineProperty(error, 'locations', { value: locations, enumerable: true }) : error
}
