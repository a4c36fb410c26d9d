import { setImmediate as turn } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { openDatabase } from '../../../src/db/index.js'
import { CursorMoved } from '../../../src/workers/cursors.js'
import type { Relay } from '../../../src/workers/relay.js'
import { openTestDatabase } from '../../support/database.js'
import { opened } from '../../support/opened.js'
import { eventually } from '../../workers/support/eventually.js'
import { echo, effects, relayOf, tell } from '../../workers/support/facts.js'

const aggregates = ['a', 'b', 'c']
const perAggregate = 100

/** Goes on until the signal; answers how often the other one was first. */
async function contend(relay: Relay, signal: AbortSignal): Promise<number> {
  let lost = 0
  while (!signal.aborted) {
    await relay.round().catch((error: unknown) => {
      if (!(error instanceof CursorMoved)) throw error
      lost++
    })
    await turn()
  }
  return lost
}

it('two relays that both believe they lead apply each fact once, in order', async () => {
  const db = await openTestDatabase()
  const second = await openDatabase({ url: db.url, maxHoldMs: 5_000, pool: 5 })
  opened.add(second)
  const stopping = new AbortController()
  const contest = Promise.all([db, second].map((on) => contend(relayOf(on, [echo()]), stopping.signal)))
  for (let n = 0; n < perAggregate; n++) await tell(db, ...aggregates.map((aggregate) => `${aggregate} ${n}`))
  const all = aggregates.length * perAggregate
  await eventually(() => effects(db).then((done) => done.length)).toBe(all)
  stopping.abort()
  const [lost = 0, lostBySecond = 0] = await contest

  const done = await effects(db)
  for (const aggregate of aggregates)
    expect(done.filter((told) => told.startsWith(aggregate))).toEqual(
      Array.from({ length: perAggregate }, (_, n) => `${aggregate} ${n}`),
    )
  expect(lost + lostBySecond, 'they met').toBeGreaterThan(0)
})
