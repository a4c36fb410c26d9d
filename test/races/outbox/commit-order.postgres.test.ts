import pg from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../../support/database.js'
import { drain, echo, effects, factOf, relayOf, tell } from '../../workers/support/facts.js'

// On SQLite there is one writer: nobody takes a number and commits it after a higher one.
describe('transactions that commit in another order than they began', () => {
  let db: TestDatabase
  let early: pg.Client
  beforeEach(async () => {
    db = await openTestDatabase()
    early = new pg.Client({ connectionString: db.url })
    await early.connect()
    await early.query('begin')
  })
  afterEach(() => early.end())

  const reactions = [echo()]
  async function tellEarly(told: string): Promise<void> {
    const { kind, aggregate, body } = factOf(told)
    await early.query('insert into outbox (kind, aggregate, body, at) values ($1, $2, $3, now())', [
      kind,
      aggregate,
      body,
    ])
  }

  it('lose no fact, though a higher number was there first', async () => {
    const relay = relayOf(db, reactions)
    await tellEarly('a 1')
    await tell(db, 'b 1')
    for (let i = 0; i < 5; i++) await relay.round()
    expect(await effects(db)).toEqual([])
    await early.query('commit')
    await drain(db, relay, reactions)
    expect(await effects(db)).toEqual(['a 1', 'b 1'])
  })

  it('lose no fact of one that wrote long before it told', async () => {
    const relay = relayOf(db, reactions)
    await early.query("insert into clock_mark (name, at) values ('early', now())")
    await tell(db, 'b 1')
    for (let i = 0; i < 5; i++) await relay.round()
    await tellEarly('a 1')
    await early.query('commit')
    await drain(db, relay, reactions)
    expect((await effects(db)).toSorted()).toEqual(['a 1', 'b 1'])
  })

  it('tell of one aggregate in the order of its changes, not of their beginnings', async () => {
    const relay = relayOf(db, reactions)
    await early.query("insert into clock_mark (name, at) values ('early', now())")
    await tell(db, 'a 1')
    await tell(db, 'a 2')
    await tellEarly('a 3')
    await early.query('commit')
    await tell(db, 'a 4')
    await drain(db, relay, reactions)
    expect(await effects(db)).toEqual(['a 1', 'a 2', 'a 3', 'a 4'])
  })

  it('do not wait for one that was rolled back', async () => {
    const relay = relayOf(db, reactions)
    await tellEarly('a 1')
    await tell(db, 'b 1')
    await early.query('rollback')
    await drain(db, relay, reactions)
    expect(await effects(db)).toEqual(['b 1'])
  })
})
