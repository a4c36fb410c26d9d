import { createHash } from 'node:crypto'
import slugify from 'slugify'

/** A locale-free key out of a text for people: "Café au lait" → "cafe-au-lait". Never empty. */
export function keyFrom(text: string): string {
  const key = slugify(text, { lower: true, strict: true }).slice(0, 100)
  return key || `x${createHash('sha1').update(text).digest('hex').slice(0, 12)}`
}

/** A column's name as a key, keeping what a key may hold: "Pot size (cm)" → "Pot_size_cm". */
export const keyOfColumn = (column: string): string =>
  column.replace(/[^A-Za-z0-9_.-]+/g, '_').replace(/^[^A-Za-z0-9]+|_+$/g, '') || keyFrom(column)

/** A name for people out of a key: "processor_family" → "Processor family". */
export function nameOfKey(key: string): string {
  const words = key.replace(/[_\s-]+/g, ' ').trim() || key
  return words.charAt(0).toUpperCase() + words.slice(1)
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

/** Plain text as HTML that shows the same: markup characters escaped, line breaks kept. */
export const htmlOf = (text: string): string =>
  text.replace(/[&<>]/g, (character) => entities[character] ?? character).replace(/\r?\n/g, '<br />')
