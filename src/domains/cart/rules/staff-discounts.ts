import { globalId } from '../../../kernel/ids.js'
import { type FieldPath, invalid, notFound, type Problem } from '../../../kernel/problem.js'
import { millionthsOf, wholeProblems } from '../../../kernel/save-problems.js'
import { textProblems } from '../../../kernel/text.js'
import type { Discount } from '../../promotions/index.js'
import type { Cart, CartWarning, StaffDiscount, StaffDiscountInput } from '../records.js'
import { mostCartMinor } from './limits.js'

/** In one cart. */
const mostStaffDiscounts = 5

/** Why the discounts cannot be given on the cart. */
export function staffDiscountProblems(
  inputs: readonly StaffDiscountInput[],
  cart: Pick<Cart, 'currency' | 'lines'>,
): Problem[] {
  if (inputs.length > mostStaffDiscounts) {
    const message = `\`discounts\` has ${inputs.length} entries; a cart takes ${mostStaffDiscounts}.`
    return [invalid('LIMIT_EXCEEDED', ['discounts'], message, { max: String(mostStaffDiscounts) })]
  }
  return inputs.flatMap((input, i) => {
    const field = ['discounts', String(i)]
    return [
      ...textProblems([...field, 'name'], input.name, { most: 100 }),
      ...benefitProblems(field, input, cart.currency),
      ...lineProblems([...field, 'lineIds'], input.lineIds ?? null, cart),
    ]
  })
}

function benefitProblems(
  field: FieldPath,
  { percent, amount }: StaffDiscountInput,
  currency: string,
): Problem[] {
  if ((percent == null) === (amount == null)) {
    const code = percent == null ? 'REQUIRED' : 'INVALID'
    return [invalid(code, field, 'A discount needs one of `percent` and `amount`.')]
  }
  if (percent != null) {
    const message = '`percent` must be a decimal above 0, at most 100, with at most 4 decimal places.'
    return millionthsOf(percent)
      ? []
      : [invalid('OUT_OF_RANGE', [...field, 'percent'], message, { min: '0', max: '100' })]
  }
  if (amount == null) return []
  const at = [...field, 'amount']
  if (amount.currency === currency)
    return wholeProblems([...at, 'amountMinor'], amount.amountMinor, 1, mostCartMinor)
  const message = `The cart is in ${currency}: give the amount in it.`
  return [invalid('INVALID', [...at, 'currency'], message, { allowed: [currency] })]
}

function lineProblems(
  field: FieldPath,
  ids: readonly string[] | null,
  { lines }: Pick<Cart, 'lines'>,
): Problem[] {
  if (ids === null) return []
  if (ids.length === 0)
    return [invalid('REQUIRED', field, '`lineIds` is empty: omit it for a discount on the whole cart.')]
  const known = new Set(lines.map(({ id }) => id))
  return ids.flatMap((id, i) =>
    known.has(id)
      ? []
      : [notFound([...field, String(i)], globalId('CartLine', id), 'The cart has no such line.')],
  )
}

/** Once nothing is wrong with it. */
export const staffDiscountOf = ({ name, percent, amount, lineIds }: StaffDiscountInput): StaffDiscount => ({
  name: name.trim(),
  rateMillionths: percent == null ? null : millionthsOf(percent),
  amountMinor: amount?.amountMinor ?? null,
  lineIds: lineIds ? [...new Set(lineIds)] : null,
})

/** As they are priced: amounts are taken once off the sum of their lines. */
export const pricedStaffDiscounts = ({
  staffDiscounts,
  currency,
}: Pick<Cart, 'staffDiscounts' | 'currency'>): Discount[] =>
  staffDiscounts.map(({ name, rateMillionths, amountMinor, lineIds }, i) => ({
    ...{ id: `staff:${i}`, name, source: 'STAFF', code: null, conditions: null },
    benefit:
      rateMillionths === null
        ? { kind: 'AMOUNT', on: 'CART', amountsMinor: { [currency]: amountMinor ?? 0 } }
        : { kind: 'PERCENT', on: 'CART', rateMillionths },
    lines: lineIds && { ...anyLine, lineKeys: lineIds },
  }))

const anyLine = { productIds: null, categoryIds: null, minUnitPriceMinor: null, maxUnitPriceMinor: null }

/** Without lines that are gone, and without discounts that were for those alone. */
export function ofLinesThere({
  staffDiscounts,
  lines,
}: Pick<Cart, 'staffDiscounts' | 'lines'>): readonly StaffDiscount[] {
  const known = new Set(lines.map(({ id }) => id))
  return staffDiscounts.flatMap((discount) => {
    if (discount.lineIds === null) return [discount]
    const lineIds = discount.lineIds.filter((id) => known.has(id))
    return lineIds.length > 0 ? [{ ...discount, lineIds }] : []
  })
}

/** Those that hold in any currency, and a warning of each of the others. */
export function withoutAmounts(discounts: readonly StaffDiscount[]): {
  readonly kept: readonly StaffDiscount[]
  readonly warnings: readonly CartWarning[]
} {
  const gone = discounts.filter(({ amountMinor }) => amountMinor !== null)
  return {
    kept: discounts.filter(({ amountMinor }) => amountMinor === null),
    warnings: gone.map(({ name }) => dropped(name, 'it is an amount in another currency')),
  }
}

/**
 * Of two carts that become one. What was given on the whole of the guest's stays with the lines of that one.
 *
 * @param idOf the line of the cart of both that a line of the guest's is in
 */
export function mergedStaffDiscounts(
  own: Cart,
  guest: Cart,
  idOf: (lineId: string) => string | undefined,
): { readonly kept: readonly StaffDiscount[]; readonly warnings: readonly CartWarning[] } {
  const theirs =
    own.currency === guest.currency
      ? { kept: guest.staffDiscounts, warnings: [] }
      : withoutAmounts(guest.staffDiscounts)
  const joined = theirs.kept.flatMap((discount) => {
    const lineIds = (discount.lineIds ?? guest.lines.map(({ id }) => id)).flatMap((id) => idOf(id) ?? [])
    return lineIds.length > 0 ? [{ ...discount, lineIds }] : []
  })
  const kept = [...own.staffDiscounts, ...joined]
  const tooMany = kept.splice(mostStaffDiscounts)
  const full = tooMany.map(({ name }) => dropped(name, `a cart takes ${mostStaffDiscounts}`))
  return { kept, warnings: [...theirs.warnings, ...full] }
}

const dropped = (name: string, why: string): CartWarning => ({
  code: 'DISCOUNT_DROPPED',
  message: `The discount "${name}" was dropped: ${why}.`,
  lineId: null,
})
