import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { globalId, isNodeType, keyOf, newId, parseGlobalId } from '../../src/kernel/ids.js'

describe('a new id', () => {
  test('is a UUID of version 7 and the RFC variant', () => {
    expect(newId()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  })
  test('carries the time it was made at, so that ids sort by age', () => {
    const before = Date.now()
    const millis = Number.parseInt(newId().replaceAll('-', '').slice(0, 12), 16)
    expect(millis).toBeGreaterThanOrEqual(before)
    expect(millis).toBeLessThanOrEqual(Date.now())
  })
  test('is never the same, and sorts behind those before', () => {
    const ids = Array.from({ length: 10_000 }, newId)
    expect(new Set(ids).size).toBe(10_000)
    expect(ids.toSorted()).toEqual(ids)
  })
  test('sorts behind those before also when the clock is set back', () => {
    const before = newId()
    vi.spyOn(Date, 'now').mockReturnValue(1)
    onTestFinished(() => void vi.restoreAllMocks())
    expect([before, newId()].toSorted()[0]).toBe(before)
  })
})

describe('a public id', () => {
  test('names its type and gives back its key', () => {
    expect(globalId('Product', 42)).toBe('prd_42')
    expect(parseGlobalId('prd_42')).toEqual({ type: 'Product', key: '42' })
    expect(keyOf('Product', 'prd_42')).toBe(42)
    expect(keyOf('Product', globalId('Product', Number.MAX_SAFE_INTEGER))).toBe(Number.MAX_SAFE_INTEGER)
  })
  test.each(['', 'prd_', 'prd', '42', 'PRD_42', 'xyz_42'])('%j is none', (id) => {
    expect(parseGlobalId(id)).toBeNull()
  })
  test.each([
    'var_42',
    'prd_',
    'prd_0',
    'prd_-1',
    'prd_042',
    'prd_4.2',
    'prd_4e2',
    'prd_ 42',
    'prd_42\n',
    'prd_9007199254740992',
  ])('a product is not named by %j', (id) => {
    expect(keyOf('Product', id)).toBeNull()
  })
})

test('types with global ids are told from others', () => {
  expect(['Product', 'ApiKey', 'Shop', 'toString', ''].map(isNodeType)).toEqual([
    true,
    true,
    false,
    false,
    false,
  ])
})
