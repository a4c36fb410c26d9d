import { describe, expect, test } from 'vitest'
import {
  createCredentials,
  passwordProblems,
  usualPasswordCost,
} from '../../../src/domains/credentials/index.js'
import { RateLimited } from '../../../src/kernel/refusal.js'
import { openTestDatabase } from '../../support/database.js'
import { passwordCost } from '../../support/passwords.js'
import { testClock } from '../../support/shop.js'

const db = await openTestDatabase()
const passwordsAt = (cost = passwordCost) =>
  createCredentials({ db, clock: testClock(), passwordCost: cost }).passwords

describe('a password', () => {
  test('is hashed with argon2id, at a cost that is advised, and each time differently', async () => {
    const passwords = passwordsAt(usualPasswordCost)
    const [one, two] = await Promise.all([passwords.hash('nigredo'), passwords.hash('nigredo')])
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    expect(one).not.toBe(two)
  })

  test('matches its hash, in any spelling that looks the same, and nothing else does', async () => {
    const passwords = passwordsAt()
    const hash = await passwords.hash('Käfer und Öl')
    expect(await passwords.matches(hash, 'Käfer und Öl'.normalize('NFD'))).toBe(true)
    expect(await passwords.matches(hash, 'käfer und öl')).toBe(false)
    expect(await passwords.matches(hash, '')).toBe(false)
  })

  test('is checked against something when there is nothing to check it against', async () => {
    const passwords = passwordsAt()
    expect(await passwords.matches(null, 'the password of nobody')).toBe(false)
  })
})

describe('checks', () => {
  test('run a few at a time, and beyond those that wait they are refused at once', async () => {
    const passwords = passwordsAt({ ...passwordCost, atOnce: 2, waiting: 3 })
    const all = await Promise.allSettled(Array.from({ length: 20 }, () => passwords.hash('nigredo')))
    const refused = all.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []))
    expect(refused).toHaveLength(15)
    for (const reason of refused) {
      expect(reason).toBeInstanceOf(RateLimited)
      expect(reason.retryAfterMs).toBeGreaterThan(0)
    }
    expect(await passwords.hash('and then it goes on')).toMatch(/^\$argon2id/)
  })

  test('go on after one that fails', async () => {
    const passwords = passwordsAt({ ...passwordCost, atOnce: 1, waiting: 5 })
    const broken = passwords.matches('no hash at all', 'x')
    const next = passwords.hash('nigredo')
    await expect(broken).rejects.toThrow()
    expect(await next).toMatch(/^\$argon2id/)
  })
})

describe('a text is no password', () => {
  test.each([
    ['', 'PASSWORD_TOO_WEAK'],
    ['1234567', 'PASSWORD_TOO_WEAK'],
    ['🜍🜔🜁🜂', 'PASSWORD_TOO_WEAK'],
    ['Password1', 'PASSWORD_TOO_WEAK'],
    ['abababababab', 'PASSWORD_TOO_WEAK'],
    ['anna.karlova', 'PASSWORD_TOO_WEAK'],
    ['Anna.Karlova@example.com', 'PASSWORD_TOO_WEAK'],
    ['x'.repeat(257), 'TOO_LONG'],
  ])('%j', (password, code) => {
    const problems = passwordProblems(['password'], password, 'anna.karlova@example.com')
    expect(problems.map((problem) => [problem.code, problem.field])).toEqual([[code, ['password']]])
  })

  test('unlike any other', () => {
    for (const password of ['nigredo albedo', 'Rubedo-8', 'x1x1x1yz', 'тинктура'])
      expect(passwordProblems(['password'], password)).toEqual([])
  })
})
