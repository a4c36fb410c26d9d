import { beforeEach, describe, expect, test } from 'vitest'
import { auditEntry } from '../../../src/db/tables/audit.js'
import { type Audit, type AuditFilter, createAudit, systemActor } from '../../../src/domains/audit/index.js'
import { InputError } from '../../../src/kernel/input-error.js'
import { encodeCursor, type PageArgs } from '../../../src/kernel/page.js'
import { openTestDatabase, type TestDatabase } from '../../support/database.js'

const at = new Date('2030-01-02T03:04:05.678Z')
const actor = { name: 'key:ath_4fQ2', requestId: 'req-1' }

let db: TestDatabase
let audit: Audit
beforeEach(async () => {
  db = await openTestDatabase()
  audit = createAudit({ db, clock: { now: () => at } })
})

const append = (entity: string, entityId: string, more: object = {}) =>
  db.write((tx) =>
    audit.append(tx, { actor, action: 'save', entity, entityId, before: null, after: { n: 1 }, ...more }),
  )

/** A page as "entity:id, …". */
const shown = async (filter: AuditFilter, args: PageArgs = {}) => {
  const { items } = await audit.page(filter, args)
  return items.map(({ entity, entityId }) => `${entity}:${entityId}`).join(', ')
}

describe('an entry', () => {
  test('says who did what to what, when and in which request, and what it was like before and after', async () => {
    const before = { name: 'Old', list: [1, null, { a: 'ü' }] }
    await append('Brand', '7', { before, after: { at } })
    const { items } = await audit.page({}, {})
    expect(items).toEqual([
      {
        id: expect.any(Number),
        at,
        actor: 'key:ath_4fQ2',
        action: 'save',
        entity: 'Brand',
        entityId: '7',
        before,
        after: { at: at.toISOString() },
        requestId: 'req-1',
      },
    ])
  })

  test('comes and goes with the transaction of the change', async () => {
    const job = db.write(async (tx) => {
      await audit.append(tx, {
        actor,
        action: 'save',
        entity: 'Brand',
        entityId: '1',
        before: null,
        after: {},
      })
      throw new Error('changed my mind')
    })
    await expect(job).rejects.toThrow('changed my mind')
    expect(await audit.count({})).toBe(0)
  })

  test('cannot be altered or removed', async () => {
    await append('Brand', '1')
    const refusalOf = (job: Promise<unknown>) =>
      job.then(
        () => 'none',
        (error: Error) => String(error.cause ?? error),
      )
    const forging = db.write((tx) => tx.update(auditEntry).set({ actor: 'nobody' }))
    expect(await refusalOf(forging)).toContain('append-only')
    const forgetting = db.write((tx) => tx.delete(auditEntry))
    expect(await refusalOf(forgetting)).toContain('append-only')
    expect(await shown({ actor: actor.name })).toBe('Brand:1')
  })
})

describe('the list', () => {
  beforeEach(async () => {
    for (const [entity, id] of [
      ['Brand', '1'],
      ['Channel', '1'],
      ['Brand', '2'],
      ['Brand', '1'],
    ] as const)
      await append(entity, id)
    await append('Brand', '3', { actor: systemActor('cli') })
  })

  test('is newest first and can be narrowed to a type, a thing and an actor', async () => {
    expect(await shown({})).toBe('Brand:3, Brand:1, Brand:2, Channel:1, Brand:1')
    expect(await shown({ entity: 'Brand' })).toBe('Brand:3, Brand:1, Brand:2, Brand:1')
    expect(await shown({ entity: 'Brand', entityId: '1' })).toBe('Brand:1, Brand:1')
    expect(await shown({ entityId: '1' })).toBe('Brand:1, Channel:1, Brand:1')
    expect(await shown({ actor: 'system:cli' })).toBe('Brand:3')
    expect(await shown({ entity: 'Brand', actor: 'key:nobody' })).toBe('')
    expect(await audit.count({ entity: 'Brand' })).toBe(4)
    expect(await audit.count({})).toBe(5)
  })

  test('is walked to its end and back by cursors', async () => {
    const filter = { entity: 'Brand' }
    const first = await audit.page(filter, { first: 3 })
    expect(first).toMatchObject({ hasNextPage: true, hasPreviousPage: false })
    const cursors = first.items.map((entry) => first.cursorOf(entry))
    expect(await shown(filter, { first: 3, after: cursors[1] ?? null })).toBe('Brand:2, Brand:1')
    expect((await audit.page(filter, { first: 3, after: cursors[2] ?? null })).hasNextPage).toBe(false)
    expect(await shown(filter, { last: 2, before: cursors[2] ?? null })).toBe('Brand:3, Brand:1')
    expect(await shown(filter, { last: 2 })).toBe('Brand:2, Brand:1')
  })

  test('keeps its place while entries are added', async () => {
    const page = await audit.page({}, { first: 2 })
    await append('Brand', '9')
    const [, last] = page.items
    expect(await shown({}, { first: 1, after: last ? page.cursorOf(last) : null })).toBe('Brand:2')
  })

  test('refuses a cursor of another filter, and a forged one', async () => {
    const page = await audit.page({ entity: 'Brand' }, { first: 1 })
    const [entry] = page.items
    const after = entry ? page.cursorOf(entry) : null
    await expect(audit.page({ entity: 'Channel' }, { after })).rejects.toThrow(InputError)
    const forged = encodeCursor('audit [null,null,null]', ["1' or 1=1"])
    await expect(audit.page({}, { after: forged })).rejects.toThrow(InputError)
  })

  test.each(['\u0000', '\ud800', '', 'x'.repeat(201)])('refuses to look for %j', async (value) => {
    await expect(audit.page({ entity: value }, {})).rejects.toThrow(InputError)
    await expect(audit.count({ actor: value })).rejects.toThrow(InputError)
  })
})
