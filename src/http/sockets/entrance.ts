import type { FastifyReply, FastifyRequest } from 'fastify'
import { refusal } from '../refusal.js'
import { overload } from '../shed-load.js'
import type { Full, Occupancy, Occupant } from './occupancy.js'
import { isFromOwnPage, OriginError } from './origin.js'

interface Options {
  readonly corsOrigins: readonly string[]
  readonly occupancy: Occupancy
  readonly hasLeft: () => boolean
}

const retryAfterMs = 10_000

/** Lets a client in, or answers why not. Throws an `OriginError`. */
export function entrance({ corsOrigins, occupancy, hasLeft }: Options) {
  return (request: FastifyRequest, reply: FastifyReply): Occupant | null => {
    if (!isFromOwnPage(request, corsOrigins)) throw new OriginError()
    const occupant = hasLeft() ? 'gateway' : occupancy.enter(request.ip)
    if (typeof occupant !== 'string') return occupant
    request.outcome.refusedBy = 'sockets'
    void reply.send(refusal(request, reply, refusals[occupant]))
    return null
  }
}

const refusals = {
  gateway: { status: 503, ...overload },
  address: {
    status: 429,
    code: 'RATE_LIMITED',
    message: 'Your address has as many sockets open as it may. Close some, or share one.',
    retryAfterMs,
  },
} as const satisfies Record<Full, object>
