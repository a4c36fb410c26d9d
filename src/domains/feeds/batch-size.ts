import { dialect } from '../../db/index.js'

/** Of work on SQLite the processor's time counts, as for how long a job may hold the writer; waiting is not the job's. */
const clocks = {
  sqlite: { mostMs: 20, nowMs: processorMs },
  postgres: { mostMs: 250, nowMs: () => performance.now() },
}
const mostEntries = 200

function processorMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1_000
}

/**
 * How many entries to take in one transaction, by how long the last one took: few enough that others who write hardly
 * wait, as many as that allows, since every commit waits for the disk. On PostgreSQL nobody waits for a writer, but every
 * statement for the network.
 */
export class BatchSize {
  private entries = 10

  get size(): number {
    return this.entries
  }

  /** Runs a batch and learns from it. */
  async timed<T>(taken: number, work: () => Promise<T>): Promise<T> {
    const { mostMs, nowMs } = clocks[dialect]
    const startedMs = nowMs()
    const result = await work()
    const fitting = Math.round((taken * mostMs) / Math.max(nowMs() - startedMs, 0.1))
    this.entries = Math.max(1, Math.min(fitting, taken * 2, mostEntries))
    return result
  }

  /** After a batch that was refused for its length. */
  halve(): void {
    this.entries = Math.max(1, Math.floor(this.entries / 2))
  }
}
