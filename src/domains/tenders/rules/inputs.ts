import { isCurrency } from '../../../kernel/money/index.js'
import { type FieldPath, invalid, type Problem } from '../../../kernel/problem.js'
import { wholeProblems } from '../../../kernel/save-problems.js'
import { textProblems } from '../../../kernel/text.js'
import type { GiftCardIssueInput, GiftCardUpdateInput } from '../types.js'

/** Of one card or credit, and of what is changed about it at once. */
const mostMinor = 999_999_999_999

/** Why a card cannot be issued so. */
export const issueProblems = (input: GiftCardIssueInput, now: Date): Problem[] => [
  ...currencyProblems(['amount', 'currency'], input.amount.currency),
  ...wholeProblems(['amount', 'amountMinor'], input.amount.amountMinor, 1, mostMinor),
  ...endProblems(input.endsAt, now),
  ...noteProblems(input.note),
  ...(input.externalReference == null
    ? []
    : textProblems(['externalReference'], input.externalReference, { most: 200 })),
]

/** A card may be ended at once by an end that has passed. */
export const updateProblems = (input: GiftCardUpdateInput): Problem[] => noteProblems(input.note)

interface Adjustment {
  readonly delta: { readonly amountMinor: number; readonly currency: string }
  readonly reason: string
}
export function adjustmentProblems({ delta, reason }: Adjustment): Problem[] {
  const field = ['delta', 'amountMinor']
  return [
    ...currencyProblems(['delta', 'currency'], delta.currency),
    ...wholeProblems(field, delta.amountMinor, -mostMinor, mostMinor),
    ...(delta.amountMinor === 0
      ? [invalid('INVALID', field, '`amountMinor` is 0; nothing would change.')]
      : []),
    ...textProblems(['reason'], reason, { most: 500 }),
  ]
}

/** A change that would leave less than nothing, or more than can be kept. */
export function leftProblems(balanceMinor: number, deltaMinor: number): Problem[] {
  const left = balanceMinor + deltaMinor
  if (left >= 0 && (deltaMinor < 0 || left <= mostMinor)) return []
  const [min, max] = [0 - balanceMinor, Math.max(mostMinor - balanceMinor, 0)]
  const message = `${balanceMinor} minor units are there: the change must be from ${min} to ${max}.`
  return [invalid('OUT_OF_RANGE', ['delta', 'amountMinor'], message, { min: String(min), max: String(max) })]
}

export const otherCurrency = (currency: string): Problem =>
  invalid('INVALID', ['delta', 'currency'], `The gift card is in ${currency}.`, { allowed: [currency] })

function currencyProblems(field: FieldPath, currency: string): Problem[] {
  if (isCurrency(currency)) return []
  const message = `"${currency.slice(0, 20)}" is not an ISO 4217 currency with a minor unit.`
  return [invalid('INVALID', field, message)]
}

const noteProblems = (note: string | null | undefined): Problem[] =>
  note == null ? [] : textProblems(['note'], note, { most: 1_000, multiline: true })

const endProblems = (endsAt: Date | null | undefined, now: Date): Problem[] =>
  endsAt && endsAt <= now ? [invalid('INVALID', ['endsAt'], '`endsAt` must be in the future.')] : []
