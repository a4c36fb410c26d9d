import { setTimeout as sleep } from 'node:timers/promises'
import type { WebSocket } from 'ws'
import type { Log } from '../../kernel/log.js'
import { countClose, type SocketCounts } from '../../telemetry/sockets.js'
import { closeCodes } from './close-codes.js'
import type { KeysInUse } from './keys-in-use.js'
import type { Occupancy } from './occupancy.js'
import type { speaker } from './protocol.js'
import { Rounds } from './rounds.js'
import type { Session } from './session.js'

interface Options {
  readonly log: Log
  readonly counts: SocketCounts
  readonly occupancy: Occupancy
  readonly keys: KeysInUse
  readonly pingEveryMs: number
  readonly speak: ReturnType<typeof speaker>
}

/** The open sockets of this process. */
export interface Sessions {
  add(ws: WebSocket, session: Session): void
  /** Closes all of them and waits for that, but not for clients that do not answer. */
  leave(): Promise<void>
}

const leaveWithinMs = 1_000
const lookEveryMs = 20

/** Codes of ends that need no line in the log. */
const ordinary = new Set([1000, 1001, 1005, 1006])

export function createSessions({ log, counts, occupancy, keys, pingEveryMs, speak }: Options): Sessions {
  const sessions = new Rounds<Session>(pingEveryMs, (session) => session.beat())

  function ended(session: Session, code: number): void {
    sessions.delete(session)
    keys.forget(session)
    session.end()
    occupancy.leave(session.occupant)
    counts.open--
    countClose(counts, code)
    if (ordinary.has(code)) return
    const { route, ip } = session
    log.info({ route, ip, code }, 'socket closed')
  }

  return {
    add(ws, session) {
      sessions.add(session)
      counts.open++
      const closed = speak(ws, session)
      ws.on('pong', () => session.hear())
      ws.on('ping', () => session.hear())
      // It closes itself, with this code.
      ws.on('error', (error) => session.isClosedWith(codeOf(error)))
      ws.on('close', (code, reason) => {
        ended(session, session.closedWith ?? code)
        void closed(code, String(reason))
      })
    },
    async leave() {
      for (const session of sessions) session.close(closeCodes.goingAway, 'Going away')
      for (let leftMs = leaveWithinMs; leftMs > 0 && sessions.size > 0; leftMs -= lookEveryMs)
        await sleep(lookEveryMs)
      for (const session of sessions) session.terminate()
      sessions.stop()
      keys.stop()
    },
  }
}

/** Of frames that are too long, no UTF-8, or else against the protocol. */
function codeOf({ code }: NodeJS.ErrnoException): number {
  if (code === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH') return 1009
  return code === 'WS_ERR_INVALID_UTF8' ? 1007 : 1002
}
