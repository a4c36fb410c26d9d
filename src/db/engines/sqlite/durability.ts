const isIoError = (error: unknown): boolean =>
  error instanceof Error && String((error as { code?: unknown }).code).startsWith('SQLITE_IOERR')

/**
 * Remembers that the disk failed while data were made durable.
 *
 * The system may drop what it could not write and report success the next time, so one failed fsync makes every later
 * promise worthless: nothing is written from then on, and `onFatal` is told so that the process can end.
 */
export class Durability {
  #failure: unknown
  readonly #onFatal: ((error: unknown) => void) | undefined

  constructor(onFatal: ((error: unknown) => void) | undefined) {
    this.#onFatal = onFatal
  }

  /** Runs a step that ends with data on the disk. */
  secure(step: () => unknown): void {
    if (this.#failure !== undefined)
      throw new Error('The disk failed, so nothing more is written. The process must be started again.', {
        cause: this.#failure,
      })
    try {
      step()
    } catch (error) {
      if (isIoError(error)) {
        this.#failure = error
        this.#onFatal?.(error)
      }
      throw error
    }
  }
}
