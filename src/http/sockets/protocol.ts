import { makeServer } from 'graphql-ws'
import type { WebSocket } from 'ws'
import type { Log } from '../../kernel/log.js'
import type { Answer } from './answering.js'
import { closeCodes } from './close-codes.js'
import type { Session } from './session.js'
import { Subscription } from './subscription.js'

interface Options {
  readonly log: Log
  /** How long a client may take to say who it is. */
  readonly initMs: number
  readonly greet: (session: Session, params?: Readonly<Record<string, unknown>>) => Promise<boolean>
  readonly answer: Answer
}

/** A first message says little. It is kept for as long as its socket is open. */
const longestInit = 8_192

/**
 * Has graphql-ws speak its protocol with a socket. It is told that a subscription has no events: they are sent past it,
 * the same text to all sockets. Answers what to do once the socket is closed.
 */
export function speaker({ log, initMs, greet, answer }: Options) {
  const server = makeServer<Record<string, unknown>, Session>({
    connectionInitWaitTimeout: initMs,
    onConnect: ({ extra, connectionParams }) => greet(extra, connectionParams),
    async onSubscribe({ extra: session }, id, payload) {
      const subscription = new Subscription(session, id, session.characters)
      const begun = await answer(session, payload, subscription)
      if ('document' in begun)
        return { ...begun, operationName: payload.operationName, contextValue: subscription }
      subscription.end()
      return begun
    },
    subscribe: ({ contextValue }) => (contextValue as Subscription).silence(),
  })

  return (ws: WebSocket, session: Session): ((code: number, reason: string) => Promise<void>) => {
    const closed = server.opened(
      {
        protocol: ws.protocol,
        send: (text) => session.outlet.send(text),
        close: (code = closeCodes.fault, reason = '') => session.close(code, reason),
        onMessage(take) {
          ws.on('message', (data, isBinary) => {
            session.hear()
            if (session.closedWith !== null) return
            const text = String(data)
            session.characters = text.length
            if (isBinary) return session.close(closeCodes.badRequest, 'Send text')
            if (!session.hasInit && text.length > longestInit)
              return session.close(closeCodes.badRequest, 'Too long for a first message')
            session.hasInit = true
            take(text).catch((err) => {
              log.error({ err }, 'fault of a socket')
              session.close(closeCodes.fault, 'Something went wrong on our side')
            })
          })
        },
        // What came along is not sent back.
        onPing: () => session.outlet.send('{"type":"pong"}'),
      },
      session,
    )
    return (code, reason) => closed(code, reason)
  }
}
