import { parse } from 'graphql'
import { beforeAll, expect, test } from 'vitest'
import { appendFacts } from '../../../src/db/index.js'
import { createLive, type RunningLive } from '../../../src/http/live/create-live.js'
import type { LiveContext, Occasion } from '../../../src/http/live/feed.js'
import { cacheCounts } from '../../../src/telemetry/caches.js'
import { openTestDatabase, type TestDatabase } from '../../support/database.js'
import { schemaOf } from '../../support/gateway-schema.js'
import { opened } from '../../support/opened.js'
import { Subscriber } from '../../support/subscriber.js'

const log = { info() {}, warn() {}, error() {} }

/** A viewer with a name, whom all else takes for anybody. */
class Named {
  readonly viewerKind = 'anonymous'
  readonly incoming = { id: 'request', headers: {}, log, outcome: {} }
  isPrivate = false
  constructor(readonly viewerKey: string) {}
  again = () => new Named(this.viewerKey)
  get ownerKey(): string {
    return this.viewerKey
  }
  begin = async () => undefined
  audienceKey = async () => 'everybody'
  provenance = async () => null
  get name(): string {
    this.isPrivate = true
    return this.viewerKey
  }
}

let isBroken = false
const schema = schemaOf(
  `type Query { a: Int }
   type News { cursor: String, snapshot: Boolean, text: String, reader: String }
   type Subscription { news(since: String): News }`,
  {
    News: {
      text: ({ facts }: Occasion) => (facts ? facts.map(({ aggregate }) => aggregate).join() : 'all'),
      reader: ({ facts }: Occasion, _: unknown, context: Named) => (facts ? context.name : null),
    },
    Subscription: {
      news(occasion: Occasion) {
        if (isBroken) throw new Error('broken')
        return occasion
      },
    },
  },
)
const field = schema.getSubscriptionType()?.getFields().news
if (field) field.extensions = { isPublic: true }

let db: TestDatabase
let live: RunningLive
beforeAll(async () => {
  db = await openTestDatabase()
  live = await createLive({
    ...{ db, log, compiled: cacheCounts(), delivered: () => {}, forgetContexts: () => {} },
    feeds: { news: { topics: () => ['news'], steps: () => [] } },
    topicsOf: ({ kind }) => (kind === 'news.told' ? ['news'] : kind === 'all.changed' ? 'EVERYTHING' : []),
    sources: [
      (wake) => {
        const timer = setInterval(wake, 10)
        return () => clearInterval(timer)
      },
    ],
  })
  opened.add({ close: () => live.stop() })
})

const tell = (...aggregates: string[]) =>
  db.write((tx) =>
    appendFacts(
      tx,
      aggregates.map((aggregate) => ({ kind: 'news.told', aggregate, body: {} })),
      new Date(),
    ),
  )

async function subscribe(name: string, fields: string): Promise<Subscriber> {
  const document = parse(`subscription { news { cursor snapshot ${fields} } }`)
  const [operation] = document.definitions
  if (operation?.kind !== 'OperationDefinition') throw new Error('There is no operation')
  const client = new Subscriber()
  const context = new Named(name) as unknown as LiveContext
  const answer = await live.subscribe({ schema, document, operation, variables: {}, context }, client)
  if (!('end' in answer)) throw new Error(JSON.stringify(answer))
  client.subscribed = answer
  await client.has(1)
  return client
}

test('an answer that turns out to depend on who asks is shown to nobody else, and nothing is missed', async () => {
  const clients = await Promise.all(['ann', 'bob', 'ann'].map((name) => subscribe(name, 'text reader')))
  expect(live.status().groups).toBe(1)
  await tell('a')
  const [ann, bob, other] = clients
  for (const client of clients) await client.has(2)
  expect(live.status().groups).toBe(2)
  await tell('b')
  await ann?.sees({ text: 'b', reader: 'ann', snapshot: false })
  await bob?.sees({ text: 'b', reader: 'bob', snapshot: false })
  await other?.sees({ reader: 'ann' })
  for (const [client, name] of [
    [ann, 'ann'],
    [bob, 'bob'],
    [other, 'ann'],
  ] as const)
    expect([null, name]).toEqual(expect.arrayContaining(client?.events.map(({ reader }) => reader) ?? []))
  const late = await subscribe('cid', 'text reader')
  expect(live.status().groups).toBe(3)
  for (const client of [...clients, late]) client.end()
})

test('what concerns all is told by a snapshot, other facts not at all', async () => {
  const client = await subscribe('ann', 'text')
  await tell('a', 'b')
  await client.sees({ text: 'a,b' })
  const facts = ['other.told', 'all.changed'].map((kind) => ({ kind, aggregate: kind, body: {} }))
  await db.write((tx) => appendFacts(tx, facts, new Date()))
  await client.sees({ text: 'all', snapshot: true })
  expect(client.events).toHaveLength(3)
  client.end()
  expect(live.status()).toMatchObject({ groups: 0, subscriptions: 0, behind: 0 })
})

test('a fault is told as such, and what comes after it as ever', async () => {
  const client = await subscribe('ann', 'text')
  isBroken = true
  await tell('c')
  await client.has(2)
  expect(client.results.at(-1)).toMatchObject({
    data: { news: null },
    errors: [{ extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: 'request' } }],
  })
  isBroken = false
  await tell('d')
  await client.sees({ text: 'd' })
  client.end()
})
