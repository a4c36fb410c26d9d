import { type FieldPath, insufficientStock, invalid, type Problem } from '../../../kernel/problem.js'
import { duplicateProblems, textProblems } from '../../../kernel/text.js'
import { shownQuantity } from '../../stock/rules/index.js'
import type { KeyValue } from '../records.js'
import type { Offered } from './market.js'

export const mostLines = 250
/** Of one line. */
export const mostQuantity = 1_000_000

/** A quantity that no line can have, whatever is sold. */
export function boundProblems(field: FieldPath, quantity: number, least: 0 | 1): Problem[] {
  if (Number.isInteger(quantity) && quantity >= least && quantity <= mostQuantity) return []
  const message = `\`quantity\` is ${quantity}; it must be a whole number from ${least} to ${mostQuantity}.`
  return [invalid('OUT_OF_RANGE', field, message, { min: String(least), max: String(mostQuantity) })]
}

/** Of a cart, or of a line. */
export const mostAttributes = 20
/** Of the attributes of all lines: a cart is read as a whole whenever somebody looks at it. */
const mostCharacters = 100_000

type Lines = readonly { readonly attributes: readonly KeyValue[] }[]

/** Why a cart takes nothing more. What it has already may stay. */
export function sizeProblems(before: Lines, after: Lines): Problem[] {
  const [lengthBefore, length] = [lengthOf(before), lengthOf(after)]
  const limits = [
    [after.length, before.length, mostLines, `A cart has ${mostLines} lines at most.`],
    [
      length,
      lengthBefore,
      mostCharacters,
      `The attributes of all lines have ${mostCharacters} characters at most.`,
    ],
  ] as const
  return limits.flatMap(([size, was, most, message]) =>
    size > most && size > was ? [invalid('LIMIT_EXCEEDED', ['lines'], message, { max: String(most) })] : [],
  )
}

/** Whether it has more than it could be filled with. */
export const isOverfull = (lines: Lines): boolean => sizeProblems([], lines).length > 0

const lengthOf = (lines: Lines): number =>
  lines.reduce(
    (sum, { attributes }) => attributes.reduce((all, { key, value }) => all + key.length + value.length, sum),
    0,
  )

export function attributeProblems(
  field: FieldPath,
  attributes: readonly KeyValue[] | null | undefined,
): Problem[] {
  if (attributes == null) return []
  if (attributes.length > mostAttributes) {
    const message = `\`attributes\` has ${attributes.length} entries; at most ${mostAttributes} are allowed.`
    return [invalid('LIMIT_EXCEEDED', field, message, { max: String(mostAttributes) })]
  }
  return [
    ...attributes.flatMap(({ key, value }, i) => [
      ...textProblems([...field, String(i), 'key'], key, { most: 100 }),
      ...textProblems([...field, String(i), 'value'], value, { most: 1_000, multiline: true }),
    ]),
    ...duplicateProblems(field, attributes, ({ key }) => key),
  ]
}

/** How many of a line there are, and of the same variant in all lines. */
export interface Amounts {
  readonly variantId: number
  readonly quantity: number
  readonly ofVariant: number
}

/** Why so many cannot be ordered of what is sold; at `field` is the quantity. */
export function ruleProblems(
  field: FieldPath,
  { quantity, ofVariant }: Amounts,
  { terms }: Offered,
): Problem[] {
  const rule = terms?.quantityRule
  if (!rule) return []
  const { min, max, step } = rule
  const isFine = quantity >= min && quantity % step === 0 && (max === null || ofVariant <= max)
  if (isFine) return []
  const upTo = max === null ? '' : ` to ${max} in all`
  const message = `\`quantity\` is ${quantity}; it is sold from ${min}${upTo}, in steps of ${step}.`
  return [
    invalid('QUANTITY_RULE', field, message, {
      min: String(min),
      ...(max !== null && { max: String(max) }),
    }),
  ]
}

/** How many are there: fewer than asked for is a problem. */
export function stockProblems(
  field: FieldPath,
  { variantId, ofVariant }: Amounts,
  { orderable }: Offered,
  displayCap: number | null,
): Problem[] {
  if (orderable === null || orderable >= ofVariant) return []
  return [insufficientStock(field, variantId, ofVariant, shownQuantity(orderable, displayCap))]
}

export const notPurchasable = (field: FieldPath, currency: string): Problem =>
  invalid('NOT_PURCHASABLE', field, `This is not sold here in ${currency} at this time.`)
