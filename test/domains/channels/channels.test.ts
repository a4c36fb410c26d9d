import { asc } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { outbox } from '../../../src/db/tables/outbox.js'
import { type Audit, createAudit } from '../../../src/domains/audit/index.js'
import {
  type AudienceRequest,
  type Channel,
  type ChannelInput,
  type Channels,
  createChannels,
} from '../../../src/domains/channels/index.js'
import { openTestDatabase, type TestDatabase } from '../../support/database.js'

const actor = { name: 'key:ath_test', requestId: 'req-1' }
const eu = {
  slug: 'eu',
  name: 'Europe',
  currencies: ['EUR', 'PLN'],
  locales: ['de', 'en'],
  countries: ['DE', 'PL'],
}
const us = { slug: 'us', name: 'America', currencies: ['USD'], locales: ['en'], countries: ['US'] }

let now: Date
const clock = { now: () => now }
let db: TestDatabase
let audit: Audit
let channels: Channels
beforeEach(async () => {
  now = new Date('2030-01-01T00:00:00.000Z')
  db = await openTestDatabase()
  audit = createAudit({ db, clock })
  channels = createChannels({ db, clock, audit })
})

async function saved(input: ChannelInput): Promise<Channel> {
  const result = await channels.save(actor, input)
  if (!result.ok) throw new Error(JSON.stringify(result.errors))
  return result.value
}

const facts = () =>
  db.read
    .select({ kind: outbox.kind, aggregate: outbox.aggregate, body: outbox.body })
    .from(outbox)
    .orderBy(asc(outbox.seq))

describe('saving a channel', () => {
  test('creates it with what was given and defaults for the rest', async () => {
    const channel = await saved(eu)
    expect(channel).toEqual({
      ...eu,
      id: expect.any(Number),
      pricesIncludeTax: true,
      taxRounding: 'LINE',
      roundTotalsToMinor: {},
      quantityDisplayCap: null,
      isDefault: true,
      version: 1,
      createdAt: now,
      updatedAt: now,
    })
    expect(await channels.all()).toEqual([channel])
  })

  test('changes what is given and leaves the rest', async () => {
    const before = await saved(eu)
    now = new Date('2030-02-01T00:00:00.000Z')
    const after = await saved({
      slug: 'eu',
      expectedVersion: 1,
      locales: ['EN', 'fr-ca'],
      pricesIncludeTax: false,
    })
    expect(after).toEqual({
      ...before,
      locales: ['en', 'fr-CA'],
      pricesIncludeTax: false,
      version: 2,
      updatedAt: now,
    })
    expect(await channels.all()).toEqual([after])
  })

  test('with what is there already leaves nothing behind', async () => {
    const before = await saved(eu)
    now = new Date('2030-02-01T00:00:00.000Z')
    expect(await saved({ ...eu, expectedVersion: 1 })).toEqual(before)
    expect(await channels.all()).toEqual([before])
    expect(await facts()).toHaveLength(1)
    expect(await audit.count({})).toBe(1)
  })

  test('keeps to which multiples totals are rounded, in whatever order they were given', async () => {
    const of = (currency: string, amountMinor: number) => ({ currency, amountMinor })
    await saved({ ...eu, roundTotalsTo: [of('EUR', 1), of('CHF', 5)] })
    const { version, roundTotalsToMinor } = await saved({
      slug: 'eu',
      roundTotalsTo: [of('CHF', 5), of('EUR', 1)],
    })
    expect([version, roundTotalsToMinor]).toEqual([1, { CHF: 5, EUR: 1 }])
    const roundTotalsTo = [of('XXX', 5), of('EUR', 0), of('EUR', 1_000_001)]
    expect(await channels.save(actor, { slug: 'eu', roundTotalsTo })).toMatchObject({
      errors: [
        { code: 'INVALID', field: ['roundTotalsTo', '0', 'currency'] },
        { code: 'OUT_OF_RANGE', field: ['roundTotalsTo', '1', 'amountMinor'] },
        { code: 'OUT_OF_RANGE', field: ['roundTotalsTo', '2', 'amountMinor'] },
        { code: 'DUPLICATE', field: ['roundTotalsTo', '2'] },
      ],
    })
    expect((await saved({ slug: 'eu', roundTotalsTo: null })).roundTotalsToMinor).toEqual({})
  })

  test('is refused as a whole for any reason, and leaves no trace', async () => {
    await saved(eu)
    const result = await channels.save(actor, {
      slug: 'eu',
      expectedVersion: 7,
      name: 'New',
      currencies: ['???'],
    })
    expect(result).toMatchObject({
      ok: false,
      errors: [{ code: 'VERSION_CONFLICT', currentVersion: 1 }, { field: ['currencies', '0'] }],
    })
    expect(await channels.all()).toMatchObject([{ name: 'Europe', version: 1 }])
    expect(await audit.count({})).toBe(1)
    expect(await facts()).toHaveLength(1)
  })

  test('tells what has changed', async () => {
    const { id } = await saved(eu)
    await saved({ slug: 'eu', currencies: ['EUR'], name: 'Europe' })
    const aggregate = `channel:${id}`
    const every = [
      'name',
      'currencies',
      'locales',
      'countries',
      'pricesIncludeTax',
      'taxRounding',
      'roundTotalsToMinor',
      'quantityDisplayCap',
      'isDefault',
    ]
    expect(await facts()).toEqual([
      { kind: 'channel.saved', aggregate, body: { channelId: id, changed: every } },
      { kind: 'channel.saved', aggregate, body: { channelId: id, changed: ['currencies'] } },
    ])
  })

  test('is in the audit, once', async () => {
    const { id } = await saved(eu)
    await saved({ slug: 'eu', name: 'Old World' })
    const { items } = await audit.page({ entity: 'Channel', entityId: String(id) }, {})
    const created = { ...eu, pricesIncludeTax: true, isDefault: true, version: 1 }
    expect(items).toMatchObject([
      {
        action: 'channelSave',
        requestId: 'req-1',
        before: created,
        after: { name: 'Old World', version: 2 },
      },
      { action: 'channelSave', actor: actor.name, before: null, after: created },
    ])
    expect(await audit.count({})).toBe(2)
  })
})

