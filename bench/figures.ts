/** What one contestant did in one burst. */
export interface Burst {
  readonly count: number
  readonly seconds: number
  readonly p50Ms: number
  readonly p99Ms: number
}

/** What a request (or row, or write) costs, in the median of all bursts. */
export interface Figures {
  /** User and system time of the process that does the work. */
  readonly cpuMicros: number
  /** The same of PostgreSQL's processes; 0 on SQLite, which is inside the process. */
  readonly databaseCpuMicros: number
  readonly perSecond: number
  readonly p50Ms: number | null
  readonly p99Ms: number | null
}

export interface Line extends Figures {
  readonly contestant: string
  readonly peakMiB?: number
  /** What else the case tells, each with its name. */
  readonly more?: Readonly<Record<string, number>>
}

/** Lines of one case: Athanor first, then the ceilings it is held against. */
export interface Outcome {
  readonly name: string
  readonly engine: string
  /** What is counted, such as `request`. */
  readonly unit: string
  readonly lines: readonly Line[]
}

/** The burst of a list of latencies in milliseconds, which is sorted in place. */
export function burstOf(latenciesMs: number[], seconds: number): Burst {
  latenciesMs.sort((a, b) => a - b)
  const at = (share: number) => latenciesMs[Math.floor((latenciesMs.length - 1) * share)] ?? Number.NaN
  return { count: latenciesMs.length, seconds, p50Ms: at(0.5), p99Ms: at(0.99) }
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const upper = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
  const lower = sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN
  return (lower + upper) / 2
}
