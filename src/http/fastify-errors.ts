import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { maskedMessage } from './present-error.js'

const codes = new Map([[403, 'FORBIDDEN']])

/** Makes what Fastify itself refuses look like every other GraphQL error. */
export function answerErrors(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const status = error.statusCode ?? 500
    if (status < 500) {
      request.outcome.refusedBy = error.code ?? error.name
      return answer(request, reply, status, codes.get(status) ?? 'BAD_USER_INPUT', error.message)
    }
    request.log.error({ err: error }, 'fault')
    return answer(request, reply, 500, 'INTERNAL_SERVER_ERROR', maskedMessage(request.id))
  })
  app.setNotFoundHandler((request, reply) => {
    const { method } = request
    request.outcome.refusedBy = 'address'
    const message = `There is nothing at this address for ${method}. GraphQL is at /graphql for POST and GET.`
    return answer(request, reply, 404, 'BAD_USER_INPUT', message)
  })
}

/** The same for an address that cannot be read, and so has no route with hooks. */
export function answerBadAddress(error: FastifyError, { id }: Unrouted, { raw }: Unanswered): void {
  const headers = { 'content-type': 'application/json; charset=utf-8', 'x-request-id': id }
  const errors = [{ message: error.message, extensions: { code: 'BAD_USER_INPUT' } }]
  raw.writeHead(error.statusCode ?? 400, headers).end(JSON.stringify({ errors }))
}

type Unrouted = Pick<FastifyRequest, 'id'>
type Unanswered = Pick<FastifyReply, 'raw'>

function answer(request: FastifyRequest, reply: FastifyReply, status: number, code: string, message: string) {
  request.outcome.codes.add(code)
  const extensions = status < 500 ? { code } : { code, requestId: request.id }
  return reply.code(status).send({ errors: [{ message, extensions }] })
}
