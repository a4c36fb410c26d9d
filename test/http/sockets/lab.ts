import { once } from 'node:events'
import { buildSchema } from 'graphql'
import { type Client, createClient } from 'graphql-ws'
import { WebSocket } from 'ws'
import type { Incoming } from '../../../src/http/context.js'
import type { Live, Receiver, SubscribeRequest } from '../../../src/http/sockets/live.js'
import { Refusal } from '../../../src/kernel/refusal.js'
import { bareContext, startBareGateway, type TestGateway } from '../../support/gateway.js'

export const schema = buildSchema(`
  type Query { free: Boolean }
  type Mutation { act: Boolean }
  type Subscription { changed(id: ID, ids: [ID!]): Event! }
  type Event { cursor: String!, parts(first: Int): [Event!]!, within: Event }
`)

/** Subscriptions that wait for a test to send them something. */
export interface FakeLive extends Live {
  readonly requests: SubscribeRequest[]
  readonly open: Set<Receiver>
  /** Gives all that are not behind the same event. */
  send(data: object): void
  /** How often one was told that it is no longer behind. */
  readonly caughtUp: Receiver[]
}

export function fakeLive(): FakeLive {
  const requests: SubscribeRequest[] = []
  const open = new Set<Receiver>()
  const caughtUp: Receiver[] = []
  return {
    requests,
    open,
    caughtUp,
    send(data) {
      const text = JSON.stringify({ data })
      for (const receiver of open) if (!receiver.isBehind) receiver.next(text)
    },
    async subscribe(request, receiver) {
      await request.context.begin(request)
      requests.push(request)
      open.add(receiver)
      return { caughtUp: () => void caughtUp.push(receiver), end: () => void open.delete(receiver) }
    },
  }
}

/** Keys that open nothing any more. */
export const revoked = new Set<string>()

/** Keys that begin with `good` open everything, until they are revoked. */
export async function createContext(incoming: Incoming) {
  const { authorization } = incoming.headers
  if (authorization !== undefined && (!authorization.startsWith('Bearer good') || revoked.has(authorization)))
    throw new Refusal('UNAUTHENTICATED', 'This key is unknown.')
  return bareContext(incoming)
}

type Settings = NonNullable<Parameters<typeof startBareGateway>[1]>

export interface Lab extends TestGateway {
  readonly live: FakeLive
  /** Of sockets. */
  readonly wsUrl: string
}

export async function startLab(settings: Settings = {}): Promise<Lab> {
  const live = fakeLive()
  const gateway = await startBareGateway(schema, { live, createContext, ...settings })
  return { ...gateway, live, wsUrl: `${gateway.url.replace('http', 'ws')}/graphql` }
}

/** A client as a shop has it, which does not come back by itself. */
export function clientOf(url: string, connectionParams: Record<string, unknown> = {}): Client {
  return createClient({ url, connectionParams, webSocketImpl: WebSocket, retryAttempts: 0 })
}

/** What comes of a subscription: its events, and how it ends. */
export function subscribe(client: Client, query: string, variables: Record<string, unknown> = {}) {
  const events: unknown[] = []
  let end: () => void = () => {}
  const ended = new Promise<unknown>((resolve) => {
    end = client.subscribe(
      { query, variables },
      { next: (event) => void events.push(event), error: resolve, complete: () => resolve('complete') },
    )
  })
  return { events, ended, end: () => end() }
}

/** A socket that says what it is told to say. */
export interface RawSocket {
  readonly ws: WebSocket
  say(message: unknown): void
  /** The next message. */
  heard(): Promise<unknown>
  /** The code that it is closed with. */
  readonly closed: Promise<number>
  readonly reason: () => string
}

export async function rawSocket(
  url: string,
  {
    headers = {},
    protocol = 'graphql-transport-ws',
  }: { headers?: Record<string, string>; protocol?: string | string[] } = {},
): Promise<RawSocket> {
  const ws = new WebSocket(url, protocol, { headers })
  const waiting: unknown[] = []
  const wanted: ((message: unknown) => void)[] = []
  let reason = ''
  ws.on('message', (data) => {
    const message: unknown = JSON.parse(String(data))
    const take = wanted.shift()
    if (take) take(message)
    else waiting.push(message)
  })
  const closed = new Promise<number>((resolve) => {
    ws.on('close', (code, text) => {
      reason = String(text)
      resolve(code)
    })
  })
  ws.on('error', () => {})
  const opened = once(ws, 'open')
  const refused = once(ws, 'unexpected-response').then(([, answer]) => {
    throw new RefusedError(answer.statusCode)
  })
  await Promise.race([opened, refused])
  refused.catch(() => {})
  return {
    ws,
    closed,
    reason: () => reason,
    say: (message) => ws.send(typeof message === 'string' ? message : JSON.stringify(message)),
    heard: () =>
      waiting.length > 0
        ? Promise.resolve(waiting.shift())
        : new Promise((resolve) => {
            wanted.push(resolve)
          }),
  }
}

class RefusedError extends Error {
  constructor(readonly status: number) {
    super(`refused with ${status}`)
  }
}

/** One that has said who it is. */
export async function greetedSocket(url: string, payload: Record<string, unknown> = {}): Promise<RawSocket> {
  const socket = await rawSocket(url)
  socket.say({ type: 'connection_init', payload })
  await socket.heard()
  return socket
}

export const subscribeMessage = (
  id: string,
  query = 'subscription { changed { cursor } }',
  more: object = {},
) => ({
  id,
  type: 'subscribe',
  payload: { query, ...more },
})
