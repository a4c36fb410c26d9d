import type { Log } from '../../kernel/log.js'
import { createClients, type Incoming } from './clients.js'
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

/** A request, or a socket that sends messages. */
export interface Sender extends Incoming {
  /** The key that it is counted under; null when it is counted under its address. */
  countedKey: string | null
}

/** What is told to who sends too much. */
export interface Excess {
  readonly code: 'RATE_LIMITED'
  readonly message: string
  readonly retryAfterMs: number
}

/** Counts what clients send, by whichever way. */
export interface Rates {
  /** Counts one more; answers why it is refused, or null. */
  take(sender: Sender): Excess | null
  /** Takes notice of what became of the key that came along. */
  note(sender: Sender, key: 'valid' | 'refused' | null): void
  close(): void
}

/** What a request with a key that opens nothing costs, so that keys are guessed slowly. */
const wrongKeyPoints = 20

export function createRates({ perMinute, keyPerMinute, tally }: RateLimits, log: Log): Rates {
  const clients = createClients()
  const onRefused = (client: string) => log.warn({ client }, 'a client is over its rate limit')
  const limiter = createLimiter({ tally, onRefused })
  return {
    take(sender) {
      const key = clients.keyOf(sender)
      sender.countedKey = key
      const limit = key ? keyPerMinute : perMinute
      const retryAfterMs = limit === 0 ? 0 : limiter.take(key ?? clients.addressOf(sender), limit)
      if (retryAfterMs === 0) return null
      const whose = key ? 'with this key' : 'from your address'
      const message = `Too many requests: ${limit} a minute are allowed ${whose}. Try again after \`retryAfterMs\`.`
      return { code: 'RATE_LIMITED', message, retryAfterMs: Math.ceil(retryAfterMs) }
    },
    note(sender, key) {
      if (key === 'valid' && sender.countedKey === null) clients.trust(sender)
      if (key === 'refused') {
        clients.distrust(sender)
        if (perMinute > 0) limiter.take(clients.addressOf(sender), perMinute, wrongKeyPoints - 1)
      }
    },
    close: () => limiter.close(),
  }
}
