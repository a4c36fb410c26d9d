import { fastifyApolloHandler } from '@as-integrations/fastify'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { GraphQLSchema } from 'graphql'
import type { ResponseCache } from '../cache/responses.js'
import type { CacheCounts } from '../telemetry/caches.js'
import { startApollo } from './apollo.js'
import { type AskedOperation, askedOperation } from './asked-operation.js'
import type { CreateContext, GatewayContext } from './context.js'
import { type KeptAnswers, keptAnswers } from './kept-answers/kept-answers.js'
import type { Shortcut } from './kept-answers/shortcut.js'
import { keyedContext } from './keyed-context.js'
import type { CostLimits } from './limits/cost-limit.js'
import type { PersistedOperations } from './persisted-operations.js'
import { presentError } from './present-error.js'
import { incomingOf } from './request-log.js'
import { setStatus } from './status.js'
import { UntrustedError } from './untrusted.js'

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks, found out once. */
    context: Promise<GatewayContext> | null
  }
}

export interface EndpointOptions<Context extends GatewayContext> {
  readonly url: string
  readonly schema: GraphQLSchema
  readonly bodyLimit: number
  readonly costLimits: CostLimits
  readonly createContext: CreateContext<Context>
  readonly persisted: PersistedOperations
  /** Where answers are kept; null where each is for one viewer. */
  readonly cache: ResponseCache | null
  /** Told of answers that came out of the cache. */
  readonly shortcut: Pick<Shortcut, 'learn'> | null
  readonly production: boolean
  readonly compiled: CacheCounts
}

/** Serves one view of the schema. */
export async function graphqlEndpoint<Context extends GatewayContext>(
  app: FastifyInstance,
  options: EndpointOptions<Context>,
): Promise<void> {
  const { url, schema, bodyLimit, createContext, persisted, cache, shortcut } = options

  async function contextFor(request: FastifyRequest): Promise<GatewayContext> {
    const incoming = incomingOf(request)
    try {
      return await keyedContext(createContext, incoming)
    } catch (thrown) {
      const error = setStatus(presentError(thrown, incoming))
      incoming.outcome.codes.add(String(error.extensions.code))
      throw error
    }
  }
  const contextOf = (request: FastifyRequest): Promise<GatewayContext> => {
    request.context ??= contextFor(request)
    return request.context
  }

  const kept = cache && keptAnswers({ schema, cache, contextOf })
  const apollo = await startApollo({ ...options, seen: kept?.seen ?? null, log: app.log })
  app.addHook('onClose', () => apollo.stop())

  app.route<{ Reply: string }>({
    url,
    method: ['GET', 'POST'],
    bodyLimit,
    // None is async: promises would cost more than all else that an answer out of the cache needs.
    onRequest(_, reply, done) {
      void reply.header('cache-control', 'private, no-store')
      done()
    },
    onSend(request, reply, body, done) {
      const { position, isFromCache } = request.outcome
      if (position !== null) void reply.header('athanor-seq', position)
      if (isFromCache) shortcut?.learn(request, reply)
      if (!kept || isFromCache || typeof body !== 'string') return done(null, body)
      kept.keep(request, reply, body).then((sent) => done(null, sent), done)
    },
    preHandler(request, reply, done) {
      const asked = askedOperation(request)
      if (!persisted.trusts(asked ?? nothing)) return done(new UntrustedError())
      if (!mayAsk(request) || !kept || !asked) return done()
      answerFrom(kept, request, reply, asked).then((isAnswered) => isAnswered || done(), done)
    },
    handler: fastifyApolloHandler(apollo, { context: contextOf }),
  })

  async function answerFrom(
    kept: KeptAnswers,
    request: FastifyRequest,
    reply: FastifyReply,
    asked: AskedOperation,
  ): Promise<boolean> {
    const { hash, source = hash === undefined ? undefined : persisted.peek(hash) } = asked
    const body = source === undefined ? null : await kept.find(request, reply, { ...asked, source })
    if (body) void reply.send(body)
    return body !== null
  }
}

/**
 * A page of another site may send a GET with an operation of its own, so Apollo Server wants a header that such a page
 * cannot set. A GET with nothing but the hash of a registered operation can only be what a shop's own client asked for
 * before.
 */
function mayAsk(request: FastifyRequest): boolean {
  if (request.method !== 'GET') return true
  const { headers } = request
  const isHashOnly = (request.query as Record<string, unknown>).query === undefined
  if (isHashOnly) headers['apollo-require-preflight'] ??= 'the hash of a registered operation'
  return Boolean(headers['apollo-require-preflight'] ?? headers['x-apollo-operation-name'])
}

const nothing = { source: undefined, hash: undefined }
