import type { Outcome } from './context.js'

export const newOutcome = (): Outcome => ({
  operationName: null,
  codes: new Set(),
  refusedBy: null,
  key: null,
  isWhole: false,
  isFromCache: false,
  position: null,
})

/** Of several codes that of a fault, or else the first; null without errors. */
export function codeOf({ codes }: Outcome): string | null {
  if (codes.has('INTERNAL_SERVER_ERROR')) return 'INTERNAL_SERVER_ERROR'
  for (const code of codes) return code
  return null
}

/** Limits with codes of their own. */
const limits = new Map([
  ['COST_EXCEEDED', 'cost'],
  ['RATE_LIMITED', 'rate'],
  ['OVERLOADED', 'load'],
])

/** The rule by which it was refused before it ran, if it was. */
export const ruleOf = ({ refusedBy }: Outcome, code: string): string | null =>
  refusedBy ?? limits.get(code) ?? null

/** Refused by the thousand when there are too many; a line for each in the log would make that worse. */
const untold = ['RATE_LIMITED', 'OVERLOADED']

export const isWorthALine = ({ codes }: Outcome): boolean => !untold.some((code) => codes.has(code))
