import Sqlite, { type Statement } from 'better-sqlite3'
import type { Answering, Question, Terms } from './question.js'

const terms: Terms = { now: () => Date.now(), list: (keys) => JSON.stringify(keys) }

/** Answers from a SQLite file, with as large a cache as Athanor's own reader. */
export function sqliteCeiling(file: string, answering: Answering) {
  const database = new Sqlite(file, { readonly: true })
  database.pragma(`cache_size = -${64 * 1_024}`)
  const statements = new Map<Question, Statement>()
  function prepared(question: Question): Statement {
    const known = statements.get(question)
    if (known) return known
    const made = database.prepare(question.sqlite)
    statements.set(question, made)
    return made
  }
  return (variables: never): unknown => {
    const answer = answering(variables, terms)
    let step = answer.next()
    while (!step.done)
      step = answer.next(step.value.map(({ question, values }) => prepared(question).all(...values)))
    return step.value
  }
}
