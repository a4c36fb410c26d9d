import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { opened } from './opened.js'

/** A line that can go bad in every way that a network does. */
export interface TcpProxy {
  readonly host: string
  readonly port: number
  /** What is sent from now on, either way, arrives so much later. */
  delay(ms: number): void
  /** Breaks all connections; new ones are welcome. */
  cut(): void
  /** Takes connections and whatever is sent, and hands nothing on, until `thaw`. */
  freeze(): void
  thaw(): void
  /** Breaks all connections and takes no new ones, until `accept`. */
  refuse(): void
  accept(): Promise<void>
  /** Leads new connections elsewhere. */
  aim(target: Target): void
  close(): Promise<void>
}

interface Target {
  readonly host?: string
  readonly port: number
}

/** A proxy on a free port of 127.0.0.1. It is closed after the test file at the latest. */
export async function startTcpProxy(first: Target): Promise<TcpProxy> {
  const sockets = new Set<Socket>()
  const gate = createGate()
  let delayMs = 0
  let target = first

  function carry(from: Socket, to: Socket): void {
    let earlier = Promise.resolve()
    const inTurn = (deliver: () => void) => {
      const dueMs = performance.now() + delayMs
      earlier = earlier.then(async () => {
        await sleep(Math.max(dueMs - performance.now(), 0))
        await gate.passed()
        deliver()
      })
    }
    from.on('data', (chunk: Buffer) => inTurn(() => to.write(chunk)))
    from.on('end', () => inTurn(() => to.end()))
    from.on('error', () => inTurn(() => to.destroy()))
    from.on('close', () => sockets.delete(from))
    sockets.add(from)
  }

  const server = createServer({ allowHalfOpen: true }, (client) => {
    const upstream = connect({ host: '127.0.0.1', ...target, allowHalfOpen: true })
    carry(client, upstream)
    carry(upstream, client)
  })
  const listen = async (on: number) => {
    await once(server.listen(on, '127.0.0.1'), 'listening')
    return (server.address() as AddressInfo).port
  }
  const own = await listen(0)

  const cut = () => {
    for (const socket of sockets) socket.destroy()
  }
  const refuse = () => {
    server.close()
    cut()
  }
  const proxy: TcpProxy = {
    host: '127.0.0.1',
    port: own,
    delay(ms) {
      delayMs = ms
    },
    cut,
    freeze: gate.close,
    thaw: gate.open,
    refuse,
    accept: async () => void (await listen(own)),
    aim(next) {
      target = next
    },
    async close() {
      opened.delete(proxy)
      refuse()
      gate.open()
    },
  }
  opened.add(proxy)
  return proxy
}

function createGate() {
  let waiting: (() => void)[] = []
  let isOpen = true
  return {
    close() {
      isOpen = false
    },
    open() {
      isOpen = true
      for (const go of waiting) go()
      waiting = []
    },
    passed: () => (isOpen ? undefined : new Promise<void>((resolve) => waiting.push(resolve))),
  }
}
