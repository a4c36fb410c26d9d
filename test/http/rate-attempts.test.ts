import Fastify from 'fastify'
import { expect, test } from 'vitest'
import { countAttempts } from '../../src/http/rate-limits/attempts.js'

/** How many of so many attempts on an account were let through. */
function attemptsOf(perMinute = 0) {
  const app = Fastify()
  countAttempts(app, { perMinute, keyPerMinute: 0, tally: null })
  return (ip: string, account: string, count: number): number => {
    let passed = 0
    for (let i = 0; i < count; i++)
      try {
        app.takeAttempt(ip, account)
        passed++
      } catch {}
    return passed
  }
}

test('whoever goes on and on from one network does not keep the owner of the account out', () => {
  const attempts = attemptsOf()
  expect(attempts('203.0.113.1', 'anna@example.com', 500)).toBe(10)
  expect(attempts('198.51.100.7', 'anna@example.com', 3)).toBe(3)
})

test('an account stands so many attempts from many networks, however they are shared out', () => {
  const attempts = attemptsOf()
  const passed = Array.from({ length: 10 }, (_, i) => attempts(`203.0.113.${i}`, 'anna@example.com', 20))
  expect(passed.reduce((sum, one) => sum + one)).toBe(60)
  expect(attempts('203.0.113.1', 'boris@example.com', 1)).toBe(1)
})

test('a network has so many attempts on all accounts together', () => {
  const attempts = attemptsOf(400)
  const passed = Array.from({ length: 30 }, (_, i) => attempts('203.0.113.1', `${i}@example.com`, 1))
  expect(passed.reduce((sum, one) => sum + one)).toBe(20)
  expect(attempts('203.0.113.2', '1@example.com', 1)).toBe(1)
})
