import { type FieldPath, invalid, type Problem } from '../../../kernel/problem.js'
import { wholeProblems } from '../../../kernel/save-problems.js'
import { textProblems } from '../../../kernel/text.js'
import type { StockAdjustInput, StockPolicyItem, StockSetItem, VariantName } from '../types.js'
import { mostUnits } from './allocation.js'

/** A week. */
const mostMinutes = 7 * 24 * 60

/** Why a number of units is none. */
export function quantityProblems(field: FieldPath, quantity: number, least: number): Problem[] {
  if (Number.isInteger(quantity) && quantity >= least && quantity <= mostUnits) return []
  const message = `\`${field.at(-1)}\` is ${quantity}; it must be a whole number from ${least} to ${mostUnits}.`
  return [invalid('OUT_OF_RANGE', field, message, { min: String(least), max: String(mostUnits) })]
}

const given = (field: FieldPath, quantity: number | null | undefined, least = 0): Problem[] =>
  quantity == null ? [] : quantityProblems(field, quantity, least)

/** Why a variant is not named by exactly one of its names. */
export function nameProblems(field: FieldPath, { sku, variantId }: VariantName): Problem[] {
  if ((sku == null) !== (variantId == null)) return []
  return [invalid('INVALID', field, 'Name the variant by either `sku` or `variantId`.')]
}

export const bookedProblems = (input: { reason?: string | null; reference?: string | null }): Problem[] => [
  ...(input.reason == null ? [] : textProblems(['reason'], input.reason, { most: 200 })),
  ...(input.reference == null ? [] : textProblems(['reference'], input.reference, { most: 200 })),
]

export function adjustProblems({ delta, quantity, expectedQuantity }: StockAdjustInput): Problem[] {
  if ((delta == null) === (quantity == null))
    return [invalid('INVALID', ['delta'], 'Send either `delta` or `quantity`.')]
  if (delta != null && expectedQuantity != null)
    return [invalid('INVALID', ['expectedQuantity'], '`expectedQuantity` goes with `quantity`.')]
  if (delta === 0) return [invalid('OUT_OF_RANGE', ['delta'], '`delta` is 0, which changes nothing.')]
  return [
    ...given(['delta'], delta, -mostUnits),
    ...given(['quantity'], quantity),
    ...given(['expectedQuantity'], expectedQuantity),
  ]
}

export function setItemProblems(at: FieldPath, item: StockSetItem): Problem[] {
  const { quantity, expectedQuantity, safetyStock, incoming, incomingAt } = item
  const says = [quantity, safetyStock, incoming].some((value) => value != null) || incomingAt !== undefined
  return [
    ...(says ? [] : [invalid('REQUIRED', at, 'Send `quantity`, `safetyStock`, `incoming` or `incomingAt`.')]),
    ...(expectedQuantity != null && quantity == null
      ? [invalid('INVALID', [...at, 'expectedQuantity'], '`expectedQuantity` goes with `quantity`.')]
      : []),
    ...given([...at, 'quantity'], quantity),
    ...given([...at, 'expectedQuantity'], expectedQuantity),
    ...given([...at, 'safetyStock'], safetyStock),
    ...given([...at, 'incoming'], incoming),
  ]
}

/** A policy with what belongs to it, as it will be. */
export function policyProblems(
  at: FieldPath,
  input: StockPolicyItem,
  after: { readonly policy: string; readonly preorderUntil: Date | null },
  now: Date,
): Problem[] {
  const { policy, preorderUntil } = after
  const problems = [
    ...given([...at, 'promiseLimit'], input.promiseLimit),
    ...given([...at, 'lowStockThreshold'], input.lowStockThreshold),
    ...(input.reserveInCartMinutes == null
      ? []
      : wholeProblems([...at, 'reserveInCartMinutes'], input.reserveInCartMinutes, 1, mostMinutes)),
  ]
  if (input.policy === null)
    problems.push(
      invalid('REQUIRED', [...at, 'policy'], '`policy` cannot be cleared. Leave it out to keep it.'),
    )
  if (policy === 'PREORDER' && preorderUntil === null)
    problems.push(invalid('REQUIRED', [...at, 'preorderUntil'], 'A preorder needs `preorderUntil`.'))
  else if (policy === 'PREORDER' && input.preorderUntil != null && input.preorderUntil <= now)
    problems.push(
      invalid('OUT_OF_RANGE', [...at, 'preorderUntil'], '`preorderUntil` is past; give a time to come.'),
    )
  if (policy !== 'PREORDER' && policy !== 'BACKORDER' && input.promiseLimit != null)
    problems.push(
      invalid(
        'INVALID',
        [...at, 'promiseLimit'],
        `The policy ${policy} promises nothing; BACKORDER and PREORDER do.`,
      ),
    )
  return problems
}

/** Why so many more units cannot lie there. */
export const overflow = (field: FieldPath, onHand: number, more: number): Problem =>
  invalid(
    'OUT_OF_RANGE',
    field,
    `There are ${onHand}; with ${more} more there would be above ${mostUnits}.`,
    { max: String(mostUnits - onHand) },
  )
