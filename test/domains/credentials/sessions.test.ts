import { beforeEach, describe, expect, test } from 'vitest'
import { type Credentials, createCredentials } from '../../../src/domains/credentials/index.js'
import { openTestDatabase, type TestDatabase } from '../../support/database.js'
import { passwordCost } from '../../support/passwords.js'
import { openRaw } from '../../support/raw-database.js'
import { must, testClock } from '../../support/shop.js'

const anna = { kind: 'CUSTOMER', id: 'anna' } as const
const boris = { kind: 'STAFF', id: 'boris' } as const
const clock = testClock()

let db: TestDatabase
let credentials: Credentials
beforeEach(async () => {
  clock.set('2030-01-01T00:00:00.000Z')
  db = await openTestDatabase()
  credentials = createCredentials({ db, clock, passwordCost })
})

const open = (holder: typeof anna | typeof boris = anna) =>
  db.write((tx) => credentials.sessions.open(tx, holder))
const holderOf = async (token: string) => (await credentials.sessions.find(token))?.holder ?? null

describe('a session', () => {
  test('has tokens that are told apart, hard to guess, and of which only hashes are kept', async () => {
    const { accessToken, refreshToken, expiresAt } = await open()
    expect(accessToken).toMatch(/^ats_[\w-]{43}$/)
    expect(refreshToken).toMatch(/^atr_[\w-]{43}$/)
    expect(expiresAt).toEqual(new Date('2030-01-01T01:00:00.000Z'))
    const raw = await openRaw(db.url)
    const kept = JSON.stringify(await raw.all('select * from session'))
    expect(kept).not.toContain(accessToken.slice(4))
    expect(kept).not.toContain(refreshToken.slice(4))
  })

  test('is its holder until the instant its access token expires', async () => {
    const { accessToken, refreshToken } = await open(boris)
    clock.set('2030-01-01T00:59:59.999Z')
    expect(await holderOf(accessToken)).toEqual(boris)
    expect(await holderOf(refreshToken)).toBeNull()
    clock.set('2030-01-01T01:00:00.000Z')
    expect(await holderOf(accessToken)).toBeNull()
  })

  test('is renewed: the new tokens work and the old ones no longer', async () => {
    const first = await open()
    const second = await must(credentials.sessions.refresh(first.refreshToken))
    expect(await holderOf(first.accessToken)).toBeNull()
    expect(await holderOf(second.accessToken)).toEqual(anna)
    const third = await must(credentials.sessions.refresh(second.refreshToken))
    expect(await holderOf(third.accessToken)).toEqual(anna)
  })

  test('ends when a refresh token is shown again later, for all who have one of it', async () => {
    const other = await open()
    clock.set('2030-01-01T00:00:01.000Z')
    const first = await open()
    const second = await must(credentials.sessions.refresh(first.refreshToken))
    clock.set('2030-01-01T00:00:30.999Z')
    const sibling = await must(credentials.sessions.refresh(first.refreshToken))
    clock.set('2030-01-01T00:00:31.000Z')
    const again = await credentials.sessions.refresh(first.refreshToken)
    expect(again).toMatchObject({ ok: false, errors: [{ code: 'TOKEN_INVALID' }] })
    for (const { accessToken, refreshToken } of [second, sibling]) {
      expect(await holderOf(accessToken)).toBeNull()
      expect(await credentials.sessions.refresh(refreshToken)).toMatchObject({ ok: false })
    }
    expect(await holderOf(other.accessToken)).toEqual(anna)
  })

  test('goes on in each of the tabs that renew it at the same time, and ends in all of them together', async () => {
    const { refreshToken } = await open()
    const tabs = await Promise.all(
      Array.from({ length: 20 }, () => must(credentials.sessions.refresh(refreshToken))),
    )
    const renewed = await Promise.all(tabs.map((tab) => must(credentials.sessions.refresh(tab.refreshToken))))
    const holders = () => Promise.all(renewed.map(({ accessToken }) => holderOf(accessToken)))
    expect(await holders()).toEqual(Array(20).fill(anna))
    const session = await credentials.sessions.find(renewed[7]?.accessToken ?? '')
    await db.write((tx) => credentials.sessions.close(tx, session?.id ?? ''))
    expect(await holders()).toEqual(Array(20).fill(null))
  })

  test('ends 90 days after its holder signed in, however often it is renewed', async () => {
    let session = await open()
    for (const day of ['2030-01-29', '2030-02-26', '2030-03-26']) {
      clock.set(`${day}T00:00:00.000Z`)
      session = await must(credentials.sessions.refresh(session.refreshToken))
    }
    clock.set('2030-03-31T23:30:00.000Z')
    const last = await must(credentials.sessions.refresh(session.refreshToken))
    expect(last.expiresAt).toEqual(new Date('2030-04-01T00:00:00.000Z'))
    clock.set('2030-04-01T00:00:00.000Z')
    expect(await holderOf(last.accessToken)).toBeNull()
    expect(await credentials.sessions.refresh(last.refreshToken)).toMatchObject({
      errors: [{ code: 'TOKEN_EXPIRED' }],
    })
  })

  test('is not renewed after 30 days, nor by what is no refresh token', async () => {
    const { accessToken, refreshToken } = await open()
    clock.set('2030-01-31T00:00:00.000Z')
    const late = await credentials.sessions.refresh(refreshToken)
    expect(late).toMatchObject({ ok: false, errors: [{ code: 'TOKEN_EXPIRED' }] })
    for (const wrong of ['', 'x', accessToken, `${refreshToken}x`])
      expect(await credentials.sessions.refresh(wrong)).toMatchObject({
        errors: [{ code: 'TOKEN_INVALID', field: ['refreshToken'] }],
      })
  })

  test('ends alone, or with all others of its holder and of nobody else', async () => {
    const [first, second, third] = [await open(), await open(), await open(boris)]
    const session = await credentials.sessions.find(first.accessToken)
    await db.write((tx) => credentials.sessions.close(tx, session?.id ?? ''))
    expect(await Promise.all([first, second].map((one) => holderOf(one.accessToken)))).toEqual([null, anna])
    await db.write((tx) => credentials.sessions.closeAll(tx, anna))
    expect(await Promise.all([second, third].map((one) => holderOf(one.accessToken)))).toEqual([null, boris])
  })

  test('is one of fifty at most: the oldest go', async () => {
    const first = await open()
    for (let i = 0; i < 50; i++) {
      clock.set(new Date(Date.parse('2030-01-01T00:00:01.000Z') + i).toISOString())
      await open()
    }
    expect(await holderOf(first.accessToken)).toBeNull()
    expect(await credentials.sessions.startsOf(db.read, anna)).toHaveLength(50)
  })
})

describe('what has ended', () => {
  test('is forgotten, and what lasts is not', async () => {
    const { refreshToken } = await open()
    await must(credentials.sessions.refresh(refreshToken))
    await db.write((tx) => credentials.tokens.issue(tx, 'RESET_PASSWORD', anna))
    const raw = await openRaw(db.url)
    const left = async () => {
      const counts: number[] = []
      for (const table of ['session', 'spent_refresh', 'single_use_token'])
        counts.push((await raw.all(`select 1 as one from ${table}`)).length)
      return counts
    }
    await credentials.forget(new Date('2030-01-01T00:30:00.000Z'))
    expect(await left()).toEqual([1, 1, 1])
    await credentials.forget(new Date('2030-03-01T00:00:00.000Z'))
    expect(await left()).toEqual([0, 0, 0])
  })
})
