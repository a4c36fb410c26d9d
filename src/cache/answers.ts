/** An answer as it goes over the wire, and what makes it untrue. */
export interface Answer {
  readonly body: Buffer
  readonly contentType: string
  /** A strong validator: other bytes have another one. */
  readonly etag: string
  /** What it was made of: it holds until one of them is dropped. */
  readonly tags: readonly string[]
  /** From this instant on, in milliseconds, something scheduled changes it; null when nothing is scheduled. */
  readonly expiresAtMs: number | null
}
