import 'reflect-metadata'
import { describe, expect, test, vi } from 'vitest'
import { invalid, notFound, versionConflict } from '../../src/kernel/problem.js'
import { Connection } from '../../src/schema/connections-source.js'
import { InvalidInput, NotFound, OtherError, VersionConflict } from '../../src/schema/errors.js'
import { presentProblems, rejection } from '../../src/schema/errors-rejection.js'

describe('problems as clients see them', () => {
  test('have their type, and the argument in front of their path', () => {
    const [limit, missing, conflict, inUse] = presentProblems([
      invalid('OUT_OF_RANGE', ['prices', '0'], 'Too low.', { min: '0', allowed: ['a'] }),
      notFound(['brand'], 'acme', 'No such brand.'),
      versionConflict(7),
      invalid('IN_USE', [], 'Products use it.'),
    ])
    expect(limit).toBeInstanceOf(InvalidInput)
    expect(limit).toEqual({
      code: 'OUT_OF_RANGE',
      message: 'Too low.',
      field: ['input', 'prices', '0'],
      min: '0',
      max: null,
      allowed: ['a'],
    })
    expect(missing).toBeInstanceOf(NotFound)
    expect(missing).toMatchObject({ code: 'NOT_FOUND', field: ['input', 'brand'], reference: 'acme' })
    expect(conflict).toBeInstanceOf(VersionConflict)
    expect(conflict).toMatchObject({ field: ['input', 'expectedVersion'], currentVersion: 7 })
    expect(inUse).toBeInstanceOf(OtherError)
    expect(inUse).toMatchObject({ code: 'IN_USE', field: ['input'] })
  })

  test('can be of another argument', () => {
    const [error] = rejection([invalid('REQUIRED', ['name'], 'Missing.')], ['items', '3']).errors
    expect(error?.field).toEqual(['items', '3', 'name'])
  })
})

describe('a connection', () => {
  const cursorOf = vi.fn((item: string) => `c-${item}`)
  const count = vi.fn(async () => 12)
  const connection = (items: string[]) =>
    new Connection({ items, hasNextPage: true, hasPreviousPage: false, cursorOf }, count)

  test('makes no cursors and counts nothing for its nodes alone', () => {
    expect(connection(['a', 'b']).nodes).toEqual(['a', 'b'])
    expect(connection(['a']).pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false })
    expect(cursorOf).not.toHaveBeenCalled()
    expect(count).not.toHaveBeenCalled()
  })

  test('gives every row its cursor, and the page those of its ends', async () => {
    const { edges, pageInfo, totalCount } = connection(['a', 'b', 'c'])
    expect(edges).toEqual([
      { cursor: 'c-a', node: 'a' },
      { cursor: 'c-b', node: 'b' },
      { cursor: 'c-c', node: 'c' },
    ])
    expect([pageInfo.startCursor, pageInfo.endCursor]).toEqual(['c-a', 'c-c'])
    expect(await totalCount).toBe(12)
  })

  test('has no cursors when it is empty', () => {
    const { pageInfo } = connection([])
    expect([pageInfo.startCursor, pageInfo.endCursor]).toEqual([null, null])
  })
})
