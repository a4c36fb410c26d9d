import { canonicalLocale, localeChain } from '../../../kernel/locale.js'

/** The channel's locale that serves a tag: the same, else its nearest parent (`de-AT` is served by `de`). */
export function matchingLocale(locales: readonly string[], tag: string): string | undefined {
  if (locales.includes(tag)) return tag
  const canonical = canonicalLocale(tag)
  return canonical === null ? undefined : localeChain(canonical, []).find((one) => locales.includes(one))
}

/**
 * The channel's locale that an Accept-Language header (RFC 9110) likes best. A range without a match of its own takes
 * the first more special locale (`en` is served by `en-GB`), `*` the default. Undefined when nothing fits.
 */
export function bestLocale(locales: readonly string[], acceptLanguage: string): string | undefined {
  for (const range of preferredRanges(acceptLanguage)) {
    const match =
      range === '*' ? locales[0] : (matchingLocale(locales, range) ?? moreSpecialLocale(locales, range))
    if (match !== undefined) return match
  }
  return undefined
}

const moreSpecialLocale = (locales: readonly string[], range: string): string | undefined =>
  locales.find((locale) => locale.toLowerCase().startsWith(`${range.toLowerCase()}-`))

const rangeShape = /^\s*(\*|[a-z0-9-]{1,35})\s*(?:;\s*q\s*=\s*([01](?:\.\d{0,3})?)\s*)?$/i

// Browsers send a handful of ranges; more than this would only cost time.
const mostRanges = 20

/** The ranges by falling preference, in their own order where equal; without the refused (q=0) and the unreadable. */
function preferredRanges(header: string): string[] {
  const ranges = header.split(',', mostRanges).flatMap((part) => {
    const [, range, q = '1'] = rangeShape.exec(part) ?? []
    return range === undefined || Number(q) === 0 ? [] : [{ range, weight: Math.min(Number(q), 1) }]
  })
  return ranges.sort((a, b) => b.weight - a.weight).map(({ range }) => range)
}
