import { type FieldPath, invalid, type Problem } from './problem.js'

interface TextLimits {
  /** Most UTF-16 units. */
  readonly most: number
  /** Line breaks and tabs are allowed. */
  readonly multiline?: boolean
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it looks for
const control = /[\u0000-\u001f\u007f]/
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it looks for
const controlButBreaks = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/

/** Whether a database can hold it: no NUL, no half of a surrogate pair. What it cannot hold it must not be asked for. */
export const isStorable = (text: string): boolean => text.isWellFormed() && !text.includes('\0')

/** Why a text cannot be stored: empty, too long, control characters or halves of a surrogate pair. */
export function textProblems(field: FieldPath, value: string, limits: TextLimits): Problem[] {
  const name = field.at(-1) ?? 'text'
  if (!value.isWellFormed())
    return [invalid('INVALID_FORMAT', field, `\`${name}\` has half of a surrogate pair; send valid Unicode.`)]
  if ((limits.multiline ? controlButBreaks : control).test(value))
    return [invalid('INVALID_FORMAT', field, `\`${name}\` has control characters; remove them.`)]
  if (value.trim() === '') return [invalid('REQUIRED', field, `\`${name}\` is empty.`)]
  if (value.length > limits.most) {
    const message = `\`${name}\` has ${value.length} characters; at most ${limits.most} are allowed.`
    return [invalid('TOO_LONG', field, message, { max: String(limits.most) })]
  }
  return []
}

const keyShape = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,99}$/

/** Why a text cannot be a locale-free key of an attribute, option or choice. */
export function keyProblems(field: FieldPath, value: string): Problem[] {
  if (keyShape.test(value)) return []
  const message = `"${value.slice(0, 100)}" is not a key: use 1 to 100 letters, digits, "_", "-" and ".", starting with a letter or digit.`
  return [invalid('INVALID_FORMAT', field, message)]
}

/** Why a list has entries that are the same by `keyOf` (null: never the same); each repeated entry is named by its index. */
export function duplicateProblems<T>(
  field: FieldPath,
  entries: readonly T[],
  keyOf: (entry: T) => string | null,
): Problem[] {
  const seen = new Set<string>()
  return entries.flatMap((entry, index) => {
    const key = keyOf(entry)
    if (key === null) return []
    if (seen.has(key))
      return [
        invalid('DUPLICATE', [...field, String(index)], `"${key}" stands twice in \`${field.at(-1)}\`.`),
      ]
    seen.add(key)
    return []
  })
}

/** Splits by word, drops case and accents: what names are sorted and compared by. At most `most` units. */
export const foldedText = (value: string, most: number): string =>
  value
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, most)
    .replace(/[\ud800-\udbff]$/, '')
