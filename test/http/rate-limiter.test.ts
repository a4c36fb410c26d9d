import { describe, expect, test, vi } from 'vitest'
import { networkOf } from '../../src/http/rate-limits/clients.js'
import { createLimiter, type Limiter } from '../../src/http/rate-limits/limiter.js'
import { memoryTally } from '../../src/http/rate-limits/memory-tally.js'
import type { Tally } from '../../src/http/rate-limits/tally.js'

let nowMs = 0
const elapsedMs = () => nowMs
const limiterWith = (tally: Tally | null, onRefused: (client: string) => void = () => {}) =>
  createLimiter({ tally, onRefused, elapsedMs })

/** How many of so many requests go on. */
const taken = (limiter: Limiter, requests: number, client = 'ip:a', limit = 10) =>
  Array.from({ length: requests }, () => limiter.take(client, limit)).filter((waitMs) => waitMs === 0).length

/** Longer than gateways wait before they add up. */
const addedUp = () => new Promise((resolve) => setTimeout(resolve, 60))

function sharedTally(): { readonly tally: Tally; readonly asked: () => number } {
  const { add } = memoryTally(elapsedMs)
  const spied = vi.fn(async (charges: Parameters<Tally['add']>[0]) => add(charges))
  return { tally: { add: spied }, asked: () => spied.mock.calls.length }
}

describe('a limiter alone', () => {
  test('lets each client take its limit in a minute, and says how long to wait', () => {
    nowMs = 1_000
    const refused: string[] = []
    const limiter = limiterWith(null, (client) => refused.push(client))
    expect(taken(limiter, 12)).toBe(10)
    expect(limiter.take('ip:a', 10)).toBe(60_000)
    expect(taken(limiter, 1, 'ip:b')).toBe(1)
    nowMs += 59_999
    expect(limiter.take('ip:a', 10)).toBe(1)
    expect(refused).toEqual(['ip:a'])
    nowMs += 1
    expect(taken(limiter, 12)).toBe(10)
    expect(refused).toEqual(['ip:a', 'ip:a'])
  })

  test('takes several points at once', () => {
    const limiter = limiterWith(null)
    expect(limiter.take('ip:a', 10, 7)).toBe(0)
    expect(taken(limiter, 9)).toBe(3)
  })

  test('forgets who was heard of longest ago, but nobody who is there', () => {
    const limiter = limiterWith(null)
    expect(taken(limiter, 11)).toBe(10)
    for (let i = 0; i < 150_000; i++) {
      limiter.take(`ip:${i}`, 10)
      if (i % 50_000 === 0) expect(taken(limiter, 1)).toBe(0)
    }
    expect(taken(limiter, 1)).toBe(0)
    limiter.take('ip:0', 10, 9)
    expect(taken(limiter, 2, 'ip:0')).toBe(1)
  })
})

describe('limiters together', () => {
  test('let a client take its limit in sum', async () => {
    const { tally, asked } = sharedTally()
    const [one, two] = [limiterWith(tally), limiterWith(tally)]
    expect(taken(one, 6)).toBe(6)
    await addedUp()
    expect(taken(two, 1)).toBe(1)
    await addedUp()
    expect(taken(two, 9)).toBe(3)
    await addedUp()
    expect(taken(one, 1)).toBe(1)
    await addedUp()
    expect(taken(one, 9)).toBe(0)
    expect(asked()).toBe(4)
  })

  test('never let more through than each of them alone, however much comes at once', async () => {
    const { tally } = sharedTally()
    const all = [limiterWith(tally), limiterWith(tally)]
    expect(all.map((limiter) => taken(limiter, 50))).toEqual([10, 10])
    await addedUp()
    expect(all.map((limiter) => taken(limiter, 50))).toEqual([0, 0])
  })

  test('end a window together', async () => {
    const { tally } = sharedTally()
    nowMs = 0
    const [one, two] = [limiterWith(tally), limiterWith(tally)]
    taken(one, 10)
    await addedUp()
    nowMs = 50_000
    taken(two, 1)
    await addedUp()
    expect(two.take('ip:a', 10)).toBe(10_000)
    nowMs = 60_000
    expect(taken(two, 11)).toBe(10)
  })

  test.each([60_005, 59_995])(
    'do not hold a window against a client in the next, told at %i ms',
    async (toldAtMs) => {
      const windows = [60_000 - 9_990, 60_000]
      const tally: Tally = {
        add: async (charges) => charges.map(([, points]) => [points, windows.shift() ?? 0]),
      }
      nowMs = 0
      const limiter = limiterWith(tally)
      taken(limiter, 9)
      nowMs = 9_990
      await addedUp()
      nowMs = 59_990
      expect(taken(limiter, 1)).toBe(1)
      nowMs = toldAtMs
      await addedUp()
      nowMs = 60_010
      expect(taken(limiter, 20)).toBe(10)
    },
  )

  test('tell of many clients in parts', async () => {
    const { tally, asked } = sharedTally()
    const limiter = limiterWith(tally)
    for (let i = 0; i < 1_200; i++) limiter.take(`ip:${i}`, 10, 10)
    await expect.poll(asked, { timeout: 5_000 }).toBe(3)
    const other = limiterWith(tally)
    other.take('ip:1199', 10)
    await addedUp()
    expect(taken(other, 1, 'ip:1199')).toBe(0)
  })

  test('go on with what each knows when nobody can tell', async () => {
    let isThere = true
    const { tally } = sharedTally()
    const failing: Tally = { add: async (charges) => (isThere ? tally.add(charges) : null) }
    const [one, two] = [limiterWith(failing), limiterWith(failing)]
    taken(one, 4)
    await addedUp()
    taken(two, 1)
    await addedUp()
    isThere = false
    expect(taken(two, 9)).toBe(5)
    await addedUp()
    expect(taken(two, 9)).toBe(0)
  })

  test.each([0, -1_000])('give nobody more when the tally says %i', async (lie) => {
    const limiter = limiterWith({ add: async (charges) => charges.map(() => [lie, 60_000] as const) })
    expect(taken(limiter, 7)).toBe(7)
    await addedUp()
    expect(taken(limiter, 9)).toBe(3)
  })
})

test.each([
  ['203.0.113.7', '203.0.113.7'],
  ['::ffff:203.0.113.7', '203.0.113.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8:1:2::', '2001:db8:1:2::/64'],
  ['2001:0DB8:0001::9', '2001:db8:1:0::/64'],
  ['2001:db8::1:2:3:4:5', '2001:db8:0:1::/64'],
  ['::1', '0:0:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['203.0.113.7:50123', '203.0.113.7'],
  ['[2001:db8:1:2::9]:50123', '2001:db8:1:2::/64'],
  [undefined, 'unknown'],
])('the address %s is counted with %s', (address, network) => {
  expect(networkOf(address)).toBe(network)
})
