import { expect, test } from 'vitest'
import { dayOrInstantOf } from '../../src/kernel/dates.js'

test.each([
  ['2026-03-01', '2026-03-01T00:00:00.000Z'],
  ['2028-02-29', '2028-02-29T00:00:00.000Z'],
  ['2026-03-01T09:30:00Z', '2026-03-01T09:30:00.000Z'],
  ['2026-03-01T09:30:00.123456+01:00', '2026-03-01T08:30:00.123Z'],
  ['2026-03-01T09:30Z', '2026-03-01T09:30:00.000Z'],
  ['2026-03-01T09:30-05:00', '2026-03-01T14:30:00.000Z'],
])('%s is %s', (text, instant) => {
  expect(dayOrInstantOf(text)?.toISOString()).toBe(instant)
})

test.each([
  ...['2026-02-29', '2026-04-31', '2026-13-01', '2026-02-30T09:30:00Z', '2026-03-01T09:30:00'],
  ...['2026-03-01T25:00Z', '2026-03-01 09:30:00Z', '03/01/2026', 'yesterday', ''],
])('"%s" is no instant', (text) => {
  expect(dayOrInstantOf(text)).toBeUndefined()
})
