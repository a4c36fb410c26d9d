import { beforeEach, describe, expect, it } from 'vitest'
import { createServices, type Services } from '../../src/app/build-services.js'
import { createSchedule } from '../../src/app/schedule.js'
import { appendFacts } from '../../src/db/index.js'
import { idempotentCall } from '../../src/db/tables/idempotency.js'
import { openTestDatabase, type TestDatabase } from '../support/database.js'
import { eventually } from './support/eventually.js'
import { drain, echo, factOf, kept, relayOf } from './support/facts.js'
import { memoryLog } from './support/log.js'

const now = new Date('2026-03-10T12:00:00Z')
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000)

let db: TestDatabase
let log: ReturnType<typeof memoryLog>
let services: Services
beforeEach(async () => {
  db = await openTestDatabase()
  log = memoryLog()
  services = createServices({ db, clock: { now: () => now } })
})

const tellAt = (at: Date, told: string) => db.write((tx) => appendFacts(tx, [factOf(told)], at))
const post = { mailer: { send: async () => {} }, compose: async () => null }
const silent = { ...echo('silent'), run: async () => {} }

async function run(name: string): Promise<void> {
  const schedule = createSchedule({ db, log, reactions: [silent], services, post, outboxRetentionDays: 7 })
  await schedule.find((task) => task.name === name)?.run({ at: now, signal: new AbortController().signal })
}

describe('the schedule', () => {
  it('prunes facts when their days are over', async () => {
    await tellAt(hoursAgo(7 * 24 + 1), 'a 1')
    await tellAt(hoursAgo(7 * 24 - 1), 'a 2')
    await drain(db, relayOf(db, [silent]), [silent])
    await eventually(() => run('outbox.prune').then(() => kept(db))).toEqual(['a 2'])
  })

  it('forgets calls with idempotency keys after seven days', async () => {
    const call = { caller: 'a', operation: 'b', inputHash: 'c' }
    await db.write((tx) =>
      tx.insert(idempotentCall).values([
        { ...call, key: 'old', at: hoursAgo(7 * 24 + 1) },
        { ...call, key: 'new', at: hoursAgo(7 * 24 - 1) },
      ]),
    )
    await run('idempotency.forget')
    expect((await db.read.select().from(idempotentCall)).map(({ key }) => key)).toEqual(['new'])
  })

  it('warns of a reaction that is more than a minute behind', async () => {
    await tellAt(hoursAgo(1), 'a 1')
    await drain(db, relayOf(db, [silent]), [silent])
    await run('outbox.watch')
    expect(log.lines).toEqual([])
    await tellAt(hoursAgo(1 / 61), 'a 2')
    await run('outbox.watch')
    expect(log.lines).toEqual([])
    await tellAt(hoursAgo(1 / 59), 'a 3')
    await drain(db, relayOf(db, [silent]), [silent])
    await tellAt(hoursAgo(1 / 59), 'a 4')
    await run('outbox.watch')
    expect(log.lines).toEqual([{ level: 'warn', message: 'a reaction is behind' }])
  })
})
