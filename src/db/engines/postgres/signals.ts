import pg from 'pg'
import type { Signals } from '../../database.js'
import { applicationName } from './client.js'

const channel = 'athanor_facts'
/** Commits that come faster than this share a signal. */
const pauseMs = 20
const reconnectMs = 1_000

/**
 * NOTIFY on a connection of its own, so outside of every transaction that changes something: PostgreSQL lets transactions
 * with a NOTIFY commit only one after the other. The connection is made when somebody first sends or listens.
 */
export function postgresSignals(url: string): Signals {
  const listeners = new Set<() => void>()
  let client: pg.Client | null = null
  let isReady = false
  let isClosed = false
  let reconnecting: NodeJS.Timeout | undefined
  let pausing: NodeJS.Timeout | undefined
  let isWanted = false

  function lose(lost: pg.Client): void {
    if (client !== lost) return
    client = null
    isReady = false
    lost.end().catch(() => {})
    if (!isClosed) reconnecting = setTimeout(connect, reconnectMs).unref()
  }

  function connect(): void {
    if (client || isClosed) return
    const opened = new pg.Client({
      connectionString: url,
      application_name: applicationName,
      connectionTimeoutMillis: 4_000,
      query_timeout: 4_000,
      keepAlive: true,
    })
    client = opened
    opened.on('error', () => lose(opened))
    opened.on('end', () => lose(opened))
    opened.on('notification', () => {
      for (const wake of listeners) wake()
    })
    opened
      .connect()
      .then(() => opened.query(`listen ${channel}`))
      .then(
        () => {
          isReady = true
          // What was sent while nobody listened.
          for (const wake of listeners) wake()
          if (isWanted) send()
        },
        () => lose(opened),
      )
  }

  function send(): void {
    isWanted = true
    if (isClosed || pausing) return
    connect()
    if (!client || !isReady) return
    const on = client
    isWanted = false
    pausing = setTimeout(() => {
      pausing = undefined
      if (isWanted) send()
    }, pauseMs).unref()
    on.query(`notify ${channel}`).catch(() => lose(on))
  }

  return {
    send,
    listen(wake) {
      listeners.add(wake)
      connect()
      return () => listeners.delete(wake)
    },
    async close() {
      isClosed = true
      clearTimeout(reconnecting)
      clearTimeout(pausing)
      await client?.end().catch(() => {})
    },
  }
}
