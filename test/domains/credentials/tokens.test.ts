import { beforeEach, describe, expect, test } from 'vitest'
import { withoutSecrets } from '../../../src/app/log-secrets.js'
import { attempt } from '../../../src/db/index.js'
import {
  type Credentials,
  createCredentials,
  type Holder,
  type Purpose,
} from '../../../src/domains/credentials/index.js'
import { parseGlobalId } from '../../../src/kernel/ids.js'
import { openTestDatabase, type TestDatabase } from '../../support/database.js'
import { passwordCost } from '../../support/passwords.js'
import { openRaw } from '../../support/raw-database.js'
import { testClock } from '../../support/shop.js'

const anna: Holder = { kind: 'CUSTOMER', id: 'anna' }
const boris: Holder = { kind: 'CUSTOMER', id: 'boris' }
const clock = testClock()

let db: TestDatabase
let credentials: Credentials
beforeEach(async () => {
  clock.set('2030-01-01T00:00:00.000Z')
  db = await openTestDatabase()
  credentials = createCredentials({ db, clock, passwordCost })
})

const issued = async (purpose: Purpose = 'RESET_PASSWORD', holder = anna): Promise<string> => {
  const token = await db.write((tx) => credentials.tokens.issue(tx, purpose, holder))
  if (token === null) throw new Error('no token was issued')
  return token
}
const redeem = (token: string, purpose: Purpose = 'RESET_PASSWORD', kind: Holder['kind'] = 'CUSTOMER') =>
  attempt(db, (tx) => credentials.tokens.redeem(tx, [purpose], kind, token))
const code = async (holder = anna) => (await db.write((tx) => credentials.tokens.issueCode(tx, holder))) ?? ''
const opens = (typed: string, holder = anna) =>
  db.write((tx) => credentials.tokens.redeemCode(tx, holder, typed))

describe('a token', () => {
  test('is told by its mark, and only its hash is kept', async () => {
    const token = await issued()
    expect(token).toMatch(/^atm_[\w-]{43}$/)
    expect(parseGlobalId(token)).toBeNull()
    expect(withoutSecrets({ path: `/reset#token=${token}` })).toEqual({ path: '/reset#token=[hidden]' })
    const raw = await openRaw(db.url)
    expect(JSON.stringify(await raw.all('select * from single_use_token'))).not.toContain(token.slice(4))
  })

  test('is used by one of fifty at the same time', async () => {
    const token = await issued()
    const all = await Promise.all(Array.from({ length: 50 }, () => redeem(token)))
    expect(all.filter((one) => one.ok)).toEqual([{ ok: true, value: anna }])
    const refused = all.flatMap((one) => (one.ok ? [] : one.errors.map((error) => error.code)))
    expect(new Set(refused)).toEqual(new Set(['TOKEN_INVALID']))
  })

  test('does nothing but what it is for, and keeps its use when it was tried for something else', async () => {
    const token = await issued('VERIFY_EMAIL')
    expect(await redeem(token, 'RESET_PASSWORD')).toMatchObject({ errors: [{ code: 'TOKEN_INVALID' }] })
    expect(await redeem(token, 'VERIFY_EMAIL', 'STAFF')).toMatchObject({
      errors: [{ code: 'TOKEN_INVALID' }],
    })
    expect(await redeem(token, 'VERIFY_EMAIL')).toEqual({ ok: true, value: anna })
  })

  test('keeps its use when what it was used for is undone', async () => {
    const token = await issued()
    const undone = attempt(db, async (tx) => {
      await credentials.tokens.redeem(tx, ['RESET_PASSWORD'], 'CUSTOMER', token)
      return { ok: false, errors: [] }
    })
    expect((await undone).ok).toBe(false)
    expect((await redeem(token)).ok).toBe(true)
  })

  test.each([
    ['RESET_PASSWORD', '2030-01-01T01:00:00.000Z'],
    ['VERIFY_EMAIL', '2030-01-04T00:00:00.000Z'],
    ['CHANGE_EMAIL', '2030-01-02T00:00:00.000Z'],
    ['ACCEPT_INVITATION', '2030-01-08T00:00:00.000Z'],
  ] as const)('for %s has expired by %s, which is told', async (purpose, at) => {
    const token = await issued(purpose)
    clock.set(at)
    expect(await redeem(token, purpose)).toMatchObject({
      errors: [{ code: 'TOKEN_EXPIRED', field: ['token'] }],
    })
  })

  test('is one of five at most that somebody has not used', async () => {
    for (let i = 0; i < 5; i++) await issued()
    await expect(issued()).rejects.toThrow('no token')
    await issued('VERIFY_EMAIL')
    await issued('RESET_PASSWORD', boris)
    clock.set('2030-01-01T01:00:00.000Z')
    await issued()
  })

  test('is worthless once it was dropped', async () => {
    const [first, second] = [await issued(), await issued('VERIFY_EMAIL')]
    await db.write((tx) => credentials.tokens.drop(tx, anna, ['RESET_PASSWORD']))
    expect([(await redeem(first)).ok, (await redeem(second, 'VERIFY_EMAIL')).ok]).toEqual([false, true])
  })
})

describe('a code', () => {
  test('opens once, however it is typed, and only its own account', async () => {
    const sent = await code()
    expect(sent).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/)
    expect(await opens(sent, boris)).toBe(false)
    expect(await opens(` ${sent.toLowerCase().replace('-', ' ')} `)).toBe(true)
    expect(await opens(sent)).toBe(false)
  })

  test('is worthless after five wrong guesses, also at the same time', async () => {
    const sent = await code()
    for (let i = 0; i < 4; i++) expect(await opens('0000-0000')).toBe(false)
    expect(await opens(sent)).toBe(true)
    const next = await code()
    await Promise.all(Array.from({ length: 10 }, () => opens('0000-0000')))
    expect(await opens(next)).toBe(false)
  })

  test('has expired after ten minutes', async () => {
    const sent = await code()
    clock.set('2030-01-01T00:10:00.000Z')
    expect(await opens(sent)).toBe(false)
  })
})
