import { WriteRuleError } from '../lane.js'

/**
 * How long a job may hold the writer.
 *
 * Time counts only while this process computes: on a machine that is busy with others, a job that was put aside by the
 * system is innocent. Waiting does not hide in there, since a job that waits is refused at once.
 */
export class Hold {
  #begunMs = 0
  #cpu: NodeJS.CpuUsage = process.cpuUsage()
  #startedMs = 0
  #mostMs: number
  readonly #usualMs: number

  constructor(usualMs: number) {
    this.#usualMs = usualMs
    this.#mostMs = usualMs
  }

  /** To be called before a few short jobs: asking for the processor time before each would take as long as some of them. */
  begin(): void {
    this.#begunMs = performance.now()
    this.#cpu = process.cpuUsage()
  }

  /** A job may ask for more than the usual time, never for less. */
  start(mostMs = 0): void {
    this.#mostMs = Math.max(mostMs, this.#usualMs)
    this.#startedMs = performance.now()
  }

  /** Throws when the job has held the writer for too long. */
  check(): void {
    const wallMs = performance.now() - this.#startedMs
    if (wallMs <= this.#mostMs) return
    const { user, system } = process.cpuUsage(this.#cpu)
    const others = this.#startedMs - this.#begunMs
    const heldMs = Math.min(wallMs, (user + system) / 1_000 - others)
    if (heldMs > this.#mostMs)
      throw new WriteRuleError(
        `The job held the writer for ${Math.round(heldMs)} ms; ${this.#mostMs} ms are allowed. Split it into smaller writes.`,
      )
  }
}
