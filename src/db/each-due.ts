interface DueOptions {
  /** The ids of what is due, the longest first, at most so many. */
  readonly read: (limit: number) => Promise<readonly string[]>
  /** Does one, in a job of its own; answers whether there was still something to do. */
  readonly run: (id: string) => Promise<boolean>
  readonly isStopped: () => boolean
}

const atOnce = 50

/**
 * Does all that is due, one after the other; answers how many. One that fails holds up none behind it: it is left for the next
 * time, and the first failure is thrown once all others are done.
 */
export async function eachDue({ read, run, isStopped }: DueOptions): Promise<number> {
  const failures = new Map<string, unknown>()
  let done = 0
  for (let isMore = true; isMore; ) {
    const due = (await read(atOnce + failures.size)).filter((id) => !failures.has(id))
    for (const id of due) {
      if (isStopped()) return done
      try {
        if (await run(id)) done++
      } catch (error) {
        failures.set(id, error)
      }
    }
    isMore = due.length >= atOnce
  }
  for (const failure of failures.values()) throw failure
  return done
}
