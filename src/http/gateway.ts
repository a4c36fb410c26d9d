import cors from '@fastify/cors'
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify'
import type { GraphQLSchema } from 'graphql'
import type { CreateContext, GatewayContext } from './context.js'
import { answerBadAddress, answerErrors, answerNoHttp } from './fastify-errors.js'
import { graphqlEndpoint } from './graphql-endpoint.js'
import { takeJsonOnly } from './json-only.js'
import { requestId } from './request-id.js'
import { logRequests } from './request-log.js'
import { requireSoundHost } from './sound-host.js'

export interface GatewayOptions<Context extends GatewayContext> {
  /** The schema as everybody sees it, its text, and the whole of it. */
  readonly schemas: {
    readonly public: GraphQLSchema
    readonly admin: GraphQLSchema
    readonly publicSdl: string
  }
  readonly createContext: CreateContext<Context>
  readonly log: FastifyBaseLogger
  readonly production: boolean
  readonly corsOrigins: readonly string[]
  readonly trustProxy: readonly string[]
}

const kib = 1_024
const mib = 1_024 * kib
// Products are upserted in bulk.
const mostBytes = { public: 128 * kib, admin: 8 * mib }
const slowestRequestMs = 30_000

/** The public HTTP server, ready to listen. */
export async function createGateway<Context extends GatewayContext>(
  options: GatewayOptions<Context>,
): Promise<FastifyInstance> {
  const { schemas, createContext, log, production, corsOrigins, trustProxy } = options
  const app = Fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    genReqId: requestId,
    trustProxy: trustProxy.length > 0 && [...trustProxy],
    bodyLimit: mostBytes.public,
    requestTimeout: slowestRequestMs,
    exposeHeadRoutes: false,
    frameworkErrors: answerBadAddress,
    clientErrorHandler: answerNoHttp,
    // While it stops, requests that are on their way are still answered.
    return503OnClosing: false,
  })
  logRequests(app)
  answerErrors(app)
  requireSoundHost(app)
  takeJsonOnly(app)
  if (corsOrigins.length > 0)
    await app.register(cors, { origin: [...corsOrigins], exposedHeaders: ['x-request-id'] })
  await graphqlEndpoint(app, {
    url: '/graphql',
    schema: schemas.public,
    bodyLimit: mostBytes.public,
    createContext,
    production,
  })
  await graphqlEndpoint(app, {
    url: '/admin/graphql',
    schema: schemas.admin,
    bodyLimit: mostBytes.admin,
    createContext,
    production,
  })
  app.get('/schema.graphql', async (_, reply) =>
    reply.type('text/plain; charset=utf-8').send(schemas.publicSdl),
  )
  return app
}
