import { type FieldPath, invalid, type Problem } from '../../../kernel/problem.js'

/** What a cart may cost before tax, in minor units: so that nothing computed from it leaves the safe integers. */
export const mostCartMinor = 1_000_000_000_000_000
/** How many units of one line can be priced. */
export const mostUnits = 999_999_999

/** A problem when the amount is too large. What has left the safe integers is, though it may be off by then. */
export const limitProblems = (field: FieldPath, amountMinor: number): Problem[] =>
  amountMinor <= mostCartMinor
    ? []
    : [
        invalid(
          'LIMIT_EXCEEDED',
          field,
          `This comes to more than ${mostCartMinor} minor units, which is the most that can be priced.`,
          { max: String(mostCartMinor) },
        ),
      ]
