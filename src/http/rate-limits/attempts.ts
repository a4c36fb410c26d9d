import { hash } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { RateLimited } from '../../kernel/refusal.js'
import { networkOf } from './clients.js'
import { createLimiter } from './limiter.js'
import type { RateLimits } from './rates.js'

/** Attempts to get into accounts, by which passwords and codes could be guessed and mailboxes flooded. */
export interface Attempts {
  /** Counts one on an account, whether there is such an account or not. Throws `RateLimited`. */
  take(account: string): void
}

declare module 'fastify' {
  interface FastifyInstance {
    takeAttempt: (ip: string, account: string) => void
  }
}

/** From one network on one account, a minute. */
const mostHere = 10
/** On one account from anywhere: more, so that a stranger does not keep its owner out. */
const mostOnAccount = 60
/** What an attempt counts against what an address may send. */
const points = 20

/**
 * Counts attempts on accounts apart from requests, together with all processes. Without a limit for addresses, whoever
 * develops or measures may try as many accounts as they like.
 */
export function countAttempts(app: FastifyInstance, { perMinute, tally }: RateLimits): void {
  const onRefused = (client: string) => {
    const [kind] = client.split(' ', 1)
    app.log.warn({ kind }, 'attempts on accounts are over their limit')
  }
  const limiter = createLimiter({ tally, onRefused })
  app.addHook('onClose', async () => limiter.close())
  app.decorate('takeAttempt', (ip, account) => {
    // Counters are seen by others, in Redis; who tries to get in is nothing of theirs.
    const whose = hash('sha256', account, 'base64url').slice(0, 22)
    const network = networkOf(ip)
    // What is refused by one is not counted by those behind it: a network that goes on and on keeps nobody else out.
    const limits = [
      ...(perMinute > 0 ? [[`sign-ins-from ${network}`, Math.ceil(perMinute / points)] as const] : []),
      [`sign-ins-on ${whose} ${network}`, mostHere],
      [`sign-ins-on ${whose}`, mostOnAccount],
    ] as const
    for (const [client, limit] of limits) {
      const retryAfterMs = Math.ceil(limiter.take(client, limit))
      if (retryAfterMs > 0) throw new RateLimited(retryAfterMs)
    }
  })
}
