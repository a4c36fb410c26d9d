import sanitizeHtml from 'sanitize-html'
import { localeProblems } from '../../../kernel/localized.js'
import { type FieldPath, invalid, type Problem } from '../../../kernel/problem.js'
import { duplicateProblems, textProblems } from '../../../kernel/text.js'
import type { TranslationInput } from '../inputs.js'
import { patched } from './patched.js'

/** An entity's texts in one locale, as stored. */
export interface TextState {
  readonly locale: string
  readonly name: string
  readonly slug: string
  readonly description: string | null
  readonly seoTitle: string | null
  readonly seoDescription: string | null
}
/** The same before its slug is settled: null asks for one made from the name. */
export type TextDraft = Omit<TextState, 'slug'> & { readonly slug: string | null }

const longestDescription = 100_000
const allowedHtml: sanitizeHtml.IOptions = {
  allowedTags: [...sanitizeHtml.defaults.allowedTags, 'img', 'del', 'ins'],
  allowedAttributes: { a: ['href', 'title'], img: ['src', 'alt', 'width', 'height'], '*': ['lang', 'dir'] },
  allowedSchemes: ['http', 'https', 'mailto', 'tel'],
}

const mostPasses = 5

/**
 * HTML without scripts, handlers, styles or frames. Text without markup is left as it is, and so is what has been cleaned
 * before: what is mended reads differently once more, so it is cleaned until nothing changes.
 */
export function safeHtml(html: string): string {
  if (!/[<&]/.test(html)) return html
  let cleaned = html
  for (let pass = 0; pass < mostPasses; pass++) {
    const before = cleaned
    cleaned = sanitizeHtml(before, allowedHtml)
    if (cleaned === before) break
  }
  return cleaned
}

export function translationProblems(field: FieldPath, inputs: readonly TranslationInput[]): Problem[] {
  if (inputs.length === 0) return [invalid('REQUIRED', field, 'At least one translation is needed.')]
  return [
    ...inputs.flatMap((input, i) => oneTranslationProblems([...field, String(i)], input)),
    ...duplicateProblems(field, inputs, (input) => input.locale),
  ]
}

function oneTranslationProblems(at: FieldPath, input: TranslationInput): Problem[] {
  const optional = (name: 'description' | 'seoTitle' | 'seoDescription', most: number) => {
    const value = input[name]
    return value ? textProblems([...at, name], value, { most, multiline: name === 'description' }) : []
  }
  return [
    ...localeProblems([...at, 'locale'], input.locale),
    ...textProblems([...at, 'name'], input.name, { most: 500 }),
    ...(input.slug ? slugProblems([...at, 'slug'], input.slug) : []),
    ...optional('description', longestDescription),
    ...optional('seoTitle', 500),
    ...optional('seoDescription', 2_000),
  ]
}

/** What slugs are made of besides hyphens, as in a class of a regular expression: letters without capitals, and digits. */
export const slugLetters = '\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}\\p{N}'
export const longestSlug = 200
const slugShape = new RegExp(`^[${slugLetters}]+(-[${slugLetters}]+)*$`, 'u')

function slugProblems(field: FieldPath, slug: string): Problem[] {
  if (slug.length <= longestSlug && slugShape.test(slug)) return []
  const message = `"${slug.slice(0, 100)}" is not a slug: use lower-case letters and digits with single hyphens between, at most ${longestSlug}.`
  return [invalid('INVALID_FORMAT', field, message)]
}

/** The texts after a save: the given locales replace the whole set; within one, omitted = unchanged. */
export function mergedTexts(
  current: readonly TextDraft[],
  inputs: readonly TranslationInput[] | null | undefined,
): TextDraft[] {
  if (!inputs) return [...current]
  return inputs
    .map((input) =>
      mergedText(
        current.find((text) => text.locale === input.locale),
        input,
      ),
    )
    .sort((a, b) => (a.locale < b.locale ? -1 : 1))
}

function mergedText(current: TextDraft | undefined, input: TranslationInput): TextDraft {
  const text = (name: 'slug' | 'description' | 'seoTitle' | 'seoDescription') =>
    patched(input[name], current?.[name], null) || null
  return {
    locale: input.locale,
    name: input.name.trim(),
    slug: text('slug'),
    description: input.description ? safeHtml(input.description) || null : text('description'),
    seoTitle: text('seoTitle'),
    seoDescription: text('seoDescription'),
  }
}
