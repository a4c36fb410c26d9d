import pg from 'pg'
import type { Answering, Asked, Question, Terms } from './question.js'

const terms: Terms = { now: () => new Date(), list: (keys) => keys }
const int8 = 20
const connections = 10

/** Answers from PostgreSQL, with as many connections as Athanor has. */
export function postgresCeiling(url: string, answering: Answering) {
  pg.types.setTypeParser(int8, Number)
  const pool = new pg.Pool({ connectionString: url, max: connections })
  const statements = new Map<Question, { name: string; text: string }>()
  function named(question: Question) {
    const known = statements.get(question)
    if (known) return known
    const made = { name: `ceiling_${statements.size}`, text: numbered(question.postgres) }
    statements.set(question, made)
    return made
  }
  const rowsOf = async ({ question, values }: Asked) =>
    (await pool.query({ ...named(question), values: [...values] })).rows
  return async (variables: never): Promise<unknown> => {
    const answer = answering(variables, terms)
    let step = answer.next()
    while (!step.done) step = answer.next(await Promise.all(step.value.map(rowsOf)))
    return step.value
  }
}

function numbered(text: string): string {
  let count = 0
  return text.replaceAll('?', () => `$${++count}`)
}
