import { LRUCache } from 'lru-cache'
import { type Charge, mostClients, type Tally, windowMs } from './tally.js'

export interface Limiter {
  /**
   * Takes points from what a client may take in its window. Answers for how many milliseconds it is refused: 0 when it
   * may go on. What is refused is not counted.
   */
  take(client: string, limit: number, points?: number): number
  close(): void
}

export interface LimiterOptions {
  /** Null when this process counts alone. */
  readonly tally: Tally | null
  /** Told once in a window that a client is refused. */
  readonly onRefused: (client: string) => void
  readonly elapsedMs?: () => number
}

/** What a client has taken in a window: here, here and not yet told, and anywhere as far as is known. */
interface Tab {
  readonly client: string
  endsMs: number
  own: number
  untold: number
  total: number
  isRefused: boolean
}

const pauseMs = 20
const slowestAnswerMs = 100
const mostChargesAtOnce = 500

/**
 * Counts here at once and adds up with the others every 20 ms, so that no request waits for anybody. Together they let a
 * client take its limit, and what it sends within about that time besides. Where they cannot be reached, each goes on
 * with what it knows.
 */
export function createLimiter({ tally, onRefused, elapsedMs = now }: LimiterOptions): Limiter {
  const tabs = new LRUCache<string, Tab>({ max: mostClients })
  const changed = new Set<Tab>()
  let next: NodeJS.Timeout | null = null

  function tabOf(client: string, nowMs: number): Tab {
    const known = tabs.get(client)
    if (known && known.endsMs > nowMs) return known
    const tab = { client, endsMs: nowMs + windowMs, own: 0, untold: 0, total: 0, isRefused: false }
    tabs.set(client, tab)
    return tab
  }

  function schedule(counted: Tally): void {
    next ??= setTimeout(() => void addUp(counted), pauseMs).unref()
  }

  async function addUp(counted: Tally): Promise<void> {
    const batch = [...changed].slice(0, mostChargesAtOnce)
    const charges = batch.map((tab): Charge => {
      changed.delete(tab)
      const points = tab.untold
      tab.untold = 0
      return [tab.client, points]
    })
    const totals = await counted.add(charges)
    const nowMs = elapsedMs()
    for (const [i, tab] of batch.entries()) {
      const [points, leftMs] = totals?.[i] ?? []
      if (points === undefined || leftMs === undefined) continue
      // Its window is over: what is told is of the next, which begins here with the client's next request.
      if (tab.endsMs <= nowMs + slowestAnswerMs) continue
      // A tally that was lost, or lies, gives nobody more than is allowed here.
      tab.total = Math.max(points + tab.untold, tab.own)
      tab.endsMs = nowMs + leftMs
    }
    next = null
    if (changed.size > 0) schedule(counted)
  }

  return {
    take(client, limit, points = 1) {
      const nowMs = elapsedMs()
      const tab = tabOf(client, nowMs)
      if (tab.total >= limit) {
        if (!tab.isRefused) onRefused(client)
        tab.isRefused = true
        return tab.endsMs - nowMs
      }
      tab.own += points
      tab.total += points
      if (tally) {
        tab.untold += points
        changed.add(tab)
        schedule(tally)
      }
      return 0
    },
    close() {
      if (next) clearTimeout(next)
    },
  }
}

const now = () => performance.now()
