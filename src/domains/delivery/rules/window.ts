import { type Day, dayAndMinutesIn, startOfDay } from '../../../kernel/time-zone.js'
import type { DeliveryTimes } from '../types.js'

/** Between which instants something is delivered. */
export interface DeliveryWindow {
  readonly earliest: Date
  readonly latest: Date
}

/**
 * When something comes that is ordered now: from the beginning of the first day, but not before now, to the last second of
 * the last. What is ordered after the cut-off counts as ordered on the next day, and so does, where days are business days,
 * what is ordered at a weekend.
 */
export function deliveryWindow(times: DeliveryTimes, at: Date): DeliveryWindow {
  const { timeZone, cutOff, inBusinessDays } = times
  const now = dayAndMinutesIn(timeZone, at)
  const isLate = cutOff !== null && now.minutes >= minutesOf(cutOff)
  const ordered = now.day + (isLate ? 1 : 0)
  const dayAfter = (days: number): Day => (inBusinessDays ? businessDayAfter(ordered, days) : ordered + days)
  const first = startOfDay(timeZone, dayAfter(times.minHandlingDays + times.minTransitDays))
  const end = startOfDay(timeZone, dayAfter(times.maxHandlingDays + times.maxTransitDays) + 1)
  return { earliest: first > at ? first : at, latest: new Date(end.getTime() - 1_000) }
}

function minutesOf(clockTime: string): number {
  const [hours = 0, minutes = 0] = clockTime.split(':').map(Number)
  return hours * 60 + minutes
}

/** Days go from Monday to Friday; a weekend is as the Monday after it. */
function businessDayAfter(day: Day, count: number): Day {
  // 1970-01-01 was a Thursday.
  const weekday = (((day + 3) % 7) + 7) % 7
  const start = weekday > 4 ? day + 7 - weekday : day
  const total = (weekday > 4 ? 0 : weekday) + count
  return start - (weekday > 4 ? 0 : weekday) + Math.floor(total / 5) * 7 + (total % 5)
}
