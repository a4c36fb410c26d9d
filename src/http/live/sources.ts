import { commitCounter, type Database, onFactsAppended, type Signals } from '../../db/index.js'
import type { Source } from './hub-options.js'

/** SQLite: how often to ask whether another process has committed, which takes two microseconds. */
const askEveryMs = 50
/** PostgreSQL: how often to look for what no signal has told of. */
const lookEveryMs = 250
/** How long after facts were appended here to look whether they are committed. */
const soonMs = [3, 10, 30]

/** Everything by which this process may notice that there are facts. */
export function factSources(db: Database, signals: Signals | null): readonly Source[] {
  return [appendedHere, signals ? (wake) => signals.listen(wake) : never, committed(db)]
}

const never: Source = () => () => {}

const appendedHere: Source = (wake) => {
  let timers: NodeJS.Timeout[] = []
  const stop = () => {
    for (const timer of timers.splice(0)) clearTimeout(timer)
  }
  const stopListening = onFactsAppended(() => {
    if (timers.length > 0) return
    timers = soonMs.map((ms, i) =>
      setTimeout(() => {
        if (i === soonMs.length - 1) timers = []
        wake()
      }, ms).unref(),
    )
  })
  return () => {
    stopListening()
    stop()
  }
}

/** By any process. */
function committed({ read }: Database): Source {
  const counter = commitCounter(read)
  /** Whether there may be something new; when the database cannot tell, who looks will find out. */
  function hasCommits(known: { count: unknown }): boolean {
    if (!counter) return true
    try {
      const count = counter()
      const isNew = count !== known.count
      known.count = count
      return isNew
    } catch {
      return true
    }
  }
  return (wake) => {
    const known = { count: counter?.() }
    const timer = setInterval(
      () => {
        if (hasCommits(known)) wake()
      },
      counter ? askEveryMs : lookEveryMs,
    ).unref()
    return () => clearInterval(timer)
  }
}
