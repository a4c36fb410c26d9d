import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { createAccess } from '../../../src/domains/access/index.js'
import { createAudit } from '../../../src/domains/audit/index.js'
import { createCredentials } from '../../../src/domains/credentials/index.js'
import { openTestDatabase } from '../../support/database.js'
import { openRaw } from '../../support/raw-database.js'
import { statementsOf } from '../../support/statements.js'

const clock = { now: () => new Date('2030-01-01T00:00:00.000Z') }

async function withKey() {
  const db = await openTestDatabase()
  const access = createAccess({
    db,
    clock,
    audit: createAudit({ db, clock }),
    credentials: createCredentials({ db, clock }),
  })
  const actor = { name: 'key:ath_test', requestId: null }
  const created = await access.createKey(actor, new Set(['CATALOG_READ']), {
    name: 'Feed',
    permissions: ['CATALOG_READ'],
  })
  if (!created.ok) throw new Error(JSON.stringify(created.errors))
  const viewer = () => access.viewerOf(created.value.secret)
  return { url: db.url, viewer, other: () => access.viewerOf('another key') }
}

test('a key is looked up once for as long as nobody commits', async () => {
  const { url, viewer } = await withKey()
  const raw = await openRaw(url)
  expect(await statementsOf(viewer)).toHaveLength(1)
  expect(await statementsOf(viewer)).toHaveLength(0)
  await raw.all(`update api_key set name = 'Other' returning id`)
  // Who else commits does not do so in a turn of this event loop.
  await nextTurn()
  expect(await viewer()).toMatchObject({ name: 'Other' })
})

test('a key that was read just before it was revoked elsewhere is not remembered', async () => {
  const { url, viewer, other } = await withKey()
  const raw = await openRaw(url)
  // The look-up takes a few turns of promises, and the revocation comes after each of them once.
  for (let turns = 0; turns < 12; turns++) {
    await raw.all('update api_key set revoked_at = null returning id')
    const before = viewer()
    for (let turn = 0; turn < turns; turn++) await null
    await Promise.all([raw.all('update api_key set revoked_at = 1 returning id'), other()])
    await before
    expect(await viewer()).toBeNull()
  }
})
