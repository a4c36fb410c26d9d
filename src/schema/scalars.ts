import { countryCodes } from '../kernel/countries.js'
import { instantOf, isCalendarDay } from '../kernel/dates.js'
import { canonicalDecimal } from '../kernel/decimal.js'
import { canonicalLocale } from '../kernel/locale.js'
import { isCurrency } from '../kernel/money/index.js'
import { scalar } from './scalar.js'

type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)
const asIs = <T>(value: T): T => value

export const SafeInt = scalar({
  name: 'SafeInt',
  description: 'A whole number that a double holds exactly: from -(2^53 - 1) to 2^53 - 1. A JSON number.',
  expects: 'a whole number from -9007199254740991 to 9007199254740991',
  read: (value) => (Number.isSafeInteger(value) ? (value as number) : undefined),
  write(value: number) {
    if (!Number.isSafeInteger(value)) throw new Error(`${value} is no SafeInt`)
    return value
  },
})

// A float keeps 15 digits of any decimal; behind them it would store another number than was written.
const mostFloatDigits = 15

export const Decimal = scalar({
  name: 'Decimal',
  description: 'An exact decimal, as text: `"19.99"`. As input also a JSON number of at most 15 digits.',
  expects: 'a decimal such as "19.99", with at most 20 digits before the point and 12 behind it',
  read(value) {
    if (typeof value === 'string') return canonicalDecimal(value) ?? undefined
    if (typeof value !== 'number' || !Number.isFinite(value)) return undefined
    return String(value).replace(/\D/g, '').length > mostFloatDigits
      ? undefined
      : (canonicalDecimal(value) ?? undefined)
  },
  write: asIs<string>,
})

export const DateTime = scalar({
  name: 'DateTime',
  description:
    'An instant in RFC 3339, given in UTC: `2026-03-01T09:30:00.000Z`. As input any offset is taken.',
  expects: 'an instant with an offset such as "2026-03-01T09:30:00Z" or "2026-03-01T10:30:00+01:00"',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc3339',
  read: (value) => instantOf(value),
  write: (value: Date) => value.toISOString(),
})

/** The scalar `Date`. */
export const CalendarDate = scalar({
  name: 'Date',
  description: 'A day of the calendar, without time or zone: `2026-03-01`.',
  expects: 'a day such as "2026-03-01"',
  read: (value) => (isCalendarDay(value) ? value : undefined),
  write: asIs<string>,
})

const mostUrlLength = 2_048

/** The scalar `URL`. */
export const Url = scalar({
  name: 'URL',
  description: 'An absolute address of http or https: `https://example.com/a.jpg`.',
  expects: `an absolute http or https address of at most ${mostUrlLength} characters`,
  specifiedByURL: 'https://url.spec.whatwg.org/',
  read(value) {
    if (typeof value !== 'string' || value.length > mostUrlLength || !URL.canParse(value)) return undefined
    return /^https?:$/.test(new URL(value).protocol) ? value : undefined
  },
  write: asIs<string>,
})

/** The scalar `HTML`. */
export const Html = scalar({
  name: 'HTML',
  description: 'Formatted text. What would run a script or leave the page is taken out when it is saved.',
  expects: 'formatted text',
  read: text,
  write: asIs<string>,
})

/** The scalar `JSON`. */
export const Json = scalar({
  name: 'JSON',
  description: 'Any JSON value.',
  expects: 'a JSON value',
  read: (value) => (value === undefined ? undefined : (value as Json)),
  write: asIs<unknown>,
})

export const CountryCode = scalar({
  name: 'CountryCode',
  description: 'A country by its ISO 3166-1 alpha-2 code: `DE`.',
  expects: 'a country of two capital letters (ISO 3166-1 alpha-2) such as "DE"',
  specifiedByURL: 'https://www.iso.org/iso-3166-country-codes.html',
  read: (value) => (countryCodes.has(value as string) ? (value as string) : undefined),
  write: asIs<string>,
})

export const CurrencyCode = scalar({
  name: 'CurrencyCode',
  description: 'A currency by its ISO 4217 code: `EUR`.',
  expects: 'a currency of three capital letters (ISO 4217) such as "EUR"',
  specifiedByURL: 'https://www.iso.org/iso-4217-currency-codes.html',
  read: (value) => (typeof value === 'string' && isCurrency(value) ? value : undefined),
  write: asIs<string>,
})

export const Locale = scalar({
  name: 'Locale',
  description: 'A language, with a script or region where it matters, by its BCP 47 tag: `en`, `de-AT`.',
  expects: 'a language tag (BCP 47) such as "en" or "de-AT"',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/bcp/bcp47.txt',
  read: (value) => (typeof value === 'string' ? (canonicalLocale(value) ?? undefined) : undefined),
  write: asIs<string>,
})
