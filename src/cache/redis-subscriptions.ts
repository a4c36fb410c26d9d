import type { Redis as Client } from 'ioredis'

export interface Listener {
  onMessage(message: string): void
  /** Told true once messages arrive, and false when some may get lost from now on, until it is told true again. */
  onLive(live: boolean): void
}

export interface Subscriptions {
  add(channel: string, listener: Listener): void
  close(): void
}

const beatMs = 1_000

/** Listens on a connection of its own, which is made with the first subscription. */
export function redisSubscriptions(connect: () => Client): Subscriptions {
  const channels = new Map<string, Listener[]>()
  let client: Client | null = null
  let beat: NodeJS.Timeout | undefined
  const live = new Set<string>()

  function subscribe(on: Client, channel: string): void {
    on.subscribe(channel).then(
      () => {
        live.add(channel)
        for (const listener of channels.get(channel) ?? []) listener.onLive(true)
      },
      () => on.disconnect(true),
    )
  }

  function open(): Client {
    const opened = connect()
    opened.on('ready', () => {
      for (const channel of channels.keys()) subscribe(opened, channel)
    })
    opened.on('close', () => {
      for (const channel of live) for (const listener of channels.get(channel) ?? []) listener.onLive(false)
      live.clear()
    })
    opened.on('message', (channel: string, message: string) => {
      for (const listener of channels.get(channel) ?? []) listener.onMessage(message)
    })
    // A server that hangs sends nothing, just as one that has nothing to say.
    beat = setInterval(() => {
      if (opened.status === 'ready') opened.ping().catch(() => opened.disconnect(true))
    }, beatMs).unref()
    return opened
  }

  return {
    add(channel, listener) {
      const others = channels.get(channel)
      if (others) others.push(listener)
      else channels.set(channel, [listener])
      if (live.has(channel)) return listener.onLive(true)
      if (!client) client = open()
      else if (!others && client.status === 'ready') subscribe(client, channel)
    },
    close() {
      clearInterval(beat)
      client?.disconnect()
    },
  }
}
