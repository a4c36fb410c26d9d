import type { Socket } from 'node:net'
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { maskedMessage } from './present-error.js'

/** An address that cannot be decoded: no hook runs for it, so that it has no line in the log either. */
export function answerBadAddress(_: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  request.outcome = { operationName: null, codes: new Set() }
  void answer(request, reply, 400, 'BAD_USER_INPUT', 'The address of the request cannot be decoded.')
}

const brokenRequests: Readonly<Record<string, readonly [string, string]>> = {
  HPE_HEADER_OVERFLOW: ['431 Request Header Fields Too Large', 'The headers of the request are too long.'],
  ERR_HTTP_REQUEST_TIMEOUT: ['408 Request Timeout', 'The request took too long to arrive.'],
}

/** What is no HTTP, or does not come to its end, in the shape of every other error. */
export function answerNoHttp({ code }: NodeJS.ErrnoException, socket: Socket): void {
  if (code === 'ECONNRESET' || socket.destroyed) return
  const [status, message] = brokenRequests[code ?? ''] ?? ['400 Bad Request', 'The request is no HTTP.']
  const body = JSON.stringify({ errors: [{ message, extensions: { code: 'BAD_USER_INPUT' } }] })
  const head = [
    `HTTP/1.1 ${status}`,
    'content-type: application/json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ]
  if (socket.writable) socket.end(`${head.join('\r\n')}\r\n\r\n${body}`)
  socket.destroySoon()
}

/** Makes what Fastify itself refuses look like every other GraphQL error. */
export function answerErrors(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const status = error.statusCode ?? 500
    if (status < 500) return answer(request, reply, status, 'BAD_USER_INPUT', error.message)
    request.log.error({ err: error }, 'fault')
    return answer(request, reply, 500, 'INTERNAL_SERVER_ERROR', maskedMessage(request.id))
  })
  app.setNotFoundHandler((request, reply) => {
    const { method } = request
    const message = `There is nothing at this address for ${method}. GraphQL is at /graphql for POST and GET.`
    return answer(request, reply, 404, 'BAD_USER_INPUT', message)
  })
}

function answer(request: FastifyRequest, reply: FastifyReply, status: number, code: string, message: string) {
  request.outcome.codes.add(code)
  const extensions = status < 500 ? { code } : { code, requestId: request.id }
  return reply.code(status).send({ errors: [{ message, extensions }] })
}
