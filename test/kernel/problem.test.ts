import { describe, expect, test } from 'vitest'
import { invalid, notFound, under, versionConflict } from '../../src/kernel/problem.js'
import { ok, rejected } from '../../src/kernel/result.js'

describe('a problem', () => {
  test('keeps its limits', () => {
    expect(invalid('OUT_OF_RANGE', ['first'], 'too many', { max: '100' })).toEqual({
      kind: 'invalid',
      code: 'OUT_OF_RANGE',
      field: ['first'],
      message: 'too many',
      max: '100',
    })
  })
  test('of a version says which one it is now and what to do', () => {
    expect(versionConflict(7)).toMatchObject({
      code: 'VERSION_CONFLICT',
      currentVersion: 7,
      field: ['expectedVersion'],
    })
    expect(versionConflict(7).message).toMatch(/now 7.*[Rr]ead it again/)
  })
  test('seen from further out has a longer path, and stays what it was', () => {
    const inner = notFound(['brand'], 'acme', 'no such brand')
    expect(under(['items', '3'], inner)).toEqual({ ...inner, field: ['items', '3', 'brand'] })
    expect(inner.field).toEqual(['brand'])
  })
})

describe('a result', () => {
  test('is told apart by `ok`', () => {
    expect([ok(1), rejected(['no'])]).toEqual([
      { ok: true, value: 1 },
      { ok: false, errors: ['no'] },
    ])
  })
})
