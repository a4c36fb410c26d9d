import type { ProblemCode } from '../../kernel/problem.js'
import type { Entry } from './entries.js'

/** What was not taken out of a feed, and every reason why. */
export interface Rejection {
  /** The lines of the file, both ends included. */
  readonly line: number
  readonly lastLine: number
  /** Kind and reference, such as `product:BOOK-1`; null when it cannot be told. */
  readonly key: string | null
  readonly problems: readonly {
    readonly code: ProblemCode
    readonly field: string
    readonly message: string
  }[]
  /** The rows as they were read; the bare text of one that cannot be read. */
  readonly source: readonly unknown[]
}

export const rejectionOf = ({ span, key, source }: Entry, problems: Entry['problems']): Rejection => ({
  line: span.first,
  lastLine: span.last,
  key,
  problems: problems.map(({ code, field, message }) => ({ code, field: (field ?? []).join('.'), message })),
  source,
})
