import type { Burst } from '../figures.js'
import { startChild } from '../processes/child.js'

/** What is sent where. */
export interface Target {
  readonly url: string
  /** POST when left out. */
  readonly method?: 'GET' | 'POST'
  readonly headers: Readonly<Record<string, string>>
  /** Sent in this order, and again from the first one on; for a GET, what stands behind the `?`. */
  readonly bodies: readonly string[]
  /** Each is kept busy with one request after the other. */
  readonly connections: number
  /** Sends each body once, however long it takes. */
  readonly once?: boolean
  /** Sends so many, also when answers are late: how long one takes counts from when it was due. */
  readonly perSecond?: number
  /**
   * Never sleeps while it waits. Otherwise a server that takes longer for a request than this process has to wake it for
   * each answer, which costs the server as much as half an answer out of a cache, and one that is faster does not.
   */
  readonly awake?: boolean
  /** Which answers are as they should be; 200 when left out. */
  readonly statuses?: readonly number[]
}
export interface LoadOrder {
  readonly target: Target
  readonly seconds: number
}

export interface Load {
  readonly pid: number
  burst(target: Target, seconds: number): Promise<Burst>
  stop(): Promise<void>
}

/** A process that sends requests. */
export function startLoad(): Load {
  const child = startChild<LoadOrder, Burst>(new URL('./load-process.ts', import.meta.url))
  return {
    pid: child.pid,
    burst: (target, seconds) => child.ask({ target, seconds }),
    stop: child.stop,
  }
}
