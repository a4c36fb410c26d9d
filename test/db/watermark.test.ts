import { beforeEach, expect, test } from 'vitest'
import { appendFacts, type NewFact, watermark } from '../../src/db/index.js'
import { factsSince } from '../../src/db/watermark.js'
import { openTestDatabase, type TestDatabase } from '../support/database.js'

let db: TestDatabase
beforeEach(async () => {
  db = await openTestDatabase()
})

const fact = (kind: string, id: number): NewFact => ({ kind, aggregate: `thing:${id}`, body: { id } })
const tell = (...facts: NewFact[]) => db.write((tx) => appendFacts(tx, facts, new Date()))
const since = (mark: Awaited<ReturnType<typeof watermark>>) => db.write((tx) => factsSince(tx, mark))
const kinds = ['price.saved', 'tax.saved']

test('tells of the facts of its kinds that came after it, and of no other', async () => {
  await tell(fact('price.saved', 1))
  const mark = await watermark(db.read, kinds)
  expect(await since(mark)).toEqual([])
  await tell(fact('stock.changed', 2))
  expect(await since(mark)).toEqual([])
  await tell(fact('tax.saved', 3), fact('price.saved', 4))
  expect((await since(mark)).map(({ kind, body }) => [kind, body.id])).toEqual([
    ['tax.saved', 3],
    ['price.saved', 4],
  ])
  expect(await since(await watermark(db.read, kinds))).toEqual([])
})

test('tells of a fact that a job has told itself', async () => {
  const mark = await watermark(db.read, kinds)
  const found = await db.write(async (tx) => {
    await db.write((inner) => appendFacts(inner, [fact('price.saved', 1)], new Date()))
    return factsSince(tx, mark)
  })
  expect(found).toHaveLength(1)
})

test('before any fact there is nothing that it could miss', async () => {
  const mark = await watermark(db.read, kinds)
  await tell(fact('price.saved', 1))
  expect(await since(mark)).toHaveLength(1)
})
