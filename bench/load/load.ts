import type { Burst } from '../figures.js'
import { startChild } from '../processes/child.js'

/** What is sent where. */
export interface Target {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  /** Sent in this order, and again from the first one on. */
  readonly bodies: readonly string[]
  /** Each is kept busy with one request after the other. */
  readonly connections: number
  /** Sends each body once, however long it takes. */
  readonly once?: boolean
}
export interface LoadOrder {
  readonly target: Target
  readonly seconds: number
}

export interface Load {
  burst(target: Target, seconds: number): Promise<Burst>
  stop(): Promise<void>
}

/** A process that sends requests. */
export function startLoad(): Load {
  const child = startChild<LoadOrder, Burst>(new URL('./load-process.ts', import.meta.url))
  return { burst: (target, seconds) => child.ask({ target, seconds }), stop: child.stop }
}
