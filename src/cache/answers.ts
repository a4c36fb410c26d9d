import type { Tagged } from './memory.js'

/** An answer as it goes over the wire, and what makes it untrue. */
export interface Answer extends Tagged {
  readonly body: Buffer
  readonly contentType: string
  /** A strong validator: other bytes have another one. */
  readonly etag: string
  /** From this instant on, in milliseconds, something scheduled changes it; null when nothing is scheduled. */
  readonly expiresAtMs: number | null
}

export const bytesOfAnswer = ({ body }: Answer): number => body.byteLength
