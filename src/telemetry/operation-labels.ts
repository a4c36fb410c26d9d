import { LRUCache } from 'lru-cache'

/** Each has a time series for every outcome. */
const mostNames = 50
const usesBeforeNamed = 3
const mostCandidates = 1_000
const longestName = 64

/** Given the operation's name, answers what stands for it in a label. */
export type LabelOfOperation = (name: string, succeeded: boolean) => string

/**
 * Names of operations are the client's, who could make up a new one for each request. So only the first fifty names that
 * succeeded three times stand for themselves; all others are `other`.
 */
export function operationLabels(): LabelOfOperation {
  const named = new Set<string>()
  const uses = new LRUCache<string, number>({ max: mostCandidates })

  function earnsLabel(name: string): boolean {
    if (named.size >= mostNames || name.length > longestName) return false
    const count = (uses.get(name) ?? 0) + 1
    uses.set(name, count)
    return count >= usesBeforeNamed
  }

  return (name, succeeded) => {
    if (named.has(name)) return name
    if (!succeeded || !earnsLabel(name)) return 'other'
    uses.delete(name)
    named.add(name)
    return name
  }
}
