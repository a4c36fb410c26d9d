import { Redis as Client } from 'ioredis'
import type { Log } from '../kernel/log.js'

export interface ConnectionOptions {
  readonly url: string
  readonly log: Log
  /** What it is for, in the log. */
  readonly connection: string
}

const mostPauseMs = 2_000

/**
 * A connection that comes back by itself for ever and keeps nothing for later: while it is not there, commands fail at
 * once. It says so in the log once when it is lost and once when it is there.
 */
export function connectToRedis({ url, log, connection }: ConnectionOptions): Client {
  const client = new Client(url, {
    autoResendUnfulfilledCommands: false,
    // Its own way of subscribing again rejects a promise that nobody can catch.
    autoResubscribe: false,
    // Also how long the handshake may wait for each answer.
    commandTimeout: 1_000,
    connectTimeout: 2_000,
    disableClientInfo: true,
    disconnectTimeout: 100,
    enableAutoPipelining: true,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    // A replica that took over from its primary, or the other way round.
    reconnectOnError: (error) => error.message.startsWith('READONLY'),
    retryStrategy: (times) => Math.min(2 ** times * 25, mostPauseMs),
  })
  let isThere: boolean | null = null
  let reason = 'it closed the connection'
  client.on('error', (error: Error) => {
    // The message alone: the error may carry the command, and that the password.
    reason = error.message
  })
  client.on('ready', () => {
    isThere = true
    log.info({ connection }, 'Redis is there')
  })
  client.on('close', () => {
    if (isThere === false || client.status === 'end') return
    isThere = false
    log.warn({ connection, reason }, 'Redis is not there; going on without it')
  })
  return client
}
