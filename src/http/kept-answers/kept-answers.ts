import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { GraphQLSchema, OperationDefinitionNode } from 'graphql'
import type { Answer } from '../../cache/answers.js'
import { type Fill, isAnswer, type Place, type ResponseCache } from '../../cache/responses.js'
import type { AskedOperation } from '../asked-operation.js'
import type { GatewayContext, Provenance, Variables } from '../context.js'
import { type SeenOperation, type SeenOperations, seenOperations } from './seen-operations.js'

declare module 'fastify' {
  interface FastifyRequest {
    /** What this request owes to the cache and to those who wait for the same. */
    fill: Fill | null
    /** Where its answer was kept, if it was. */
    place?: Place
  }
}

interface Options {
  readonly schema: GraphQLSchema
  readonly cache: ResponseCache
  readonly contextOf: (request: FastifyRequest) => Promise<GatewayContext>
}

/** Answers public queries from what was answered before, ahead of everything that GraphQL costs. */
export interface KeptAnswers {
  /** To be told of the operations that run: answers are found by these. */
  readonly seen: SeenOperations
  /** The body to send; null when the operation has to run. */
  find(request: FastifyRequest, reply: FastifyReply, asked: AskedOperation): Promise<Buffer | null>
  /** Keeps the body that the operation made, if others may have it. Answers what of it is to be sent. */
  keep(request: FastifyRequest, reply: FastifyReply, body: string): Promise<string | Buffer>
}

export function keptAnswers({ schema, cache, contextOf }: Options): KeptAnswers {
  const seen = seenOperations(schema)

  async function keyOf(request: FastifyRequest, { operation, hash }: SeenOperation, asked: AskedOperation) {
    const { variables } = asked
    const context = await contextOf(request)
    const audience = await context.audienceKey({ schema, operation, variables })
    return audience && `${hash} ${audience} ${acceptedBy(request)} ${declared(operation, variables)}`
  }

  /** null of what is not to be kept. A fault in finding out is not one of the answer. */
  async function provenanceOf(request: FastifyRequest): Promise<Provenance | null> {
    if (!request.outcome.isWhole) return null
    try {
      return await (await contextOf(request)).provenance()
    } catch (error) {
      request.log.error({ err: error }, 'an answer could not be kept')
      return null
    }
  }

  return {
    seen,

    async find(request, reply, asked) {
      const known = asked.source === undefined ? undefined : seen.find(asked.source, asked.operationName)
      if (!known) return null
      const { tick } = cache
      const key = await keyOf(request, known, asked).catch(refusedLater)
      const found = key && (await cache.find(key, headerOf(request, 'athanor-seq')))
      if (!found) return null
      if (isAnswer(found)) {
        request.outcome.operationName = known.operation.name?.value ?? null
        request.outcome.isFromCache = true
        request.place = { key, tick }
        return sent(request, reply, found)
      }
      request.fill = found
      reply.raw.once('close', () => found.giveUp())
      return null
    },

    async keep(request, reply, body) {
      const { fill } = request
      // Nobody waits for it, and only the answer to a GET has a validator.
      if (!fill && request.method !== 'GET') return body
      const provenance = await provenanceOf(request)
      if (!provenance) {
        fill?.giveUp()
        return body
      }
      const bytes = Buffer.from(body)
      const contentType = String(reply.getHeader('content-type'))
      const answer: Answer = { ...provenance, body: bytes, contentType, etag: etagOf(bytes) }
      fill?.keep(answer)
      return described(request, reply, answer)
    },
  }
}

/** What the operation can see of the variables: what else a client sends changes no answer. */
const declared = ({ variableDefinitions = [] }: OperationDefinitionNode, variables: Variables): string =>
  JSON.stringify(
    variableDefinitions.map(({ variable }) => variables[variable.name.value]),
    missing,
  )

/** JSON has no `undefined`, and null is a value. */
const missing = (_: string, value: unknown): unknown => (value === undefined ? { undefined: true } : value)

/** The same fault is met again, and worded, when the operation is to run. */
const refusedLater = (): null => null

/** A client may ask for a media type of its choice; most do not. */
const acceptedBy = ({ headers }: FastifyRequest): string =>
  !headers.accept || headers.accept === '*/*' ? '' : headers.accept

function headerOf({ headers }: FastifyRequest, name: string): string | undefined {
  const value = headers[name]
  return typeof value === 'string' ? value : undefined
}

function sent(request: FastifyRequest, reply: FastifyReply, answer: Answer): Buffer {
  void reply.header('content-type', answer.contentType)
  return described(request, reply, answer)
}
const nothing = Buffer.alloc(0)

/** On what else an answer depends than its address. */
const variesBy =
  'accept, accept-language, authorization, athanor-cart, athanor-channel, athanor-country, athanor-currency, athanor-price-group'

/**
 * What of an answer is to be sent: nothing to a client that has it. Browsers and proxies are told to keep that of a GET,
 * and to ask each time whether it still holds.
 */
function described(request: FastifyRequest, reply: FastifyReply, { etag, body }: Answer): Buffer {
  if (request.method !== 'GET') return body
  const scope = request.headers.authorization === undefined ? 'public' : 'private'
  const vary = [reply.getHeader('vary'), variesBy].filter(Boolean).join(', ')
  void reply.headers({ 'cache-control': `${scope}, no-cache`, etag, vary })
  if (!isAmong(headerOf(request, 'if-none-match'), etag)) return body
  void reply.code(304).removeHeader('content-type').removeHeader('content-length')
  return nothing
}

/** RFC 9110, 13.1.2: weak comparison with any of a list. */
export const isAmong = (list: string | undefined, etag: string): boolean =>
  list !== undefined &&
  (list.trim() === '*' || list.split(',').some((one) => one.trim().replace(/^W\//, '') === etag))

const etagOf = (body: Buffer): string => `"${createHash('sha1').update(body).digest('base64url')}"`
