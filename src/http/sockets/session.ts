import type { IncomingHttpHeaders } from 'node:http'
import type { Socket } from 'node:net'
import type { WebSocket } from 'ws'
import type { SocketCounts } from '../../telemetry/sockets.js'
import type { Sender } from '../rate-limits/rates.js'
import { closeCodes } from './close-codes.js'
import type { Occupant } from './occupancy.js'
import { Outlet } from './outlet.js'

/** One of its subscriptions. */
interface Held {
  /** How long its message was. */
  readonly characters: number
  caughtUp(): void
  end(): void
}

interface Opened {
  readonly ws: WebSocket
  readonly connection: Socket
  readonly route: string
  readonly ip: string
  readonly headers: IncomingHttpHeaders
  readonly occupant: Occupant
  readonly patienceMs: number
  readonly counts: SocketCounts
}

/** What a client may send between two pings: subscriptions count as requests, too, pings and ends of them here alone. */
const mostMessages = 500
/** Of a reason to close there may be 123 bytes, and a character takes up to three. */
const longestReason = 40

/** One socket. */
export class Session implements Sender {
  readonly route: string
  readonly ip: string
  readonly occupant: Occupant
  readonly outlet: Outlet
  readonly subscriptions = new Set<Held>()
  /** As its upgrade had them; then with what its first message says. */
  headers: IncomingHttpHeaders
  countedKey: string | null = null
  /** How long the message is that it has just sent. */
  characters = 0
  hasInit = false
  hasEnded = false
  /** The code that we closed it with; null when we did not. */
  closedWith: number | null = null
  private wasHeard = true
  private messages = 0
  private readonly ws: WebSocket
  private readonly counts: SocketCounts

  constructor({ ws, connection, route, ip, headers, occupant, patienceMs, counts }: Opened) {
    this.ws = ws
    this.counts = counts
    this.route = route
    this.ip = ip
    this.headers = headers
    this.occupant = occupant
    this.outlet = new Outlet(ws, connection, patienceMs, this)
  }

  keep(subscription: Held): void {
    this.subscriptions.add(subscription)
    this.occupant.characters += subscription.characters
    this.counts.subscriptions++
  }

  forget(subscription: Held): void {
    this.subscriptions.delete(subscription)
    this.occupant.characters -= subscription.characters
    this.counts.subscriptions--
  }

  sendEvent(text: string): void {
    this.counts.events++
    this.outlet.send(text)
  }

  /** Takes notice of a message, or ends the socket when there are too many. */
  hear(): void {
    this.wasHeard = true
    if (++this.messages > mostMessages) this.close(closeCodes.tryAgainLater, 'Too many messages')
  }

  /** Asks its client for a sign of life, or ends it when none has come since the last time. */
  beat(): void {
    // Pings wait behind what it does not take.
    if (this.outlet.isBehind) return
    if (this.wasHeard) this.ws.ping()
    else this.ws.terminate()
    this.wasHeard = false
    this.messages = 0
  }

  /** Nothing is sent any more, though it takes the client a while to close it, too. */
  close(code: number, reason: string): void {
    this.closedWith ??= code
    this.ws.close(code, reason.slice(0, longestReason))
    for (const subscription of this.subscriptions) subscription.end()
  }

  /** It has closed itself, for what its client sent. */
  isClosedWith(code: number): void {
    this.closedWith ??= code
  }

  terminate(): void {
    this.ws.terminate()
  }

  onCaughtUp(): void {
    for (const subscription of this.subscriptions) {
      if (this.outlet.isBehind) return
      subscription.caughtUp()
    }
  }

  onTooSlow(): void {
    this.close(closeCodes.tryAgainLater, 'Too slow')
  }

  /** It is closed. */
  end(): void {
    this.hasEnded = true
    this.outlet.end()
    for (const subscription of this.subscriptions) subscription.end()
  }
}
