import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { InputError } from '../../src/kernel/input-error.js'
import { encodeCursor, type PageArgs, pageOf, pageRequest } from '../../src/kernel/page.js'

const scope = 'products NAME_ASC'
const forged = (content: string) => Buffer.from(content).toString('base64url')
const stamp = JSON.parse(Buffer.from(encodeCursor(scope, []), 'base64url').toString())[0] as string

function refusal(args: PageArgs): InputError {
  try {
    pageRequest(args, scope)
  } catch (error) {
    if (error instanceof InputError) return error
    throw error
  }
  throw new Error(`${JSON.stringify(args)} was accepted`)
}

describe('paging arguments', () => {
  test('none ask for the first 20', () => {
    expect(pageRequest({}, scope)).toEqual({ backward: false, limit: 20, position: null })
    expect(pageRequest({ first: null, after: null, last: null, before: null }, scope).limit).toBe(20)
  })

  test('walk forwards and backwards from a cursor', () => {
    const cursor = encodeCursor(scope, ['Lamp', 7])
    const position = ['Lamp', 7]
    expect(pageRequest({ first: 5, after: cursor }, scope)).toEqual({ backward: false, limit: 5, position })
    expect(pageRequest({ last: 5, before: cursor }, scope)).toEqual({ backward: true, limit: 5, position })
    expect(pageRequest({ before: cursor }, scope)).toEqual({ backward: true, limit: 20, position })
  })

  test.each([
    [{ first: -1 }, 'first', '-1'],
    [{ first: 101 }, 'first', '101'],
    [{ last: 101 }, 'last', '0 to 100'],
    [{ first: 1.5 }, 'first', '1.5'],
    [{ first: Number.NaN }, 'first', 'NaN'],
    [{ first: 1, last: 1 }, 'last', 'not both'],
    [{ last: 1, after: 'x' }, 'last', 'not both'],
    [{ before: 'x', after: 'x' }, 'last', 'not both'],
    [{ first: 1, before: 'x' }, 'before', '`last`'],
  ])('%j are refused at `%s`', (args, field, message) => {
    const error = refusal(args)
    expect(error.field).toEqual([field])
    expect(error.message).toContain(message)
  })

  test('a list can allow longer pages, and no more than that', () => {
    expect(pageRequest({ first: 1000 }, scope, 1000).limit).toBe(1000)
    expect(() => pageRequest({ first: 1001 }, scope, 1000)).toThrow('0 to 1000')
  })
})

describe('a cursor', () => {
  test('gives back every position it was made of', () => {
    const value = fc.oneof(fc.string(), fc.maxSafeInteger(), fc.constant(null))
    fc.assert(
      fc.property(fc.array(value, { maxLength: 4 }), (position) => {
        expect(pageRequest({ after: encodeCursor(scope, position) }, scope).position).toEqual(
          position.map((part) => (Object.is(part, -0) ? 0 : part)),
        )
      }),
    )
  })

  test.each([scope.replace('ASC', 'DESC'), '', 'orders'])(
    'of the list "%s" is refused, with what to do',
    (other) => {
      const error = refusal({ after: encodeCursor(other, ['Lamp', 7]) })
      expect(error.field).toEqual(['after'])
      expect(error.message).toContain('Start again')
    },
  )

  test.each([
    '',
    '%%%',
    'not a cursor',
    forged(''),
    forged('null'),
    forged('{}'),
    forged('"text"'),
    forged('[]'),
    forged(`["${stamp}", {}]`),
    forged(`["${stamp}", [1]]`),
    forged(`["${stamp}", true]`),
    forged(`["${stamp}", 1e999]`),
    forged(`["${stamp}", 1.5]`),
    forged(`["${stamp}", 9007199254740993]`),
    forged(`["${stamp}", "\\u0000"]`),
    forged(`["${stamp}", "\\ud800"]`),
  ])('that is malformed is refused: %s', (cursor) => {
    expect(refusal({ after: cursor }).field).toEqual(['after'])
    expect(refusal({ before: cursor }).field).toEqual(['before'])
  })
})

describe('a page', () => {
  const list = Array.from({ length: 45 }, (_, i) => i)
  const scopeOfNumbers = 'numbers'

  /** What a store does: rows strictly behind the position, in walking order, one more than the limit. */
  function fetch(args: PageArgs) {
    const request = pageRequest(args, scopeOfNumbers)
    const from = request.position?.[0] as number | undefined
    const behind = list.filter((n) => from === undefined || (request.backward ? n < from : n > from))
    const walked = request.backward ? behind.reverse() : behind
    return pageOf(request, walked.slice(0, request.limit + 1))
  }
  const cursorOf = (n: number | undefined) => encodeCursor(scopeOfNumbers, [n ?? null])

  test.each([1, 2, 7, 20, 45, 46])('of %i walks the whole list forwards and backwards', (size) => {
    const forwards: number[] = []
    for (
      let page = fetch({ first: size });
      ;
      page = fetch({ first: size, after: cursorOf(forwards.at(-1)) })
    ) {
      expect(page.hasPreviousPage).toBe(forwards.length > 0)
      forwards.push(...page.items)
      if (!page.hasNextPage) break
    }
    expect(forwards).toEqual(list)

    const backwards: number[] = []
    for (let page = fetch({ last: size }); ; page = fetch({ last: size, before: cursorOf(backwards[0]) })) {
      expect(page.hasNextPage).toBe(backwards.length > 0)
      backwards.unshift(...page.items)
      if (!page.hasPreviousPage) break
    }
    expect(backwards).toEqual(list)
  })

  test('of none says whether there is more', () => {
    expect(fetch({ first: 0 })).toEqual({ items: [], hasNextPage: true, hasPreviousPage: false })
  })
})
