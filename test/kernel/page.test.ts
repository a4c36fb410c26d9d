import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { InputError } from '../../src/kernel/input-error.js'
import { encodeCursor, type PageArgs, type PositionPart, pageOf, pageRequest } from '../../src/kernel/page.js'

const scope = 'products NAME_ASC'
const shape: PositionPart[] = ['text', 'big']
const forged = (content: string) => Buffer.from(content).toString('base64url')
const stamp = JSON.parse(Buffer.from(encodeCursor(scope, []), 'base64url').toString())[0] as string

function refusal(args: PageArgs): InputError {
  try {
    pageRequest(args, scope, shape)
  } catch (error) {
    if (error instanceof InputError) return error
    throw error
  }
  throw new Error(`${JSON.stringify(args)} was accepted`)
}

describe('paging arguments', () => {
  test('none ask for the first 20', () => {
    expect(pageRequest({}, scope, shape)).toEqual({ backward: false, limit: 20, position: null })
    expect(pageRequest({ first: null, after: null, last: null, before: null }, scope, shape).limit).toBe(20)
  })

  test('walk forwards and backwards from a cursor', () => {
    const cursor = encodeCursor(scope, ['Lamp', 7])
    const position = ['Lamp', 7]
    expect(pageRequest({ first: 5, after: cursor }, scope, shape)).toEqual({
      backward: false,
      limit: 5,
      position,
    })
    expect(pageRequest({ last: 5, before: cursor }, scope, shape)).toEqual({
      backward: true,
      limit: 5,
      position,
    })
    expect(pageRequest({ before: cursor }, scope, shape)).toEqual({ backward: true, limit: 20, position })
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
    expect(pageRequest({ first: 1000 }, scope, shape, 1000).limit).toBe(1000)
    expect(() => pageRequest({ first: 1001 }, scope, shape, 1000)).toThrow('0 to 1000')
  })
})

describe('a cursor', () => {
  test('gives back every position it was made of', () => {
    fc.assert(
      fc.property(fc.string(), fc.maxSafeInteger(), (text, number) => {
        const after = encodeCursor(scope, [text, number])
        expect(pageRequest({ after }, scope, shape).position).toEqual([text, number + 0])
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
    forged('[7, "Lamp", 7]'),
    forged(`["${stamp}"]`),
    forged(`["${stamp}", "Lamp"]`),
    forged(`["${stamp}", "Lamp", 7, 7]`),
    forged(`["${stamp}", 7, "Lamp"]`),
    forged(`["${stamp}", null, 7]`),
    forged(`["${stamp}", {}, 7]`),
    forged(`["${stamp}", "\\u0000", 7]`),
    forged(`["${stamp}", "\\ud800", 7]`),
    forged(`["${stamp}", "Lamp", true]`),
    forged(`["${stamp}", "Lamp", 1e999]`),
    forged(`["${stamp}", "Lamp", 1.5]`),
    forged(`["${stamp}", "Lamp", 9007199254740993]`),
  ])('that is malformed is refused: %s', (cursor) => {
    expect(refusal({ after: cursor }).field).toEqual(['after'])
    expect(refusal({ before: cursor }).field).toEqual(['before'])
  })
})

describe('a part of a position', () => {
  const accepts = (kind: PositionPart, part: string | number) => {
    try {
      return pageRequest({ after: encodeCursor(scope, [part]) }, scope, [kind]).position?.[0] === part
    } catch {
      return false
    }
  }
  test.each<[PositionPart, number, number]>([
    ['int', -(2 ** 31), 2 ** 31 - 1],
    ['instant', Date.parse('0001-01-01'), Date.parse('9999-12-31')],
  ])('of kind %s is from %i to %i', (kind, least, most) => {
    expect([least - 1, least, most, most + 1].map((part) => accepts(kind, part))).toEqual([
      false,
      true,
      true,
      false,
    ])
  })
})

describe('a page', () => {
  const list = Array.from({ length: 45 }, (_, i) => i)
  const scopeOfNumbers = 'numbers'

  /** What a store does: rows strictly behind the position, in walking order, one more than the limit. */
  function fetch(args: PageArgs) {
    const request = pageRequest(args, scopeOfNumbers, ['big'])
    const from = request.position?.[0] as number | undefined
    const behind = list.filter((n) => from === undefined || (request.backward ? n < from : n > from))
    const walked = request.backward ? behind.reverse() : behind
    return pageOf(request, walked.slice(0, request.limit + 1))
  }
  const cursorOf = (n: number | undefined) => (n === undefined ? null : encodeCursor(scopeOfNumbers, [n]))

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
