import { beforeEach, describe, expect, it } from 'vitest'
import {
  appendFacts,
  beginning,
  type Database,
  FactsPruned,
  factsAfter,
  pruneFacts,
} from '../../src/db/index.js'
import type { Reaction } from '../../src/workers/reaction.js'
import { openTestDatabase } from '../support/database.js'
import { eventually } from './support/eventually.js'
import { drain, echo, effects, factOf, kept, relayOf, toldOf } from './support/facts.js'
import { memoryLog } from './support/log.js'

let db: Database
beforeEach(async () => {
  db = await openTestDatabase()
})

const day = (n: number) => new Date(Date.UTC(2026, 2, n))
const tellOn = (at: Date, ...told: string[]) => db.write((tx) => appendFacts(tx, told.map(factOf), at))

const reader = (name: string): Reaction => ({ name, on: ['thing.happened'], run: async () => {} })
const read = (...reactions: Reaction[]) => drain(db, relayOf(db, reactions), reactions)

/** Prunes until it is as said; on PostgreSQL a transaction elsewhere may delay that. */
const expectPruned = (before: Date, readers: string[], left: string[]) =>
  eventually(() => pruneFacts(db, { before, readers }).then(() => kept(db))).toEqual(left)

describe('pruning', () => {
  it('deletes the old facts that every reader has handled', async () => {
    await tellOn(day(1), 'a 1', 'a 2')
    await tellOn(day(2), 'a 3')
    await read(reader('one'), reader('two'))
    await expectPruned(day(2), ['one', 'two'], ['a 3'])
  })

  it('deletes any number of them', async () => {
    await tellOn(day(1), ...Array.from({ length: 1_201 }, (_, n) => `a ${n}`))
    await expectPruned(day(2), [], [])
  })

  it('leaves what the slowest reader has yet to handle', async () => {
    await tellOn(day(1), 'a 1', 'a 2', 'a 3')
    await read(reader('fast'))
    let handled = 0
    const slow: Reaction = { ...reader('slow'), run: async () => void handled++ }
    const relay = relayOf(db, [slow], { mayGoOn: () => handled < 1 })
    await eventually(() => relay.round().then(() => handled)).toBe(1)
    await expectPruned(day(2), ['fast', 'slow'], ['a 2', 'a 3'])
    await read(slow)
    expect(handled).toBe(3)
  })
})

describe('whoever reads on from before the oldest fact', () => {
  it('is told to start again from a snapshot', async () => {
    await tellOn(day(1), 'a 1')
    await tellOn(day(2), 'a 2')
    await expectPruned(day(2), [], ['a 2'])
    await expect(factsAfter(db.read, beginning, 10)).rejects.toThrow(FactsPruned)
  })

  it('is not disturbed when nothing is missing', async () => {
    await tellOn(day(1), 'a 1')
    await tellOn(day(2), 'a 2')
    await eventually(() => factsAfter(db.read, beginning, 10)).toHaveLength(2)
    const [first = beginning] = await factsAfter(db.read, beginning, 10)
    await expectPruned(day(2), [], ['a 2'])
    expect((await factsAfter(db.read, first, 10)).map(toldOf)).toEqual(['a 2'])
  })

  it('as a reaction that was away for too long, is told of once and gets nothing', async () => {
    const handled: string[] = []
    const away: Reaction = { ...reader('away'), run: async (_, fact) => void handled.push(toldOf(fact)) }
    await tellOn(day(1), 'a 1')
    await read(away)
    await tellOn(day(1), 'a 2')
    await tellOn(day(2), 'a 3')
    await expectPruned(day(2), [], ['a 3'])
    const log = memoryLog()
    const relay = relayOf(db, [away], { log })
    await relay.round()
    await relay.round()
    expect(log.lines.map(({ message }) => message)).toEqual(['a reaction missed facts'])
    expect(handled).toEqual(['a 1'])
  })

  it('as a new reaction, starts at the oldest fact that is kept', async () => {
    await tellOn(day(1), 'a 1')
    await tellOn(day(2), 'a 2')
    await expectPruned(day(2), [], ['a 2'])
    await read(echo())
    expect(await effects(db)).toEqual(['a 2'])
  })
})