describe('the default channel', () => {
  const defaults = async () =>
    (await channels.all()).filter(({ isDefault }) => isDefault).map(({ slug }) => slug)

  test('is the first, until another takes it over, which is a change of both', async () => {
    const first = await saved({ ...eu, isDefault: false })
    await saved(us)
    expect(await defaults()).toEqual(['eu'])
    await saved({ slug: 'us', isDefault: true })
    expect(await defaults()).toEqual(['us'])
    expect(await channels.all()).toMatchObject([{ slug: 'eu', version: first.version + 1 }, { slug: 'us' }])
    expect((await facts()).slice(2).map(({ body }) => body)).toEqual([
      { channelId: expect.any(Number), changed: ['isDefault'] },
      { channelId: first.id, changed: ['isDefault'] },
    ])
    expect(await audit.count({})).toBe(3)
  })

  test('cannot just give it up', async () => {
    await saved(eu)
    expect(await channels.save(actor, { slug: 'eu', isDefault: false })).toMatchObject({
      errors: [{ field: ['isDefault'] }],
    })
    expect(await defaults()).toEqual(['eu'])
  })

  test('is one, though many channels take it over at once', async () => {
    const slugs = Array.from({ length: 12 }, (_, i) => `c${i}`)
    const results = await Promise.all(
      slugs.map((slug) => channels.save(actor, { ...us, slug, isDefault: true })),
    )
    expect(results.every(({ ok }) => ok)).toBe(true)
    expect(await defaults()).toHaveLength(1)
    await Promise.all(slugs.map((slug) => channels.save(actor, { slug, isDefault: true })))
    expect(await defaults()).toHaveLength(1)
  })
})

