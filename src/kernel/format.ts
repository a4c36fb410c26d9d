import { LRUCache } from 'lru-cache'

// Making a formatter costs some hundred times what using one does.
const mostLocales = 500
const numbers = new LRUCache<string, Intl.NumberFormat>({ max: mostLocales })
const instants = new LRUCache<string, Intl.DateTimeFormat>({ max: mostLocales })
const days = new LRUCache<string, Intl.DateTimeFormat>({ max: mostLocales })

/** As a reader of the locale writes it, with up to 12 digits after the point: `1,250.5`. A malformed BCP 47 tag throws. */
export function formatNumber(value: number, locale: string): string {
  const known = numbers.get(locale) ?? new Intl.NumberFormat(locale, { maximumFractionDigits: 12 })
  numbers.set(locale, known)
  return known.format(value)
}

/** The day in UTC, as a reader of the locale writes it: `Feb 1, 2030`. A malformed BCP 47 tag throws. */
export function formatDay(day: Date, locale: string): string {
  const known = days.get(locale) ?? new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' })
  days.set(locale, known)
  return known.format(day)
}

/** Day and time in UTC, as a reader of the locale writes them: `Feb 1, 2030, 2:30 PM UTC`. A malformed BCP 47 tag throws. */
export function formatInstant(at: Date, locale: string): string {
  const styles = { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' } as const
  const known = instants.get(locale) ?? new Intl.DateTimeFormat(locale, styles)
  instants.set(locale, known)
  return `${known.format(at)} UTC`
}
