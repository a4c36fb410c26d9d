import type { Period } from './period.js'
import { type FieldPath, invalid, type Problem, versionConflict } from './problem.js'

/** Why somebody who has seen another version may not save. 0: it must not be there yet. */
export const versionProblems = (expected: number | null | undefined, current: number): Problem[] =>
  expected == null || expected === current ? [] : [versionConflict(current)]

export const periodProblems = (field: FieldPath, { startsAt, endsAt }: Partial<Period>): Problem[] =>
  startsAt && endsAt && endsAt <= startsAt
    ? [invalid('INVALID', [...field, 'endsAt'], '`endsAt` must be after `startsAt`.')]
    : []

/** Why a number cannot be used: it must be a whole one within limits. */
export function wholeProblems(field: FieldPath, value: number, min: number, max: number): Problem[] {
  if (Number.isInteger(value) && value >= min && value <= max) return []
  const message = `\`${field.at(-1)}\` is ${value}; it must be a whole number from ${min} to ${max}.`
  return [invalid('OUT_OF_RANGE', field, message, { min: String(min), max: String(max) })]
}

/** Millionths of a percentage as decimal text: 190,000 of "19"; null when it is none from 0 to 100 with 4 places. */
export function millionthsOf(percent: string): number | null {
  const [, whole = '', fraction = ''] = /^(\d{1,3})(?:\.(\d{1,4})0*)?$/.exec(percent) ?? []
  const millionths = whole === '' ? Number.NaN : Number(whole) * 10_000 + Number(fraction.padEnd(4, '0'))
  return millionths <= 1_000_000 ? millionths : null
}

/** The percentage of millionths as decimal text, without needless zeros. */
export const percentOf = (millionths: number): string => String(millionths / 10_000)
