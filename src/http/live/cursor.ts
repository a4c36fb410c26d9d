import { dialect, type Fact, type Position } from '../../db/index.js'

/** How far a subscriber has been told: of all facts up to a position, and of some that lie behind it. */
export interface Place {
  readonly position: Position
  /**
   * The facts behind the position that it was told one by one, by their seq. On PostgreSQL facts are told as soon as they are
   * committed, which may be before others that come first.
   */
  readonly ahead: readonly number[]
}

/** Told again does no harm, and a cursor has to stay short. */
const mostAhead = 100

/** The place of who has been told one fact more. */
export const placeAfter = ({ position, ahead }: Place, fact: Fact & Position): Place =>
  dialect === 'postgres'
    ? { position, ahead: [...ahead, fact.seq] }
    : { position: { stamp: fact.stamp, seq: fact.seq }, ahead: [] }

/** `shop` keeps cursors of other databases apart. */
export const cursorOf = (shop: string, { position, ahead }: Place): string =>
  [shop, position.stamp, position.seq, ...ahead.slice(-mostAhead)].join('.')

/** Null of what is no cursor of this shop: whoever sends such a text is told everything anew. */
export function placeOf(shop: string, cursor: unknown): Place | null {
  if (typeof cursor !== 'string' || cursor.length > 4_000) return null
  const [from, stamp = '', ...seqs] = cursor.split('.')
  const [seq, ...ahead] = seqs.map((text) => (/^-?\d{1,15}$/.test(text) ? Number(text) : Number.NaN))
  const isSound = from === shop && /^\d{1,18}$/.test(stamp) && seq !== undefined
  if (!isSound || Number.isNaN(seq) || ahead.length > mostAhead || ahead.some(Number.isNaN)) return null
  return { position: { stamp, seq }, ahead }
}

/** Whether the first position comes after the second. */
export function isAfter(a: Position, b: Position): boolean {
  const [first, second] = [BigInt(a.stamp), BigInt(b.stamp)]
  return first > second || (first === second && a.seq > b.seq)
}
