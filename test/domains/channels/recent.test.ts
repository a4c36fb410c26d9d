import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { recent } from '../../../src/domains/channels/recent.js'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] })
})
afterEach(() => {
  vi.useRealTimers()
})

/** Loads 1, 2, 3, …; each when `finish` is called. */
function counter() {
  const waiting: (() => void)[] = []
  let loads = 0
  const load = () => new Promise<number>((resolve) => waiting.push(() => resolve(++loads)))
  return { load, finish: () => waiting.shift()?.(), started: () => loads + waiting.length }
}

test('what was loaded serves until it is too old', async () => {
  let loads = 0
  const value = recent(1_000, async () => ++loads)
  expect(await value.get()).toBe(1)
  vi.advanceTimersByTime(999)
  expect(await value.get()).toBe(1)
  vi.advanceTimersByTime(1)
  expect(await value.get()).toBe(2)
})

test('its age counts from the start of the load', async () => {
  const { load, finish } = counter()
  const value = recent(1_000, load)
  const first = value.get()
  vi.advanceTimersByTime(1_000)
  finish()
  expect(await first).toBe(1)
  const second = value.get()
  finish()
  expect(await second).toBe(2)
})

test('many who ask at once share one load', async () => {
  const { load, finish, started } = counter()
  const value = recent(1_000, load)
  const asked = Promise.all([value.get(), value.get(), value.get()])
  expect(started()).toBe(1)
  finish()
  expect(await asked).toEqual([1, 1, 1])
})

test('a load that began before it was forgotten is not remembered after', async () => {
  const { load, finish } = counter()
  const value = recent(1_000, load)
  const stale = value.get()
  value.forget()
  const fresh = value.get()
  finish()
  finish()
  expect(await Promise.all([stale, fresh, value.get()])).toEqual([1, 2, 2])
})

test('a failure is told to those who wait and not remembered', async () => {
  let fails = true
  const value = recent(1_000, async () => {
    if (fails) throw new Error('down')
    return 'up'
  })
  await expect(Promise.all([value.get(), value.get()])).rejects.toThrow('down')
  fails = false
  expect(await value.get()).toBe('up')
})
