import { expect, test } from 'vitest'
import { deliveryWindow } from '../../../src/domains/delivery/index.js'
import type { DeliveryTimes } from '../../../src/domains/delivery/types.js'

const times = (given: Partial<DeliveryTimes> = {}): DeliveryTimes => ({
  ...{ timeZone: 'Europe/Vienna', cutOff: '14:00', inBusinessDays: true },
  ...{ minHandlingDays: 0, maxHandlingDays: 1, minTransitDays: 1, maxTransitDays: 2 },
  ...given,
})
/** ISO, without what is zero. */
const window = (at: string, given: Partial<DeliveryTimes> = {}) => {
  const { earliest, latest } = deliveryWindow(times(given), new Date(at))
  return [earliest, latest].map((instant) => instant.toISOString().replace('.000Z', 'Z'))
}

test.each([
  // Summer time: midnight is 22:00 UTC of the day before. 2026-06-17 is a Wednesday.
  ['a Wednesday before the cut-off', '2026-06-17T11:59:59Z', '2026-06-17T22:00:00Z', '2026-06-22T21:59:59Z'],
  ['a Wednesday at the cut-off', '2026-06-17T12:00:00Z', '2026-06-18T22:00:00Z', '2026-06-23T21:59:59Z'],
  ['a Friday before the cut-off', '2026-06-19T10:00:00Z', '2026-06-21T22:00:00Z', '2026-06-24T21:59:59Z'],
  ['a Friday after it', '2026-06-19T13:00:00Z', '2026-06-22T22:00:00Z', '2026-06-25T21:59:59Z'],
  ['a Saturday', '2026-06-20T08:00:00Z', '2026-06-22T22:00:00Z', '2026-06-25T21:59:59Z'],
  [
    'a Sunday late, which is a Monday there',
    '2026-06-21T22:30:00Z',
    '2026-06-22T22:00:00Z',
    '2026-06-25T21:59:59Z',
  ],
])('business days pass over weekends: %s', (_, at, earliest, latest) => {
  expect(window(at)).toEqual([earliest, latest])
})

test('calendar days do not', () => {
  expect(window('2026-06-19T10:00:00Z', { inBusinessDays: false })).toEqual([
    '2026-06-19T22:00:00Z',
    '2026-06-22T21:59:59Z',
  ])
})

test('days begin and end where clocks say so, also when they change in between', () => {
  const calendar = { inBusinessDays: false, cutOff: null, maxHandlingDays: 0, maxTransitDays: 1 }
  // On 2026-03-29 clocks go forward, on 2026-10-25 back.
  expect(window('2026-03-28T12:00:00Z', calendar)).toEqual(['2026-03-28T23:00:00Z', '2026-03-29T21:59:59Z'])
  expect(window('2026-10-24T12:00:00Z', calendar)).toEqual(['2026-10-24T22:00:00Z', '2026-10-25T22:59:59Z'])
  // In Beirut they go forward at midnight: that day begins at one.
  expect(window('2026-03-28T12:00:00Z', { ...calendar, timeZone: 'Asia/Beirut' })).toEqual([
    '2026-03-28T22:00:00Z',
    '2026-03-29T20:59:59Z',
  ])
  // In Havana they go back at one, so midnight comes twice.
  expect(window('2026-10-31T12:00:00Z', { ...calendar, timeZone: 'America/Havana' })).toEqual([
    '2026-11-01T04:00:00Z',
    '2026-11-02T04:59:59Z',
  ])
  expect(window('2026-06-17T11:00:00Z', { ...calendar, timeZone: 'Pacific/Kiritimati' })).toEqual([
    '2026-06-18T10:00:00Z',
    '2026-06-19T09:59:59Z',
  ])
})

test('nothing comes before it is ordered', () => {
  const today = { maxHandlingDays: 0, minTransitDays: 0, maxTransitDays: 0 }
  expect(window('2026-06-17T09:00:00Z', today)).toEqual(['2026-06-17T09:00:00Z', '2026-06-17T21:59:59Z'])
})

test('a year of business days is as many weeks as there are fives', () => {
  const [, latest] = window('2026-06-17T09:00:00Z', { maxHandlingDays: 365, maxTransitDays: 365 })
  // 730 business days are 146 weeks.
  expect(latest).toBe('2029-04-04T21:59:59Z')
})
