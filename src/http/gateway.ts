import cors from '@fastify/cors'
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify'
import type { GraphQLSchema } from 'graphql'
import type { ResponseCache } from '../cache/responses.js'
import type { GatewayMeters } from '../telemetry/gateway.js'
import { operationLabels } from '../telemetry/operation-labels.js'
import type { Tracing } from '../telemetry/tracing.js'
import { answerBrokenRequest } from './broken-requests.js'
import type { CreateContext, GatewayContext } from './context.js'
import { answerBadAddress, answerErrors } from './fastify-errors.js'
import { graphqlEndpoint } from './graphql-endpoint.js'
import { takeJsonOnly } from './json-only.js'
import { shortcutInto } from './kept-answers/into.js'
import { observeRequests } from './observed-requests.js'
import type { PersistedOperations } from './persisted-operations.js'
import { countAttempts } from './rate-limits/attempts.js'
import { limitRates } from './rate-limits/limit-rates.js'
import type { RateLimits } from './rate-limits/rates.js'
import { requestId } from './request-id.js'
import { logRequests } from './request-log.js'
import { shedLoad } from './shed-load.js'
import { acceptSockets } from './sockets/accept.js'
import type { Live } from './sockets/live.js'
import type { SocketTimes } from './sockets/times.js'
import { requireSoundHost } from './sound-host.js'

export interface GatewayOptions<Context extends GatewayContext> {
  /** The schema as everybody sees it, its text, and the whole of it. */
  readonly schemas: {
    readonly public: GraphQLSchema
    readonly admin: GraphQLSchema
    readonly publicSdl: string
  }
  readonly createContext: CreateContext<Context>
  /** Where public answers are kept; null when they are not. */
  readonly cache: ResponseCache | null
  readonly persisted: PersistedOperations
  readonly log: FastifyBaseLogger
  readonly meters: GatewayMeters
  readonly tracing: Tracing | null
  readonly production: boolean
  /** What an operation may cost; ten times as much for staff at the admin's endpoint. */
  readonly costLimit: number
  /** How long a request may take to arrive. */
  readonly requestTimeoutMs: number
  readonly corsOrigins: readonly string[]
  readonly trustProxy: readonly string[]
  readonly rateLimits: RateLimits
  /** Beyond it, requests are refused; 0 for never. */
  readonly maxEventLoopDelayMs: number
  /** What executes subscriptions; null while there is nothing to subscribe to. */
  readonly live: Live | null
  /** Open at a time in this process. */
  readonly maxSockets: number
  /** Of those, from one address; 0 for no limit. */
  readonly maxSocketsPerAddress: number
  /** Of tests, which do not wait for as long. */
  readonly socketTimes?: Partial<SocketTimes>
}

const kib = 1_024
const mib = 1_024 * kib
// Products are upserted in bulk.
const mostBytes = { public: 128 * kib, admin: 8 * mib }
const lookForSlowRequestsEveryMs = 1_000
const timesForStaff = 10

/** The public HTTP server, ready to listen. */
export async function createGateway<Context extends GatewayContext>(
  options: GatewayOptions<Context>,
): Promise<FastifyInstance> {
  const { schemas, createContext, cache, persisted, log, meters, tracing, production } = options
  const { costLimit, requestTimeoutMs, corsOrigins, trustProxy, rateLimits } = options
  const app = Fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    genReqId: requestId,
    trustProxy: trustProxy.length > 0 && [...trustProxy],
    bodyLimit: mostBytes.public,
    requestTimeout: requestTimeoutMs,
    http: {
      // Known at the start, or headers get more time, which Node.js then gives to bodies.
      requestTimeout: requestTimeoutMs,
      connectionsCheckingInterval: lookForSlowRequestsEveryMs,
    },
    clientErrorHandler: answerBrokenRequest,
    frameworkErrors: answerBadAddress,
    exposeHeadRoutes: false,
    // While it stops, requests that are on their way are still answered.
    return503OnClosing: false,
  })
  logRequests(app)
  const labelOf = operationLabels()
  observeRequests(app, { meter: meters.requests, labelOf, tracing })
  answerErrors(app)
  // First, so that a page may read whatever else is refused.
  if (corsOrigins.length > 0)
    await app.register(cors, {
      origin: [...corsOrigins],
      exposedHeaders: ['athanor-seq', 'etag', 'retry-after', 'x-request-id'],
    })
  const rates = limitRates(app, rateLimits)
  countAttempts(app, rateLimits)
  requireSoundHost(app)
  takeJsonOnly(app)
  // What is traced goes the long way, where its spans are.
  const shortcut =
    cache && !tracing
      ? shortcutInto(app, { ...options, cache, rates, labelOf, meter: meters.requests })
      : null
  const open = {
    schema: schemas.public,
    costLimits: { anonymous: costLimit, customer: costLimit, staff: costLimit },
    persisted,
  }
  const whole = {
    schema: schemas.admin,
    costLimits: { anonymous: costLimit, customer: costLimit, staff: costLimit * timesForStaff },
    persisted: { ...persisted, trusts: () => true },
  }
  await graphqlEndpoint(app, {
    ...open,
    url: '/graphql',
    bodyLimit: mostBytes.public,
    createContext,
    cache,
    shortcut,
    production,
    compiled: meters.caches.compiled,
  })
  await graphqlEndpoint(app, {
    ...whole,
    url: '/admin/graphql',
    bodyLimit: mostBytes.admin,
    createContext,
    // What staff ask for is theirs.
    cache: null,
    shortcut: null,
    production,
    compiled: meters.caches.compiled,
  })
  app.get('/schema.graphql', async (_, reply) =>
    reply.type('text/plain; charset=utf-8').send(schemas.publicSdl),
  )
  // Last, since it measures from now on, and making the schema takes long.
  const isOverloaded = await shedLoad(app, options.maxEventLoopDelayMs)
  // Behind all that refuses requests, which so refuses those for sockets too.
  const { live, socketTimes: times = {} } = options
  const views = { '/graphql': open, '/admin/graphql': whole }
  if (live) acceptSockets(app, { ...options, live, views, rates, isOverloaded, times })
  return app
}
