/** Who changed something: an API key, the command line, the seed. */
export interface Actor {
  /** e.g. `key:ath_4fQ2` or `system:cli`. Never a secret, never personal data. */
  readonly name: string
  readonly requestId: string | null
  /** Which key it is, where there is one: unlike its name, no two keys share it. */
  readonly keyId?: string
}

export const systemActor = (part: string): Actor => ({ name: `system:${part}`, requestId: null })

/** What a saving use case tells of one change. Never holds a secret. */
export interface AuditRecord {
  readonly actor: Actor
  /** The use case as the API names it, e.g. `channelSave`. */
  readonly action: string
  /** The type of what was changed, e.g. `Channel`. */
  readonly entity: string
  /** Its key within the type, as `globalId` takes it; `shop` for the shop. */
  readonly entityId: string
  /** The state before, null when the action created it; anything that JSON can hold. */
  readonly before: unknown
  readonly after: unknown
}

export interface AuditEntry extends Omit<AuditRecord, 'actor'> {
  readonly id: number
  readonly at: Date
  readonly actor: string
  readonly requestId: string | null
}

/** Only the entries that meet all of these; omitted = any. */
export interface AuditFilter {
  readonly entity?: string | undefined
  readonly entityId?: string | undefined
  readonly actor?: string | undefined
}
