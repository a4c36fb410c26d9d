/** Who changed something: an API key, the command line, the seed. */
export interface Actor {
  /** e.g. `key:ath_4fQ2` or `system:cli`. Never a secret, never personal data. */
  readonly name: string
  readonly requestId: string | null
}

export const systemActor = (part: string): Actor => ({ name: `system:${part}`, requestId: null })
