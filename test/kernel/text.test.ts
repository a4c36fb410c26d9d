import { describe, expect, test } from 'vitest'
import { duplicateProblems, foldedText, keyProblems, textProblems } from '../../src/kernel/text.js'

describe('a text', () => {
  test.each(['Lamp', 'Лампа', '灯', '👩‍🔬', 'e\u0301'])('%s is fine', (text) => {
    expect(textProblems(['name'], text, { most: 20 })).toEqual([])
  })
  test.each([
    ['', 'REQUIRED'],
    ['  ', 'REQUIRED'],
    ['a'.repeat(21), 'TOO_LONG'],
    ['a\u0000b', 'INVALID_FORMAT'],
    ['a\nb', 'INVALID_FORMAT'],
    ['a\ud800', 'INVALID_FORMAT'],
    ['\udc00a', 'INVALID_FORMAT'],
  ])('%j is refused: %s', (text, code) => {
    expect(textProblems(['seo', 'title'], text, { most: 20 })).toMatchObject([
      { code, field: ['seo', 'title'] },
    ])
  })
  test('of several lines may break them, and nothing else', () => {
    const limits = { most: 20, multiline: true }
    expect(textProblems(['note'], 'a\r\n\tb', limits)).toEqual([])
    expect(textProblems(['note'], 'a\u0000b', limits)).toMatchObject([{ code: 'INVALID_FORMAT' }])
    expect(textProblems(['note'], 'a\u007fb', limits)).toMatchObject([{ code: 'INVALID_FORMAT' }])
  })
  test('that is too long says how long it is and may be', () => {
    const [problem] = textProblems(['name'], 'abc', { most: 2 })
    expect(problem).toMatchObject({ max: '2', message: expect.stringMatching(/3 .*2 /) })
  })
})

describe('a key', () => {
  test.each(['a', 'A1', 'attr_t_colour', 'x.y-z', '9', 'k'.repeat(100)])('%s is fine', (key) => {
    expect(keyProblems(['key'], key)).toEqual([])
  })
  test.each(['', '_a', '-', 'a b', 'ключ', 'a\n', 'k'.repeat(101)])('%j is refused', (key) => {
    expect(keyProblems(['key'], key)).toMatchObject([{ code: 'INVALID_FORMAT', field: ['key'] }])
  })
})

describe('duplicates', () => {
  test('are named one by one, each but the first', () => {
    const problems = duplicateProblems(['variants'], ['a', 'b', 'a', 'a'], (entry) => entry)
    expect(problems.map((problem) => problem.field)).toEqual([
      ['variants', '2'],
      ['variants', '3'],
    ])
  })
})

describe('a folded text', () => {
  test.each([
    ['Éclair', 'eclair'],
    ['  Two\n words ', 'two words'],
    ['ﬁne', 'fine'],
    ['ЁЖ', 'еж'],
  ])('%j is %j', (text, folded) => {
    expect(foldedText(text, 100)).toBe(folded)
  })
  test('is cut between characters, never inside one', () => {
    expect(foldedText('ab👩', 4)).toBe('ab👩')
    expect(foldedText('ab👩', 3)).toBe('ab')
  })
})
