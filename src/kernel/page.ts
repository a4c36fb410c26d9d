import { createHash } from 'node:crypto'
import { InputError } from './input-error.js'

/** What a client sends to walk a connection (Relay's Cursor Connections Specification). */
export interface PageArgs {
  first?: number | null
  after?: string | null
  last?: number | null
  before?: string | null
}

/** The values of the sort columns at a row (numbers are safe integers); the next page starts strictly behind them. */
export type Position = readonly (string | number | null)[]

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

const defaultSize = 20
const stamp = (scope: string) => createHash('sha1').update(scope).digest('base64url').slice(0, 6)

/** A cursor is valid only in the list it came from: `scope` names the list with its sort, filter and context. */
export const encodeCursor = (scope: string, position: Position): string =>
  Buffer.from(JSON.stringify([stamp(scope), ...position])).toString('base64url')

// What no cursor of ours holds would be refused by the database, as a fault.
const isPositionPart = (part: unknown): boolean =>
  part === null ||
  Number.isSafeInteger(part) ||
  (typeof part === 'string' && part.isWellFormed() && !part.includes('\0'))

function decodeCursor(field: string, scope: string, cursor: string): Position {
  let parts: unknown
  try {
    parts = JSON.parse(Buffer.from(cursor, 'base64url').toString())
  } catch {
    parts = null
  }
  const sound = Array.isArray(parts) && parts.every(isPositionPart)
  if (!sound) throw new InputError([field], `\`${field}\` is not a cursor. Pass one that this list gave you.`)
  const [from, ...position] = parts as [unknown, ...Position]
  if (from !== stamp(scope))
    throw new InputError(
      [field],
      `\`${field}\` comes from another list, sort, filter or context. Start again without it, or repeat the arguments it came from.`,
    )
  return position
}

function sizeOf(field: 'first' | 'last', size: number, most: number): number {
  if (!(Number.isInteger(size) && size >= 0 && size <= most))
    throw new InputError([field], `\`${field}\` is ${size}; pass a number from 0 to ${most}.`)
  return size
}

/** Checks paging arguments; throws an `InputError` that names the argument. Without any, the first 20. */
export function pageRequest(args: PageArgs, scope: string, most = 100): PageRequest {
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
    limit: backward ? sizeOf('last', last ?? defaultSize, most) : sizeOf('first', first ?? defaultSize, most),
    position: cursor == null ? null : decodeCursor(backward ? 'before' : 'after', scope, cursor),
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
