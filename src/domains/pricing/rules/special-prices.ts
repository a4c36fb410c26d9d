import { type FieldPath, invalid, type Problem } from '../../../kernel/problem.js'
import { keyProblems } from '../../../kernel/text.js'
import type { PriceInput, PriceState } from '../types.js'

const mostUnits = 1_000_000

type Special = Pick<PriceState, 'priceGroup' | 'minQuantity' | 'startsAt' | 'endsAt'>

/** For whom, from how many on, and when. */
export const specialOf = ({ priceGroup, minQuantity, startsAt, endsAt }: PriceInput): Special => ({
  priceGroup: priceGroup ?? '',
  minQuantity: minQuantity ?? 1,
  startsAt: instantOf(startsAt),
  endsAt: instantOf(endsAt),
})

const instantOf = (given: string | Date | null | undefined): Date | null =>
  given == null ? null : new Date(given)

/** For whom, from how many on, and when: a variant has one price for each. */
export function slotOf(input: PriceInput): string {
  const { priceGroup, minQuantity, startsAt, endsAt } = specialOf(input)
  return [
    `${input.channel} ${input.currency}`,
    priceGroup && `for ${priceGroup}`,
    minQuantity === 1 ? '' : `from ${minQuantity}`,
    startsAt || endsAt ? `${isoOf(startsAt)}–${isoOf(endsAt)}` : '',
  ]
    .filter((part) => part !== '')
    .join(' ')
}

const isoOf = (instant: Date | null): string =>
  instant === null || Number.isNaN(instant.getTime()) ? '' : instant.toISOString()

export function specialProblems(at: FieldPath, input: PriceInput): Problem[] {
  const { priceGroup, minQuantity, startsAt, endsAt } = specialOf(input)
  const isSound = Number.isInteger(minQuantity) && minQuantity >= 1 && minQuantity <= mostUnits
  const quantity = isSound
    ? []
    : [
        invalid(
          'OUT_OF_RANGE',
          [...at, 'minQuantity'],
          `\`minQuantity\` is ${minQuantity}; it must be a whole number from 1 to ${mostUnits}.`,
          { min: '1', max: String(mostUnits) },
        ),
      ]
  const instants = Object.entries({ startsAt, endsAt }).flatMap(([name, instant]) =>
    instant === null || !Number.isNaN(instant.getTime())
      ? []
      : [
          invalid(
            'INVALID_FORMAT',
            [...at, name],
            `\`${name}\` is not an instant; write it as 2030-01-31T00:00:00Z.`,
          ),
        ],
  )
  const isCrossed = startsAt !== null && endsAt !== null && endsAt <= startsAt
  return [
    ...(priceGroup === '' ? [] : keyProblems([...at, 'priceGroup'], priceGroup)),
    ...quantity,
    ...instants,
    ...(isCrossed ? [invalid('INVALID', [...at, 'endsAt'], '`endsAt` must be after `startsAt`.')] : []),
  ]
}
