const dayShape = /^\d{4}-\d{2}-\d{2}$/
const instantShape =
  /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/

/** Whether it is a day that the calendar has: `new Date` makes March of "2025-02-30". */
export function isCalendarDay(value: unknown): value is string {
  if (typeof value !== 'string' || !dayShape.test(value)) return false
  const day = new Date(`${value}T00:00:00Z`)
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(value)
}

/** The instant that an RFC 3339 text names, to the millisecond; undefined for any other value, and without an offset. */
export function instantOf(value: unknown): Date | undefined {
  if (typeof value !== 'string') return undefined
  const [, day] = instantShape.exec(value) ?? []
  return isCalendarDay(day) ? new Date(value) : undefined
}

/** The same of how files give it: seconds may be left out, and a day alone is its beginning in UTC. */
export function dayOrInstantOf(text: string): Date | undefined {
  const isDay = dayShape.test(text)
  return instantOf(isDay ? `${text}T00:00:00Z` : text.replace(/(T\d{2}:\d{2})(?=Z|[+-])/, '$1:00'))
}
