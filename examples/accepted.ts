import type { RefusalFragment } from './generated/checkout.js'

type Refusal = { __typename: 'Rejection' } & RefusalFragment
type Reason = RefusalFragment['errors'][number]

/** That the shop has changed nothing, and all of its reasons. */
export class Refused extends Error {
  readonly reasons: readonly Reason[]

  constructor(reasons: readonly Reason[]) {
    super(reasons.map(explained).join('\n'))
    this.reasons = reasons
  }
}

/**
 * Every mutation answers a union: what was made or changed, or a `Rejection`. With `__typename` selected, TypeScript knows the
 * two apart: this gives the one, and throws the other.
 */
export function accepted<Result extends { __typename: string }>(
  result: Result | Refusal | undefined,
): Exclude<Result, { __typename: 'Rejection' }> {
  if (!result) throw new Error('There was no answer.')
  if (isRefusal(result)) throw new Refused(result.errors)
  return result as Exclude<Result, { __typename: 'Rejection' }>
}

const isRefusal = (result: { __typename: string } | Refusal): result is Refusal =>
  result.__typename === 'Rejection'

/** Types of errors say more than their message; new types may appear, so there is a default. */
function explained(reason: Reason): string {
  switch (reason.__typename) {
    case 'InsufficientStock':
      return reason.available === null ? reason.message : `Only ${reason.available} are left.`
    case 'TotalChanged':
      return `It costs ${reason.actual.formatted} by now.`
    default:
      return reason.field ? `${reason.message} (${reason.field.join('.')})` : reason.message
  }
}
