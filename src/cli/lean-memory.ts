import { getHeapStatistics, setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

const leastBytes = 48 * 1_048_576

/**
 * Clears garbage away before it grows to more than what is in use, or to 48 MiB. The engine alone would let it pile up as
 * long as there is memory, the more the longer the work takes; so a long import needs no more than a short one.
 */
export function leanMemory(): () => void {
  setFlagsFromString('--expose-gc')
  const clear = runInNewContext('gc') as () => void
  const used = () => getHeapStatistics().used_heap_size
  let mostBytes = used() + leastBytes
  return () => {
    if (used() < mostBytes) return
    clear()
    mostBytes = used() + Math.max(used(), leastBytes)
  }
}
