const secondMs = 1_000

/** A call belongs to who took it for so long; then it may be taken again. Longer than a provider may take to answer. */
export const leaseMs = 30 * secondMs

/**
 * Providers forget the keys of calls after a day, and would then do them again. What is not known by then is found out by their
 * events.
 */
const mostAgeMs = 12 * 60 * 60 * secondMs

const firstPauseMs = 2 * secondMs
const mostPauseMs = 15 * 60 * secondMs

/** When a call whose outcome is not known is made again: at growing distances; null once it is given up. */
export function nextTry(
  { createdAt, tries }: { readonly createdAt: Date; readonly tries: number },
  at: Date,
): Date | null {
  const next = new Date(at.getTime() + Math.min(mostPauseMs, firstPauseMs * 2 ** (tries - 1)))
  return next.getTime() - createdAt.getTime() > mostAgeMs ? null : next
}
