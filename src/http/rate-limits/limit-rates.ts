import type { FastifyInstance } from 'fastify'
import { refusal } from '../refusal.js'
import { createClients } from './clients.js'
import { createLimiter } from './limiter.js'
import type { Tally } from './tally.js'

export interface RateLimits {
  /** Requests from one address without a valid key; 0 for no limit. */
  readonly perMinute: number
  /** Requests with one key, from wherever; 0 for no limit. */
  readonly keyPerMinute: number
  /** With whom this process counts; null when alone. */
  readonly tally: Tally | null
}

/** What a request with a key that opens nothing costs, so that keys are guessed slowly. */
const wrongKeyPoints = 20

declare module 'fastify' {
  interface FastifyRequest {
    /** The key that it is counted under; null when it is counted under its address. */
    countedKey: string | null
  }
}

/** Refuses, before their bodies are read, the requests of who sends too many. */
export function limitRates(app: FastifyInstance, { perMinute, keyPerMinute, tally }: RateLimits): void {
  if (perMinute === 0 && keyPerMinute === 0) return
  const clients = createClients()
  const onRefused = (client: string) => app.log.warn({ client }, 'a client is over its rate limit')
  const limiter = createLimiter({ tally, onRefused })
  app.addHook('onClose', async () => limiter.close())

  app.decorateRequest('countedKey', null)
  app.addHook('onRequest', (request, reply, done) => {
    const key = clients.keyOf(request)
    request.countedKey = key
    const limit = key ? keyPerMinute : perMinute
    const retryAfterMs = limit === 0 ? 0 : limiter.take(key ?? clients.addressOf(request), limit)
    if (retryAfterMs === 0) return done()
    const whose = key ? 'with this key' : 'from your address'
    const message = `Too many requests: ${limit} a minute are allowed ${whose}. Try again after \`retryAfterMs\`.`
    void reply.send(refusal(request, reply, { status: 429, code: 'RATE_LIMITED', message, retryAfterMs }))
  })

  app.addHook('onResponse', (request, _, done) => {
    const { key } = request.outcome
    if (key === 'valid' && request.countedKey === null) clients.trust(request)
    if (key === 'refused') {
      clients.distrust(request)
      if (perMinute > 0) limiter.take(clients.addressOf(request), perMinute, wrongKeyPoints - 1)
    }
    done()
  })
}
