import { beforeEach, describe, expect, it } from 'vitest'
import type { Database } from '../../src/db/index.js'
import { outboxStatus } from '../../src/workers/outbox-status.js'
import { OutcomeCounts } from '../../src/workers/outcome-counts.js'
import { openTestDatabase } from '../support/database.js'
import { manualClock } from './support/clock.js'
import { drain, echo, relayOf, tell } from './support/facts.js'

let db: Database
beforeEach(async () => {
  db = await openTestDatabase()
})

// Facts are told at twelve o'clock, where the manual clock begins.
const clock = () => manualClock()

describe('the state of the outbox', () => {
  it('tells how old the first fact is that a reaction has not come to', async () => {
    const at = clock()
    await drain(db, relayOf(db, [echo('one'), echo('two')]), [echo('one'), echo('two')])
    await tell(db, 'a 1')
    await drain(db, relayOf(db, [echo('one')]), [echo('one')])
    at.advance(90_000)
    const { reactions, unsettledMs } = await outboxStatus(db.read, ['one', 'two'], at.now())
    expect(reactions).toEqual([
      { reaction: 'one', lagMs: 0, facts: 0, deadLetters: 0 },
      { reaction: 'two', lagMs: 90_000, facts: 0, deadLetters: 0 },
    ])
    expect(unsettledMs).toBe(0)
  })

  it('tells dead letters from facts that will be tried again and from those behind them', async () => {
    const at = clock()
    const counts = new OutcomeCounts()
    const reaction = echo('echo', () => {
      throw new Error('no luck')
    })
    const relay = relayOf(db, [reaction], { clock: at, counts })
    const state = async () => (await outboxStatus(db.read, ['echo'], at.now())).reactions
    await tell(db, 'a 1', 'a 2', 'b 1')
    await drain(db, relay, [reaction])
    expect(await state()).toMatchObject([{ facts: 3, deadLetters: 0 }])
    for (let tries = 2; tries <= 5; tries++) {
      at.advance(100_000)
      await relay.round()
    }
    expect(await state()).toMatchObject([{ facts: 3, deadLetters: 2 }])
    expect(counts.of('echo')).toEqual({ done: 1, failed: 10 })
  })
})
