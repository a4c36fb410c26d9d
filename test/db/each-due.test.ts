import { expect, test } from 'vitest'
import { eachDue } from '../../src/db/index.js'

/** What is due, of which some always fail. */
function queue(count: number, failing: readonly string[]) {
  const due = new Set(Array.from({ length: count }, (_, i) => `due ${i}`))
  return {
    due,
    read: async (limit: number) => [...due].slice(0, limit),
    run: async (id: string) => {
      if (failing.includes(id)) throw new Error(`${id} fails`)
      return due.delete(id)
    },
  }
}

test('does all that is due, however much that is', async () => {
  const { due, read, run } = queue(120, [])
  expect(await eachDue({ read, run, isStopped: () => false })).toBe(120)
  expect(due.size).toBe(0)
})

test('is held up by none that fails, and tells of the first', async () => {
  const failing = Array.from({ length: 60 }, (_, i) => `due ${i}`)
  const { due, read, run } = queue(130, failing)
  await expect(eachDue({ read, run, isStopped: () => false })).rejects.toThrow('due 0 fails')
  expect([...due]).toEqual(failing)
})

test('ends when it is to stop', async () => {
  const { due, read, run } = queue(10, [])
  expect(await eachDue({ read, run, isStopped: () => due.size <= 7 })).toBe(3)
})
