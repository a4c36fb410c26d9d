import { createHash } from 'node:crypto'
import { InputError } from './input-error.js'

/** What a client sends to walk a connection (Relay's Cursor Connections Specification). */
export interface PageArgs {
  first?: number | null
  after?: string | null
  last?: number | null
  before?: string | null
}

/** The values of the sort columns at a row; the next page starts strictly behind them. */
export type Position = readonly (string | number)[]

/** What one value of a position is, after the kinds of columns; an instant is in milliseconds. */
export type PositionPart = 'text' | 'int' | 'big' | 'instant'

/** `limit` rows from `position` (exclusive) on, walking backwards for `last`/`before`. */
export interface PageRequest {
  readonly limit: number
  readonly backward: boolean
  readonly position: Position | null
}

/** Rows in list order, whichever way they were walked. */
export interface Page<T> {
  readonly items: readonly T[]
  readonly hasNextPage: boolean
  readonly hasPreviousPage: boolean
}

export const defaultPageSize = 20
export const largestPageSize = 100
const stamp = (scope: string) => createHash('sha1').update(scope).digest('base64url').slice(0, 6)

/** A cursor is valid only in the list it came from: `scope` names the list with its sort, filter and context. */
export const encodeCursor = (scope: string, position: Position): string =>
  Buffer.from(JSON.stringify([stamp(scope), ...position])).toString('base64url')

const whole = (least: number, most: number) => (part: unknown) =>
  Number.isSafeInteger(part) && (part as number) >= least && (part as number) <= most

/** What a column of the kind can be compared with. Beyond that a database answers with a fault. */
const sound: Record<PositionPart, (part: unknown) => boolean> = {
  text: (part) => typeof part === 'string' && part.isWellFormed() && !part.includes('\0'),
  int: whole(-(2 ** 31), 2 ** 31 - 1),
  big: whole(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER),
  instant: whole(Date.parse('0001-01-01'), Date.parse('9999-12-31')),
}

function decodeCursor(
  field: string,
  scope: string,
  shape: readonly PositionPart[],
  cursor: string,
): Position {
  const [from, ...position] = partsOf(cursor)
  const isCursor = typeof from === 'string'
  if (isCursor && from !== stamp(scope))
    throw new InputError(
      [field],
      `\`${field}\` comes from another list, sort, filter or context. Start again without it, or repeat the arguments it came from.`,
    )
  if (!isCursor || !fits(position, shape))
    throw new InputError([field], `\`${field}\` is not a cursor. Pass one that this list gave you.`)
  return position
}

const fits = (parts: unknown[], shape: readonly PositionPart[]): parts is (string | number)[] =>
  parts.length === shape.length && shape.every((kind, i) => sound[kind](parts[i]))

function partsOf(cursor: string): unknown[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    return Array.isArray(parts) ? parts : []
  } catch {
    return []
  }
}

function sizeOf(field: 'first' | 'last', size: number, most: number): number {
  if (!(Number.isInteger(size) && size >= 0 && size <= most))
    throw new InputError([field], `\`${field}\` is ${size}; pass a number from 0 to ${most}.`)
  return size
}

/**
 * Checks paging arguments; throws an `InputError` that names the argument. Without any, the first 20. `shape` is what
 * the list's positions are made of: a cursor is a client's text, and can be forged.
 */
export function pageRequest(
  args: PageArgs,
  scope: string,
  shape: readonly PositionPart[],
  most = largestPageSize,
): PageRequest {
  const { first, after, last, before } = args
  const backward = last != null || (before != null && first == null)
  if (backward && (first != null || after != null))
    throw new InputError(
      ['last'],
      'Walk forwards with `first` and `after`, or backwards with `last` and `before`, not both.',
    )
  if (!backward && before != null)
    throw new InputError(['before'], '`before` goes with `last`. Use `after` with `first`.')
  const cursor = backward ? before : after
  return {
    backward,
    limit: backward
      ? sizeOf('last', last ?? defaultPageSize, most)
      : sizeOf('first', first ?? defaultPageSize, most),
    position: cursor == null ? null : decodeCursor(backward ? 'before' : 'after', scope, shape, cursor),
  }
}

/** Makes a page of rows fetched with one more than the limit, in walking order. */
export function pageOf<T>(request: PageRequest, fetched: readonly T[]): Page<T> {
  const more = fetched.length > request.limit
  const items = fetched.slice(0, request.limit)
  if (request.backward)
    return { items: items.reverse(), hasPreviousPage: more, hasNextPage: request.position !== null }
  return { items, hasNextPage: more, hasPreviousPage: request.position !== null }
}
