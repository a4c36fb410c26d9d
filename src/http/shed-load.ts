import underPressure from '@fastify/under-pressure'
import type { FastifyInstance } from 'fastify'
import { refusal } from './refusal.js'

const lookEveryMs = 1_000

/** What is told to who is refused. */
export const overload = {
  code: 'OVERLOADED',
  message: 'The gateway has more to do than it can. Try again in a moment.',
  retryAfterMs: lookEveryMs,
} as const

/**
 * Refuses all requests for a second when the event loop took longer than this for each of its turns in the second
 * before; 0 for never. What is queued behind so long a loop would be answered after everybody has given up.
 * Answers how to find out whether it does so now.
 */
export async function shedLoad(app: FastifyInstance, maxEventLoopDelayMs: number): Promise<() => boolean> {
  if (maxEventLoopDelayMs === 0) return () => false
  let warnedMs = Number.NEGATIVE_INFINITY
  await app.register(underPressure, {
    maxEventLoopDelay: maxEventLoopDelayMs,
    sampleInterval: lookEveryMs,
    // What it answers is sent, which the plugin's types do not tell; without an answer the request would go on.
    pressureHandler(request, reply, _, eventLoopDelayMs): never {
      const nowMs = performance.now()
      if (nowMs - warnedMs > lookEveryMs) {
        warnedMs = nowMs
        app.log.warn({ eventLoopDelayMs }, 'overloaded, refusing requests')
      }
      return refusal(request, reply, { status: 503, ...overload }) as never
    },
  })
  return () => app.isUnderPressure()
}
