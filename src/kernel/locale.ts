/** The locales to look for, best first: the asked one, its parents (`de-AT` → `de`), then the fallbacks. */
export function localeChain(asked: string, fallbacks: readonly string[]): readonly string[] {
  const chain = [asked, ...fallbacks].flatMap(withParents)
  return [...new Set(chain)]
}

function withParents(locale: string): string[] {
  const parts = locale.split('-')
  return parts.map((_, i) => parts.slice(0, parts.length - i).join('-'))
}

/** The entry of the first locale in the chain that has one; else any, so that a name is never missing. */
export function inBestLocale<T extends { readonly locale: string }>(
  entries: readonly T[],
  chain: readonly string[],
): T | undefined {
  for (const locale of chain) {
    const found = entries.find((entry) => entry.locale === locale)
    if (found) return found
  }
  return entries[0]
}

/** The one spelling of a BCP 47 tag (`de-at` → `de-AT`, `iw` → `he`); null for what is none or is over 35 characters. */
export function canonicalLocale(tag: string): string | null {
  if (tag.length > 35) return null
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? null
  } catch {
    return null
  }
}
