const dayMs = 86_400_000

/** A calendar day as days since 1970-01-01, wherever on earth. */
export type Day = number

const known = new Map<string, Intl.DateTimeFormat>()

/** Throws a RangeError for what is no time zone. */
function formatIn(timeZone: string): Intl.DateTimeFormat {
  const format =
    known.get(timeZone) ??
    new Intl.DateTimeFormat('en', {
      ...{ timeZone, calendar: 'gregory', numberingSystem: 'latn', hourCycle: 'h23' },
      ...{
        year: 'numeric',
        month: 'numeric',
        day: 'numeric',
        hour: 'numeric',
        minute: 'numeric',
        second: 'numeric',
      },
    })
  known.set(timeZone, format)
  return format
}

/** Whether it is an IANA name of a time zone, such as `Europe/Vienna`. */
export function isTimeZone(timeZone: string): boolean {
  try {
    formatIn(timeZone)
    return true
  } catch {
    return false
  }
}

/** What clocks there show, as if it were UTC. */
function wallClock(timeZone: string, at: Date): number {
  const parts = new Map(
    formatIn(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  )
  const of = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0
  return Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'))
}

/** Which day it is there, and how many minutes of it clocks show to have gone by. */
export function dayAndMinutesIn(timeZone: string, at: Date): { readonly day: Day; readonly minutes: number } {
  const shown = wallClock(timeZone, at)
  const day = Math.floor(shown / dayMs)
  return { day, minutes: Math.floor((shown - day * dayMs) / 60_000) }
}

/** The first instant of a day there: midnight, or later where clocks go forward over it. */
export function startOfDay(timeZone: string, day: Day): Date {
  const midnight = day * dayMs
  // What clocks are ahead by a day earlier and a day later: they change once at most in between.
  const [first, last] = [-dayMs, dayMs].map((aside) => {
    const near = new Date(midnight + aside)
    return new Date(midnight - (wallClock(timeZone, near) - near.getTime()))
  })
  const starts = [first, last].flatMap((start) => start ?? []).sort((a, b) => a.getTime() - b.getTime())
  const found = starts.find((start) => Math.floor(wallClock(timeZone, start) / dayMs) === day)
  return found ?? new Date(midnight)
}
