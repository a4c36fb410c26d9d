import { setTimeout as sleep } from 'node:timers/promises'
import { asc, eq } from 'drizzle-orm'
import { appendFacts, type Database, type Fact, type Tx } from '../../../src/db/index.js'
import { outbox } from '../../../src/db/tables/outbox.js'
import { outboxLag } from '../../../src/workers/lag.js'
import { OutcomeCounts } from '../../../src/workers/outcome-counts.js'
import type { Reaction } from '../../../src/workers/reaction.js'
import { Relay, type RelayOptions } from '../../../src/workers/relay.js'
import { manualClock } from './clock.js'
import { memoryLog } from './log.js'

const at = new Date('2026-03-01T12:00:00Z')

/** Appends facts told as `aggregate n`, e.g. `a 1`, in one transaction. */
export const tell = (db: Database, ...told: string[]): Promise<void> =>
  db.write((tx) => appendFacts(tx, told.map(factOf), at))

export function factOf(told: string) {
  const [aggregate = '', n] = told.split(' ')
  return { kind: 'thing.happened', aggregate, body: { n: Number(n) } }
}

export const toldOf = ({ aggregate, body }: Fact): string => `${aggregate} ${body.n}`

/** Its effect is a fact of another kind, so that `effects` shows what was done, in which order and how often. */
export function echo(name = 'echo', before: (fact: Fact, tx: Tx) => void = () => {}): Reaction {
  return {
    name,
    on: ['thing.happened'],
    async run(tx, fact) {
      await appendFacts(tx, [{ ...fact, kind: `${name}.done` }], at)
      before(fact, tx)
    },
  }
}

export const effects = (db: Database, name = 'echo'): Promise<string[]> => kept(db, `${name}.done`)

/** The facts of a kind that are in the outbox. */
export async function kept(db: Database, kind = 'thing.happened'): Promise<string[]> {
  const facts = await db.read.select().from(outbox).where(eq(outbox.kind, kind)).orderBy(asc(outbox.seq))
  return facts.map(toldOf)
}

export function relayOf(db: Database, reactions: readonly Reaction[], options: Partial<RelayOptions> = {}) {
  return new Relay({
    ...{
      db,
      reactions,
      clock: manualClock(),
      log: memoryLog(),
      counts: new OutcomeCounts(),
      mayGoOn: () => true,
    },
    ...options,
  })
}

/** Works until no reaction is behind. (On PostgreSQL a transaction elsewhere in the cluster may delay that.) */
export async function drain(db: Database, relay: Relay, reactions: readonly Reaction[]): Promise<void> {
  const names = reactions.map(({ name }) => name)
  while ((await relay.round()) || (await outboxLag(db.read, names, at)).length > 0) await sleep(2)
}
