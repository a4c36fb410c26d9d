import { isCurrency } from '../../../kernel/money/index.js'
import { type FieldPath, invalid, notFound, type Problem } from '../../../kernel/problem.js'
import { duplicateProblems } from '../../../kernel/text.js'
import type { PriceInput, PriceState } from '../types.js'
import { slotOf, specialOf, specialProblems } from './special-prices.js'

/** Dearest price, far enough below the largest safe integer that sums over carts stay exact. */
export const mostMinor = 999_999_999_999

/** So many prices may a variant have, of all channels and currencies. */
const mostPrices = 1_000

/** What pricing needs to know of a channel. */
export interface PricedChannel {
  readonly id: number
  readonly slug: string
  readonly currencies: readonly string[]
}

/** Checks a variant's prices and resolves their channels; sorted, so that equal sets compare equal. */
export function priceStates(
  field: FieldPath,
  inputs: readonly PriceInput[],
  channels: readonly PricedChannel[],
): { prices: PriceState[]; problems: Problem[] } {
  if (inputs.length > mostPrices) {
    const message = `${inputs.length} prices; a variant has at most ${mostPrices}.`
    return { prices: [], problems: [invalid('LIMIT_EXCEEDED', field, message, { max: String(mostPrices) })] }
  }
  const problems = duplicateProblems(field, inputs, slotOf)
  const prices = inputs.flatMap((input, index) => {
    const at = [...field, String(index)]
    const channel = channels.find((candidate) => candidate.slug === input.channel)
    problems.push(...(channel ? currencyProblems(at, input, channel) : [unknownChannel(at, input, channels)]))
    problems.push(...amountProblems(at, input), ...specialProblems(at, input))
    const { currency, amountMinor, compareAtMinor = null } = input
    return channel
      ? [{ channelId: channel.id, currency, amountMinor, compareAtMinor, ...specialOf(input) }]
      : []
  })
  return { prices: prices.sort(byShelf), problems }
}

/** By channel and currency, and there from the most common price to the most special. */
export const byShelf = (a: PriceState, b: PriceState): number =>
  a.channelId - b.channelId ||
  inOrder(a.currency, b.currency) ||
  inOrder(a.priceGroup, b.priceGroup) ||
  a.minQuantity - b.minQuantity ||
  (a.startsAt?.getTime() ?? 0) - (b.startsAt?.getTime() ?? 0) ||
  (a.endsAt?.getTime() ?? 0) - (b.endsAt?.getTime() ?? 0)

const inOrder = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

function unknownChannel(at: FieldPath, input: PriceInput, channels: readonly PricedChannel[]): Problem {
  const known = channels.map((channel) => channel.slug).join(', ')
  return notFound(
    [...at, 'channel'],
    input.channel,
    `There is no channel "${input.channel}". There are: ${known || 'none yet'}.`,
  )
}

function currencyProblems(at: FieldPath, { currency }: PriceInput, channel: PricedChannel): Problem[] {
  const field = [...at, 'currency']
  const allowed = [...channel.currencies]
  if (allowed.includes(currency)) return []
  if (!isCurrency(currency))
    return [
      invalid('INVALID', field, `"${currency}" is not an ISO 4217 currency; use ${allowed.join(' or ')}.`, {
        allowed,
      }),
    ]
  const message = `Channel "${channel.slug}" does not sell in ${currency}; it sells in ${allowed.join(', ')}.`
  return [invalid('CURRENCY_NOT_SOLD', field, message, { allowed })]
}

function amountProblems(at: FieldPath, { amountMinor, compareAtMinor }: PriceInput): Problem[] {
  const limits = { min: '0', max: String(mostMinor) }
  const range = (name: string, value: number) =>
    Number.isInteger(value) && value >= 0 && value <= mostMinor
      ? []
      : [
          invalid(
            'OUT_OF_RANGE',
            [...at, name],
            `\`${name}\` is ${value}; it must be a whole number of minor units from 0 to ${mostMinor}.`,
            limits,
          ),
        ]
  const problems = [
    ...range('amountMinor', amountMinor),
    ...(compareAtMinor == null ? [] : range('compareAtMinor', compareAtMinor)),
  ]
  if (problems.length > 0 || compareAtMinor == null || compareAtMinor > amountMinor) return problems
  const message = `\`compareAtMinor\` is ${compareAtMinor}; it must be above \`amountMinor\` (${amountMinor}), or null.`
  return [invalid('OUT_OF_RANGE', [...at, 'compareAtMinor'], message, { min: String(amountMinor + 1) })]
}
