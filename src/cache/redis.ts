import { createHash } from 'node:crypto'
import type { Log } from '../kernel/log.js'
import { type ConnectionOptions, connectToRedis } from './redis-connection.js'
import { type Listener, redisSubscriptions } from './redis-subscriptions.js'

/**
 * A Redis that requests may rely on not being stopped by. Nothing here throws, and nothing takes longer than 100 ms:
 * while it is absent, slow or full, there is simply nothing in it. Names of keys and channels get a prefix of ours.
 */
export interface Redis {
  /** Whether it can be asked just now. */
  isThere(): boolean
  /** How many commands were not answered, or not in time, since the process began. */
  readonly failures: number
  /** Null of what is not there. */
  getBuffer(key: string): Promise<Buffer | null>
  /** Keeps a value for so long; tells whether it did. */
  set(key: string, value: string | Buffer, ttlMs: number): Promise<boolean>
  /** What the script answers; null when it could not run. */
  run(script: Script, keys: readonly string[], args: readonly (string | number)[]): Promise<unknown>
  /** Tells whether Redis took the message; nobody knows who heard it. */
  publish(channel: string, message: string): Promise<boolean>
  /** Listens from now on, also after the connection was lost; what is said in between is missed. */
  subscribe(channel: string, listener: Listener): void
  close(): void
}

/** A Lua script, which is sent as a whole only when the server does not know it. */
export interface Script {
  readonly lua: string
  readonly sha: string
}

export const scriptOf = (lua: string): Script => ({
  lua,
  sha: createHash('sha1').update(lua).digest('hex'),
})

const prefix = 'athanor:'
const slowestAnswerMs = 100
const longestSilenceMs = 200
const complaintEveryMs = 60_000

export function createRedis({ url, log }: Pick<ConnectionOptions, 'url' | 'log'>): Redis {
  const client = connectToRedis({ url, log, connection: 'commands' })
  const subscriptions = redisSubscriptions(() => connectToRedis({ url, log, connection: 'subscriptions' }))
  const complain = seldom(log)
  let silentSinceMs: number | null = null
  let failures = 0

  /** One that answers nothing for a while hangs, or the line is dead: until a new connection is ready, nobody waits. */
  function noteSilence(): void {
    const nowMs = performance.now()
    silentSinceMs ??= nowMs
    if (nowMs - silentSinceMs < longestSilenceMs) return
    silentSinceMs = null
    client.disconnect(true)
  }

  function ask<Answer>(command: () => Promise<Answer>): Promise<Answer | null> {
    if (client.status !== 'ready') {
      failures++
      return Promise.resolve(null)
    }
    return new Promise((resolve) => {
      // The client's own time begins only when the command is sent, and that may wait for other answers.
      let isLate = false
      const late = setTimeout(() => {
        isLate = true
        failures++
        noteSilence()
        resolve(null)
      }, slowestAnswerMs)
      const settle = (answer: Answer | null) => {
        clearTimeout(late)
        silentSinceMs = null
        resolve(answer)
      }
      command().then(settle, (error: Error) => {
        clearTimeout(late)
        if (!isLate) failures++
        if (error.name !== 'ReplyError') return resolve(null)
        complain(error)
        settle(null)
      })
    })
  }

  return {
    isThere: () => client.status === 'ready',
    get failures() {
      return failures
    },
    getBuffer: (key) => ask(() => client.getBuffer(prefix + key)),
    set: async (key, value, ttlMs) =>
      (await ask(() => client.set(prefix + key, value, 'PX', Math.max(Math.ceil(ttlMs), 1)))) === 'OK',
    run({ lua, sha }, keys, args) {
      const rest = [...keys.map((key) => prefix + key), ...args]
      return ask(() =>
        client.evalsha(sha, keys.length, ...rest).catch((error: Error) => {
          if (error.message.startsWith('NOSCRIPT')) return client.eval(lua, keys.length, ...rest)
          throw error
        }),
      )
    },
    publish: async (channel, message) =>
      (await ask(() => client.publish(prefix + channel, message))) !== null,
    subscribe: (channel, listener) => subscriptions.add(prefix + channel, listener),
    close() {
      subscriptions.close()
      client.disconnect()
    },
  }
}

/** Logs that commands are refused, such as writes to a full server, but not each of them. */
function seldom(log: Log): (error: Error) => void {
  let lastMs = Number.NEGATIVE_INFINITY
  return ({ message }) => {
    if (performance.now() - lastMs < complaintEveryMs) return
    lastMs = performance.now()
    log.warn({ reason: message }, 'Redis refuses commands; going on without it')
  }
}
