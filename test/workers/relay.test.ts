import { beforeEach, describe, expect, it } from 'vitest'
import { appendFacts, type Database } from '../../src/db/index.js'
import { heldFact, lease } from '../../src/db/tables/outbox.js'
import { retryDeadLetters } from '../../src/workers/held-facts.js'
import type { Reaction } from '../../src/workers/reaction.js'
import { openTestDatabase } from '../support/database.js'
import { manualClock } from './support/clock.js'
import { eventually } from './support/eventually.js'
import { drain, echo, effects, factOf, relayOf, tell, toldOf } from './support/facts.js'
import { memoryLog } from './support/log.js'

let db: Database
beforeEach(async () => {
  db = await openTestDatabase()
})

const minuteMs = 60_000

describe('a relay', () => {
  it('hands every fact to every reaction once, in order', async () => {
    const reactions = [echo('one'), echo('two')]
    const relay = relayOf(db, reactions)
    await tell(db, 'a 1', 'b 2')
    await tell(db, 'a 3')
    await drain(db, relay, reactions)
    await tell(db, 'a 4')
    await drain(db, relay, reactions)
    expect(await effects(db, 'one')).toEqual(['a 1', 'b 2', 'a 3', 'a 4'])
    expect(await effects(db, 'two')).toEqual(['a 1', 'b 2', 'a 3', 'a 4'])
  })

  it('goes through more facts than fit into one batch', async () => {
    const told = Array.from({ length: 250 }, (_, n) => `a ${n}`)
    await tell(db, ...told)
    await drain(db, relayOf(db, [echo()]), [echo()])
    expect(await effects(db)).toEqual(told)
  })

  it('leaves out the kinds that a reaction does not ask for', async () => {
    const relay = relayOf(db, [echo()])
    await db.write((tx) => appendFacts(tx, [{ ...factOf('a 1'), kind: 'thing.ignored' }], new Date()))
    await tell(db, 'a 2')
    await drain(db, relay, [echo()])
    expect(await effects(db)).toEqual(['a 2'])
  })

  it('hears nothing of a job that was rolled back', async () => {
    const failed = db.write(async (tx) => {
      await appendFacts(tx, [factOf('a 1')], new Date())
      throw new Error('changed my mind')
    })
    await expect(failed).rejects.toThrow('changed my mind')
    await tell(db, 'a 2')
    await drain(db, relayOf(db, [echo()]), [echo()])
    expect(await effects(db)).toEqual(['a 2'])
  })

  it('goes on where another one stopped', async () => {
    await tell(db, 'a 1')
    await drain(db, relayOf(db, [echo()]), [echo()])
    await tell(db, 'a 2')
    await drain(db, relayOf(db, [echo()]), [echo()])
    expect(await effects(db)).toEqual(['a 1', 'a 2'])
  })

  it('gives a new reaction the facts from the oldest on', async () => {
    await tell(db, 'a 1', 'a 2')
    await drain(db, relayOf(db, [echo('old')]), [echo('old')])
    await drain(db, relayOf(db, [echo('new')]), [echo('new')])
    expect(await effects(db, 'new')).toEqual(['a 1', 'a 2'])
  })

  it('stops before the next fact when it may not go on', async () => {
    const handled: string[] = []
    const reaction = echo('echo', (fact) => handled.push(toldOf(fact)))
    const relay = relayOf(db, [reaction], { mayGoOn: () => handled.length < 2 })
    await tell(db, 'a 1', 'a 2', 'a 3')
    await eventually(() => relay.round().then(() => handled.length)).toBe(2)
    expect(await effects(db)).toEqual(['a 1', 'a 2'])
  })
})

describe('a fact that a reaction fails at', () => {
  const failing = (told: string, times: number) => {
    let failures = 0
    const reaction = echo('echo', (fact) => {
      if (toldOf(fact) === told && failures++ < times) throw new Error('not yet')
    })
    return { reaction, tries: () => failures }
  }

  it('leaves no effect behind and is tried again', async () => {
    const clock = manualClock()
    const { reaction } = failing('a 1', 1)
    const relay = relayOf(db, [reaction], { clock })
    await tell(db, 'a 1')
    await drain(db, relay, [reaction])
    expect(await effects(db)).toEqual([])
    clock.advance(1000)
    await relay.round()
    expect(await effects(db)).toEqual(['a 1'])
  })

  it('is held with the reason, when a statement failed', async () => {
    const twice = { name: 'twice', holder: 'nobody', beat: 1 }
    const reaction: Reaction = {
      ...echo(),
      run: async (tx) => void (await tx.insert(lease).values([twice, twice])),
    }
    await tell(db, 'a 1')
    await drain(db, relayOf(db, [reaction]), [reaction])
    const [held] = await db.read.select().from(heldFact)
    expect(held).toMatchObject({ reaction: 'echo', aggregate: 'a', tries: 1 })
    expect(held?.error).toMatch(/unique/i)
    expect(held?.error).not.toContain('nobody')
  })

  it('holds up its own aggregate, in order, and no other', async () => {
    const clock = manualClock()
    const { reaction } = failing('a 1', 1)
    const relay = relayOf(db, [reaction], { clock })
    await tell(db, 'a 1', 'b 1', 'a 2', 'b 2')
    await drain(db, relay, [reaction])
    await tell(db, 'a 3', 'b 3')
    await drain(db, relay, [reaction])
    expect(await effects(db)).toEqual(['b 1', 'b 2', 'b 3'])
    clock.advance(1000)
    await drain(db, relay, [reaction])
    await tell(db, 'a 4')
    await drain(db, relay, [reaction])
    expect(await effects(db)).toEqual(['b 1', 'b 2', 'b 3', 'a 1', 'a 2', 'a 3', 'a 4'])
  })

  it('is tried later and later', async () => {
    const clock = manualClock()
    const { reaction, tries } = failing('a 1', Infinity)
    const relay = relayOf(db, [reaction], { clock })
    await tell(db, 'a 1')
    await drain(db, relay, [reaction])
    const triesAfterSeconds = []
    for (const seconds of [0.9, 0.1, 3.9, 0.1, 15.9, 0.1, 63.9, 0.1]) {
      clock.advance(seconds * 1000)
      await drain(db, relay, [reaction])
      triesAfterSeconds.push(tries())
    }
    expect(triesAfterSeconds).toEqual([1, 2, 2, 3, 3, 4, 4, 5])
  })

  it('is a dead letter after five tries, with the later ones of its aggregate behind it', async () => {
    const clock = manualClock()
    const log = memoryLog()
    const { reaction, tries } = failing('a 1', 5)
    const relay = relayOf(db, [reaction], { clock, log })
    await tell(db, 'a 1', 'a 2', 'b 1')
    for (let i = 0; i < 10; i++) {
      await drain(db, relay, [reaction])
      clock.advance(10 * minuteMs)
    }
    expect(tries()).toBe(5)
    expect(await effects(db)).toEqual(['b 1'])
    expect(log.lines.filter(({ level }) => level === 'error').map(({ message }) => message)).toEqual([
      'a fact has become a dead letter',
    ])

    expect(await retryDeadLetters(db, 'echo', clock.now())).toBe(1)
    await drain(db, relay, [reaction])
    expect(await effects(db)).toEqual(['b 1', 'a 1', 'a 2'])
  })

  it('does not keep another reaction from it', async () => {
    const { reaction } = failing('a 1', Infinity)
    const other = echo('other')
    await tell(db, 'a 1', 'a 2')
    await drain(db, relayOf(db, [reaction, other]), [reaction, other])
    expect(await effects(db, 'other')).toEqual(['a 1', 'a 2'])
  })
})
