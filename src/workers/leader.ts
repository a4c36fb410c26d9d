import type { Log } from '../kernel/log.js'
import type { Lease } from './lease.js'
import { pause } from './pause.js'

export interface LeaderOptions {
  readonly lease: Lease
  /** Well below the lease's time to live. */
  readonly beatMs: number
  readonly log: Log
  readonly work: (signal: AbortSignal) => Promise<void>
}

/** Does the work whenever the lease is ours; its signal says stop when the lease is lost or `stopping` says so. */
export async function leadInTurn(options: LeaderOptions, stopping: AbortSignal): Promise<void> {
  const { lease, beatMs, log } = options
  while (!stopping.aborted) {
    if (await claim(options)) await serveTerm(options, stopping)
    await pause(beatMs, stopping)
  }
  await lease.release().catch((error: unknown) => log.warn({ err: error }, 'the lease could not be released'))
}

/** Renews the lease until the work has ended, also after it was told to stop. */
async function serveTerm(options: LeaderOptions, stopping: AbortSignal): Promise<void> {
  const { log, work } = options
  const term = new AbortController()
  const done = new AbortController()
  const end = () => term.abort()
  stopping.addEventListener('abort', end)
  if (stopping.aborted) end()
  const renewals = renew(options, end, done.signal)
  try {
    await work(term.signal)
  } catch (error) {
    log.error({ err: error }, 'the leader could not do its work and will try again')
  }
  done.abort()
  await renewals
  stopping.removeEventListener('abort', end)
}

async function renew(options: LeaderOptions, lost: () => void, done: AbortSignal): Promise<void> {
  while (!done.aborted) {
    await pause(options.beatMs, done)
    if (!done.aborted && !(await claim(options))) lost()
  }
}

/** A database that is out of reach costs the lease only when its time has run out. */
async function claim({ lease, log }: LeaderOptions): Promise<boolean> {
  try {
    return await lease.claim()
  } catch (error) {
    log.warn({ err: error }, 'the lease could not be claimed')
    return lease.isHeld()
  }
}
