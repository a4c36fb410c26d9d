import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Incoming, Outcome } from './context.js'
import { isWorthALine, newOutcome } from './outcome.js'

declare module 'fastify' {
  interface FastifyRequest {
    outcome: Outcome
  }
}

/** Writes one line for each request that is served. It has the route, not the address, which may carry variables. */
export function logRequests(app: FastifyInstance): void {
  app.decorateRequest('outcome')
  app.addHook('onRequest', (request, reply, done) => {
    request.outcome = newOutcome()
    void reply.header('x-request-id', request.id)
    done()
  })
  app.addHook('onResponse', (request, reply, done) => {
    if (isWorthALine(request.outcome)) request.log.info(lineOf(request, reply), 'request')
    done()
  })
}

export const incomingOf = ({ id, ip, headers, log, outcome, server }: FastifyRequest): Incoming => ({
  id,
  headers,
  log,
  outcome,
  attempts: { take: (account) => server.takeAttempt(ip, account) },
})

const lineOf = (
  { method, routeOptions, outcome }: FastifyRequest,
  { statusCode, elapsedTime }: FastifyReply,
) => ({
  method,
  route: routeOptions.url ?? null,
  operation: outcome.operationName,
  outcome: outcomeText(statusCode, outcome),
  cached: outcome.isFromCache,
  statusCode,
  durationMs: Math.round(elapsedTime * 100) / 100,
})

const outcomeText = (statusCode: number, { codes }: Outcome): string =>
  codes.size > 0 ? [...codes].join(' ') : statusCode < 400 ? 'OK' : 'REFUSED'