test('of many editors with the same version, one wins', async () => {
  await saved(eu)
  const edits = Array.from({ length: 8 }, (_, i) =>
    channels.save(actor, { slug: 'eu', expectedVersion: 1, name: `Europe ${i}` }),
  )
  const results = await Promise.all(edits)
  expect(results.filter(({ ok }) => ok)).toHaveLength(1)
  expect(await channels.all()).toMatchObject([{ version: 2 }])
})

test('edits of different fields at once are all kept', async () => {
  await saved(eu)
  await Promise.all([
    saved({ slug: 'eu', name: 'Old World' }),
    saved({ slug: 'eu', countries: ['FR'] }),
    saved({ slug: 'eu', locales: ['fr'] }),
  ])
  expect(await channels.all()).toMatchObject([
    { name: 'Old World', countries: ['FR'], locales: ['fr'], version: 4 },
  ])
})

describe('the shop', () => {
  test('has a name, before it is given one and after', async () => {
    expect(await channels.shopName()).toBe('Shop')
    expect(await channels.saveShop(actor, { name: ' Alembic ' })).toEqual({
      ok: true,
      value: { name: 'Alembic' },
    })
    expect(await channels.shopName()).toBe('Alembic')
    await saved(eu)
    expect(await channels.shopName()).toBe('Alembic')
  })

  test('is renamed with an audit entry and a fact, or not at all', async () => {
    await channels.saveShop(actor, { name: 'Alembic' })
    expect(await channels.saveShop(actor, { name: ' ' })).toMatchObject({
      ok: false,
      errors: [{ field: ['name'] }],
    })
    const { items } = await audit.page({}, {})
    expect(items).toMatchObject([
      {
        action: 'shopSave',
        entity: 'Shop',
        entityId: 'shop',
        before: { name: 'Shop' },
        after: { name: 'Alembic' },
      },
    ])
    expect(await facts()).toEqual([{ kind: 'shop.saved', aggregate: 'shop', body: {} }])
  })

  test('by the name that it has leaves nothing behind', async () => {
    for (const name of ['Alembic', ' Alembic']) await channels.saveShop(actor, { name })
    expect(await audit.count({})).toBe(1)
    expect(await facts()).toHaveLength(1)
  })
})

describe('whom an answer is for', () => {
  afterEach(() => {
    vi.useRealTimers()
  })
  const localeOf = async (service: Channels, request: AudienceRequest = {}) => {
    const audience = await service.resolveAudience(request)
    return audience.ok ? audience.value.locale : audience.errors[0]?.message
  }

  test('is nobody in a shop without channels', async () => {
    expect(await localeOf(channels)).toContain('no channel yet')
  })

  test('follows a change made here at once', async () => {
    await saved(eu)
    expect(await localeOf(channels)).toBe('de')
    await saved({ slug: 'eu', locales: ['fr'] })
    expect(await localeOf(channels)).toBe('fr')
    expect(await localeOf(channels, { locale: 'de' })).toBe('Channel "eu" has no locale "de". Valid: fr.')
  })

  test('follows a change made by another process after a second', async () => {
    await saved(eu)
    vi.useFakeTimers({ toFake: ['performance'] })
    const elsewhere = createChannels({ db, clock, audit })
    expect(await localeOf(elsewhere)).toBe('de')
    await saved({ slug: 'eu', locales: ['fr'] })
    vi.advanceTimersByTime(999)
    expect(await localeOf(elsewhere)).toBe('de')
    vi.advanceTimersByTime(1)
    expect(await localeOf(elsewhere)).toBe('fr')
  })

  test('and what the shop is called are read inside a job as the job sees them', async () => {
    await saved(eu)
    const seen = await db.write(async (tx) => {
      await channels.save(actor, us)
      await channels.saveShop(actor, { name: 'Alembic' })
      return { slugs: (await channels.all(tx)).map(({ slug }) => slug), name: await channels.shopName(tx) }
    })
    expect(seen).toEqual({ slugs: ['eu', 'us'], name: 'Alembic' })
  })
})
