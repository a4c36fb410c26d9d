/** The lines of a file that a row or product comes from, both ends included. */
export interface Span {
  readonly first: number
  readonly last: number
}

export type RowData = Readonly<Record<string, unknown>>

/** What stands in one line of NDJSON or one record of CSV. */
export type Row =
  | { readonly span: Span; readonly data: RowData; readonly bytes: number; readonly fault: null }
  /** One that cannot be read. `text` is as much of it as could be. */
  | { readonly span: Span; readonly text: string; readonly bytes: number; readonly fault: string }
