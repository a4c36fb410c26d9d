import { canonicalLocale } from './locale.js'
import { type FieldPath, invalid, type Problem } from './problem.js'
import { duplicateProblems, textProblems } from './text.js'

/** A text in one locale. */
interface LocalizedText {
  locale: string
  value: string
}

/** Why a locale cannot be used: it is not the canonical spelling of a BCP 47 tag. */
export function localeProblems(field: FieldPath, locale: string): Problem[] {
  const canonical = canonicalLocale(locale)
  if (canonical === locale) return []
  const hint = canonical ? `write "${canonical}"` : 'use a BCP 47 tag such as "en" or "pt-BR"'
  return [invalid('INVALID_FORMAT', field, `"${locale.slice(0, 40)}" is not a locale: ${hint}.`)]
}

/** Why names or alts by locale cannot be used. `least` is 1 where something must be shown. */
export function localizedProblems(
  field: FieldPath,
  entries: readonly LocalizedText[],
  least: 0 | 1,
): Problem[] {
  const missing =
    entries.length < least
      ? [invalid('REQUIRED', field, `\`${field.at(-1)}\` needs a text in at least one locale.`)]
      : []
  const each = entries.flatMap((entry, i) => [
    ...localeProblems([...field, String(i), 'locale'], entry.locale),
    ...textProblems([...field, String(i), 'value'], entry.value, { most: 500 }),
  ])
  return [...missing, ...each, ...duplicateProblems(field, entries, (entry) => entry.locale)]
}

/** The same texts in one order, so that equal states compare equal. */
export const byLocale = (entries: readonly LocalizedText[]): LocalizedText[] =>
  entries
    .map(({ locale, value }) => ({ locale, value: value.trim() }))
    .sort((a, b) => (a.locale < b.locale ? -1 : 1))
