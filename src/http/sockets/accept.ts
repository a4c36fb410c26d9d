import type { FastifyInstance } from 'fastify'
import { handleProtocols } from 'graphql-ws'
import { WebSocketServer } from 'ws'
import { newId } from '../../kernel/ids.js'
import type { GatewayMeters } from '../../telemetry/gateway.js'
import type { CreateContext, GatewayContext, Incoming } from '../context.js'
import { newOutcome } from '../outcome.js'
import type { Attempts } from '../rate-limits/attempts.js'
import type { Rates } from '../rate-limits/rates.js'
import { admission } from './admission.js'
import { answering } from './answering.js'
import { ownHeaders } from './connection-params.js'
import { entrance } from './entrance.js'
import { greeting } from './greeting.js'
import { keysInUse, viewerKeyOf } from './keys-in-use.js'
import type { Live } from './live.js'
import { createOccupancy } from './occupancy.js'
import { speaker } from './protocol.js'
import { Session } from './session.js'
import { createSessions } from './sessions.js'
import { subscribing, type View } from './subscribing.js'
import { type SocketTimes, usualTimes } from './times.js'
import { routeUpgrades } from './upgrades.js'

declare module 'fastify' {
  interface FastifyInstance {
    /** Closes all sockets and opens no more; resolves once they are closed. */
    leaveSockets?: () => Promise<void>
  }
}

export interface SocketOptions {
  /** By the path where sockets to each are opened. */
  readonly views: Readonly<Record<string, View>>
  readonly live: Live
  readonly createContext: CreateContext<GatewayContext>
  readonly production: boolean
  readonly corsOrigins: readonly string[]
  readonly maxSockets: number
  /** Of one address; 0 for no limit. */
  readonly maxSocketsPerAddress: number
  /** Where clients are counted; null when they are not. */
  readonly rates: Rates | null
  readonly isOverloaded: () => boolean
  readonly meters: GatewayMeters
  /** Of tests, which do not wait for so long. */
  readonly times?: Partial<SocketTimes>
}

/** Of what clients send nothing is long: what is may be meant to be. */
const mostBytes = 65_536

const serverOptions = {
  noServer: true,
  clientTracking: false,
  handleProtocols,
  maxPayload: mostBytes,
  // What one client sends at once is not all dealt with before others.
  allowSynchronousEvents: false,
  // Of clients that do not answer that they are to go.
  closeTimeout: 5_000,
}

/** Over a socket clients subscribe, and do nothing else. */
const noAttempts: Attempts = {
  take() {
    throw new Error('Nobody gets into an account over a socket')
  },
}

/** Lets clients subscribe over WebSockets, by the protocol of graphql-ws (`graphql-transport-ws`). */
export function acceptSockets(app: FastifyInstance, options: SocketOptions): void {
  const { createContext, corsOrigins, rates, meters, isOverloaded } = options
  const { initMs, pingEveryMs, checkKeysEveryMs, patienceMs } = { ...usualTimes, ...options.times }
  const { maxSockets: most, maxSocketsPerAddress: mostPerAddress } = options
  const { log } = app
  const counts = meters.sockets
  let left: Promise<void> | null = null

  function incomingOf({ headers }: Pick<Session, 'headers'>): Incoming {
    const id = newId()
    return { id, headers, log: log.child({ requestId: id }), outcome: newOutcome(), attempts: noAttempts }
  }

  const occupancy = createOccupancy({ most, mostPerAddress })
  const keys = keysInUse(checkKeysEveryMs, (authorization) =>
    viewerKeyOf(createContext, incomingOf({ headers: { authorization } })),
  )
  const begins = new Map(
    Object.entries(options.views).map(([path, view]) => [path, subscribing({ ...options, ...view })]),
  )
  const admit = admission({ rates, occupancy, isOverloaded })
  const answer = answering({ admit, begins, incomingOf, meter: meters.requests })
  const greet = greeting({ createContext, incomingOf, keys, rates })
  const speak = speaker({ log, initMs, greet, answer })
  const sessions = createSessions({ log, counts, occupancy, keys, pingEveryMs, speak })
  const enter = entrance({ corsOrigins, occupancy, hasLeft: () => left !== null })
  const upgradeOf = routeUpgrades(app)
  const server = new WebSocketServer(serverOptions)

  app.addHook('onRequest', (request, reply, done) => {
    const upgrade = upgradeOf(request.raw)
    const route = request.routeOptions.url
    if (!upgrade || route === undefined || !begins.has(route)) return done()
    const occupant = enter(request, reply)
    if (!occupant) return
    void reply.hijack()
    upgrade.take()
    const { raw, connection, head } = upgrade
    const headers = ownHeaders(request.headers)
    const { ip } = request
    let isOpen = false
    server.handleUpgrade(raw, connection, head, (ws) => {
      isOpen = true
      sessions.add(ws, new Session({ ws, connection, route, ip, headers, occupant, patienceMs, counts }))
    })
    // It was no handshake, and is answered as such by now.
    if (!isOpen) occupancy.leave(occupant)
  })

  app.decorate('leaveSockets', () => (left ??= sessions.leave()))
  app.addHook('preClose', () => app.leaveSockets?.())
}
