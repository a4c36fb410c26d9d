import { randomInt } from 'node:crypto'

/** Crockford's base 32: no I, L, O or U, so that nothing is read, or heard, as something else. */
const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const beginning = Date.UTC(2025, 0, 1)
const timeDigits = 7
const randomDigits = 5

const inBase32 = (value: number, length: number): string =>
  Array.from({ length }, (_, i) => digits[Math.floor(value / 32 ** (length - 1 - i)) % 32]).join('')

/**
 * A number for people, such as `0V3K-7QWM-4ZT9`: it rises with every 32nd of a second until the year 2059, and of those
 * within one nobody can guess another's, nor how many there are. It may be taken, once in 33 million.
 */
export function newOrderNumber(at: Date): string {
  const ticks = Math.max(0, Math.floor(((at.getTime() - beginning) * 32) / 1000))
  const text = inBase32(ticks, timeDigits) + inBase32(randomInt(32 ** randomDigits), randomDigits)
  return (text.match(/.{4}/g) ?? []).join('-')
}

/** As it is kept, however somebody has written it down; null for what is no number of an order. */
export function readOrderNumber(text: string): string | null {
  const plain = text.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1')
  return /^[0-9A-HJKMNP-TV-Z]{12}$/.test(plain) ? (plain.match(/.{4}/g) ?? []).join('-') : null
}
