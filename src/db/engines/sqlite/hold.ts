import { WriteRuleError } from '../lane.js'

/**
 * How long a job may hold the writer.
 *
 * Time counts only while this process computes: on a machine that is busy with others, a job that was put aside by the
 * system is innocent. Waiting does not hide in there, since a job that waits is refused at once.
 */
export class Hold {
  #wallMs = 0
  #cpu: NodeJS.CpuUsage | null = null
  #mostMs: number
  readonly #usualMs: number

  constructor(usualMs: number) {
    this.#usualMs = usualMs
    this.#mostMs = usualMs
  }

  /** A job may ask for more than the usual time, never for less. */
  start(mostMs = 0): void {
    this.#mostMs = Math.max(mostMs, this.#usualMs)
    this.#wallMs = performance.now()
    this.#cpu = process.cpuUsage()
  }

  /** Throws when the job has held the writer for too long. */
  check(): void {
    const wallMs = performance.now() - this.#wallMs
    if (wallMs <= this.#mostMs || !this.#cpu) return
    const { user, system } = process.cpuUsage(this.#cpu)
    const heldMs = Math.min(wallMs, (user + system) / 1_000)
    if (heldMs > this.#mostMs)
      throw new WriteRuleError(
        `The job held the writer for ${Math.round(heldMs)} ms; ${this.#mostMs} ms are allowed. Split it into smaller writes.`,
      )
  }
}
