import type { IncomingMessage, ServerResponse } from 'node:http'
import type { FastifyBaseLogger, FastifyReply, FastifyRequest } from 'fastify'
import { LRUCache } from 'lru-cache'
import type { Answer } from '../../cache/answers.js'
import type { Place, ResponseCache } from '../../cache/responses.js'
import type { LabelOfOperation } from '../../telemetry/operation-labels.js'
import type { RequestMeter } from '../../telemetry/requests.js'
import type { Rates } from '../rate-limits/rates.js'
import { requestId } from '../request-id.js'
import { isAmong } from './kept-answers.js'

/** What a request passes on the short way too. */
export interface ShortcutOptions {
  readonly cache: ResponseCache
  readonly rates: Rates | null
  readonly meter: RequestMeter
  readonly labelOf: LabelOfOperation
  readonly log: FastifyBaseLogger
  ipOf(request: IncomingMessage): string | undefined
  /** Then requests go the long way, where they are refused or told to leave. */
  isBusyOrLeaving(): boolean
}

/**
 * Answers GETs of anonymous clients that ask, with the same headers, what was answered out of the cache before: ahead of
 * the framework, which costs more than all that such an answer needs. Whatever is not just so goes the long way.
 */
export interface Shortcut {
  /** Tells whether it has answered. */
  take(request: IncomingMessage, response: ServerResponse): boolean
  /** Takes notice of an answer that came out of the cache by the long way. */
  learn(request: FastifyRequest, reply: FastifyReply): void
}

interface Known {
  readonly place: Place
  /** null where it has no name: metrics know it by its route. */
  readonly operationName: string | null
  readonly route: string
  /** Says in each line what is the same for all of these requests. */
  readonly log: FastifyBaseLogger
  /** As they were by the long way, but for those of the request and of the answer itself. */
  readonly headers: readonly string[]
}

const mostBytes = 8 * 1_048_576

export function createShortcut(options: ShortcutOptions): Shortcut {
  const { cache, rates, log, ipOf } = options
  const known = new LRUCache<string, Known>({
    maxSize: mostBytes,
    sizeCalculation: (_, question) => 1_000 + question.length,
  })
  const asked = new WeakMap<IncomingMessage, string>()

  function tell(requestId: string, statusCode: number, startedMs: number, found: Known): void {
    const ms = performance.now() - startedMs
    const { operationName, route } = found
    const operation = operationName === null ? route : options.labelOf(operationName, true)
    options.meter({ operation, outcome: 'OK', refusedBy: null, seconds: ms / 1_000 })
    found.log.info({ requestId, statusCode, durationMs: Math.round(ms * 100) / 100 }, 'request')
  }

  return {
    take(request, response) {
      if (request.method !== 'GET') return false
      const question = questionOf(request)
      if (question === null) return false
      const found = known.get(question)
      const answer = found && !options.isBusyOrLeaving() && cache.again(found.place)
      // Who sends too much is refused by the long way, which counts what is not refused here.
      if (!answer || rates?.take({ ip: ipOf(request), headers: request.headers, countedKey: null })) {
        asked.set(request, question)
        return false
      }
      const startedMs = performance.now()
      const id = requestId(request)
      tell(id, send(request, response, id, found, answer), startedMs, found)
      return true
    },
    learn({ raw, place, outcome, routeOptions }, reply) {
      const question = asked.get(raw)
      if (question === undefined || !place) return
      const { url: route = '' } = routeOptions
      const { operationName } = outcome
      const said = { method: 'GET', route, operation: operationName, outcome: 'OK', cached: true }
      const headers = lasting(reply.getHeaders())
      known.set(question, { place, operationName, route, log: log.child(said), headers })
    },
  }
}

/** Answers with which status. */
function send(
  { headers }: IncomingMessage,
  response: ServerResponse,
  id: string,
  known: Known,
  { contentType, etag, body }: Answer,
): number {
  const described = [...known.headers, 'x-request-id', id, 'etag', etag]
  if (isAmong(headers['if-none-match'], etag)) {
    response.writeHead(304, described).end()
    return 304
  }
  described.push('content-type', contentType, 'content-length', String(body.byteLength))
  response.writeHead(200, described).end(body)
  return 200
}

/** With one of these an answer is somebody's own, or newer than others are, or a body follows. */
const notForAll = new Set([
  ...['authorization', 'athanor-cart', 'athanor-price-group', 'athanor-seq'],
  ...['traceparent', 'content-length', 'transfer-encoding'],
])
/** All else that decides about an answer; `if-none-match` is looked at anew. */
const telling = new Set([
  ...['accept', 'accept-language', 'athanor-channel', 'athanor-country', 'athanor-currency'],
  ...['apollo-require-preflight', 'x-apollo-operation-name', 'content-type', 'content-encoding'],
  ...['origin', 'host', 'x-forwarded-host', 'x-forwarded-proto'],
])

/** null of what is never answered on the short way. */
function questionOf({ url = '', headers }: IncomingMessage): string | null {
  let question = url
  for (const name in headers) {
    if (notForAll.has(name)) return null
    if (telling.has(name)) question += `\n${name}: ${headers[name]}`
  }
  return question
}

const passing = new Set(['x-request-id', 'content-type', 'content-length', 'etag', 'connection'])

/** Names and values in turn. */
const lasting = (headers: ReturnType<FastifyReply['getHeaders']>): string[] =>
  Object.entries(headers).flatMap(([name, value]) => (passing.has(name) ? [] : [name, String(value)]))
