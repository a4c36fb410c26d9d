/** A prepared statement of a ceiling, each `?` a value; where the engines differ, in the words of each. */
export interface Question<Row = unknown> {
  readonly sqlite: string
  readonly postgres: string
  /** Says what its rows are; there is no value. */
  readonly row?: Row
}

export const question = <Row>(
  words: string | { readonly sqlite: string; readonly postgres: string },
): Question<Row> => (typeof words === 'string' ? { sqlite: words, postgres: words } : words)

/** A question with its values. */
export interface Asked<Row = unknown> {
  readonly question: Question<Row>
  readonly values: readonly unknown[]
}

export const asked = <Row>(question: Question<Row>, ...values: unknown[]): Asked<Row> => ({
  question,
  values,
})

type RowsOf<All extends readonly Asked[]> = {
  [I in keyof All]: All[I] extends Asked<infer Row> ? Row[] : never
}

/** Asks the database all of these at a time. */
export function* rowsOf<const All extends readonly Asked[]>(
  ...all: All
): Generator<All, RowsOf<All>, unknown> {
  return (yield all) as RowsOf<All>
}

/**
 * An answer by hand, the same for both engines: it yields what it asks the database at a time, and gets the rows of
 * each.
 */
export type Answer = Generator<readonly Asked[], unknown, unknown>

/** What each engine binds in its own way. */
export interface Terms {
  /** The instant of now. */
  now(): unknown
  /** A list of keys as one value. */
  list(keys: readonly number[]): unknown
}

/** Answers a request with these variables. */
export type Answering = (variables: never, terms: Terms) => Answer
