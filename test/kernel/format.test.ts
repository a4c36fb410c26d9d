import { expect, test } from 'vitest'
import { formatDay, formatNumber } from '../../src/kernel/format.js'

test('a number is written as in the locale, again and again', () => {
  for (let turn = 0; turn < 2; turn++) {
    expect(formatNumber(1_250.5, 'en')).toBe('1,250.5')
    expect(formatNumber(1_250.5, 'de')).toBe('1.250,5')
  }
  expect(formatNumber(1e-12, 'en')).toBe('0.000000000001')
  expect(formatNumber(1e-13, 'en')).toBe('0')
})

test('a day is that of UTC, wherever the server is', () => {
  for (let turn = 0; turn < 2; turn++) {
    expect(formatDay(new Date('2030-02-01T00:00:00Z'), 'en')).toBe('Feb 1, 2030')
    expect(formatDay(new Date('2030-02-01T23:59:59Z'), 'de')).toBe('01.02.2030')
  }
})

test('a locale that is none is refused', () => {
  expect(() => formatNumber(1, 'not a tag')).toThrow(RangeError)
  expect(() => formatDay(new Date(0), 'not a tag')).toThrow(RangeError)
})
