import { LRUCache } from 'lru-cache'
import { type Charge, mostClients, type Total, windowMs } from './tally.js'

interface Window {
  readonly endsMs: number
  points: number
}

/** Adds up in this process what others tell it. */
export function memoryTally(elapsedMs = () => performance.now()) {
  const windows = new LRUCache<string, Window>({ max: mostClients })
  return {
    add: (charges: readonly Charge[]): readonly Total[] =>
      charges.map(([client, points]) => {
        const nowMs = elapsedMs()
        const known = windows.get(client)
        const window = known && known.endsMs > nowMs ? known : { endsMs: nowMs + windowMs, points: 0 }
        if (window !== known) windows.set(client, window)
        window.points += points
        return [window.points, window.endsMs - nowMs]
      }),
  }
}
