import { invalid, type Problem } from '../../../kernel/problem.js'
import { ok, type Result, rejected } from '../../../kernel/result.js'
import type { UnitPrice } from '../../pricing/index.js'
import { unitPrice } from '../../pricing/rules/index.js'
import type { DiscountableLine } from '../../promotions/index.js'
import type { CartFacts, CartLineFacts } from '../types.js'
import { limitProblems, mostUnits } from './limits.js'
import { sumOf } from './sum.js'

/** A line at the price of one, before anything is taken off. */
export interface ListedLine extends DiscountableLine {
  readonly facts: CartLineFacts
  readonly price: UnitPrice
  readonly subtotalMinor: number
}

/** The lines in the order of their keys, so that the order in which a shopper added them never moves a minor unit. */
export function listedLines(facts: CartFacts): Result<readonly ListedLine[], Problem> {
  const lines: ListedLine[] = []
  const problems: Problem[] = []
  for (const line of facts.lines) {
    const { quantity } = line
    const price = unitPrice(line.offers, { priceGroup: facts.priceGroup, quantity, at: facts.at })
    if (!Number.isInteger(quantity) || quantity < 1 || quantity > mostUnits) problems.push(noQuantity(line))
    else if (price) lines.push(listed(line, price))
    else problems.push(noPrice(line, facts.currency))
  }
  const sumMinor = sumOf(lines, (line) => line.subtotalMinor)
  problems.push(...limitProblems(['lines'], sumMinor))
  return problems.length > 0 ? rejected(problems) : ok(lines.sort((a, b) => (a.key < b.key ? -1 : 1)))
}

function listed(facts: CartLineFacts, price: UnitPrice): ListedLine {
  const { key, productId, categoryIds, quantity } = facts
  const unitPriceMinor = price.amountMinor
  const subtotalMinor = unitPriceMinor * quantity
  return { key, productId, categoryIds, quantity, unitPriceMinor, facts, price, subtotalMinor }
}

const noQuantity = ({ key, quantity }: CartLineFacts) =>
  invalid(
    'OUT_OF_RANGE',
    ['lines', key, 'quantity'],
    `\`quantity\` is ${quantity}; it must be a whole number from 1 to ${mostUnits}.`,
    { min: '1', max: String(mostUnits) },
  )

const noPrice = ({ key }: CartLineFacts, currency: string) =>
  invalid(
    'CURRENCY_NOT_SOLD',
    ['lines', key],
    `What this line is of has no price in ${currency} at this time.`,
  )
