import type { FastifyInstance } from 'fastify'
import { refusal } from '../refusal.js'
import { createRates, type RateLimits, type Rates } from './rates.js'

declare module 'fastify' {
  interface FastifyRequest {
    /** The key that it is counted under; null when it is counted under its address. */
    countedKey: string | null
  }
}

/**
 * Refuses, before their bodies are read, the requests of who sends too many. Answers where they are counted; null when
 * they are not.
 */
export function limitRates(app: FastifyInstance, limits: RateLimits): Rates | null {
  if (limits.perMinute === 0 && limits.keyPerMinute === 0) return null
  const rates = createRates(limits, app.log)
  app.addHook('onClose', async () => rates.close())

  app.decorateRequest('countedKey', null)
  app.addHook('onRequest', (request, reply, done) => {
    const excess = rates.take(request)
    if (!excess) return done()
    void reply.send(refusal(request, reply, { status: 429, ...excess }))
  })

  app.addHook('onResponse', (request, _, done) => {
    rates.note(request, request.outcome.key)
    done()
  })
  return rates
}
