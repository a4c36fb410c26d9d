/** Rows as structured clones carry them between processes. */
export type Rows = readonly Readonly<Record<string, unknown>>[]

export interface TableSummary {
  readonly table: string
  readonly rows: number
  /** The last number that the database gave to a row; null when it gives none. */
  readonly lastNumber: number | null
}

/** The source is asked for one message after the other: first how much there is, at the end what it has handed out. */
export type FromSource =
  | { readonly kind: 'begin'; readonly rows: number }
  | { readonly kind: 'rows'; readonly table: string; readonly rows: Rows }
  | { readonly kind: 'end'; readonly tables: readonly TableSummary[] }
export const next = { kind: 'next' } as const

/** The target is told what the source said, and answers when it has it; at the end with how much there is now. */
export type FromTarget =
  | { readonly kind: 'taken' }
  | { readonly kind: 'end'; readonly tables: readonly TableSummary[] }

/** Either end, when it can go on no more. */
export interface Failure {
  readonly kind: 'failed'
  readonly message: string
}
