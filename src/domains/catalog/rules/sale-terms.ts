import { canonicalDecimal } from '../../../kernel/decimal.js'
import { measureUnits } from '../../../kernel/measures.js'
import { type FieldPath, invalid, type Problem } from '../../../kernel/problem.js'
import type { QuantityRuleInput, UnitMeasureInput } from '../inputs.js'
import type { StoredQuantityRule, StoredUnitMeasure } from '../types.js'

const unitNames = Object.keys(measureUnits)

export function unitMeasureProblems(field: FieldPath, measure: UnitMeasureInput): Problem[] {
  const amounts = (['value', 'perValue'] as const).flatMap((name) =>
    isPositive(measure[name])
      ? []
      : [invalid('OUT_OF_RANGE', [...field, name], `\`${name}\` must be a decimal above 0.`)],
  )
  const units = (['unit', 'perUnit'] as const).flatMap((name) =>
    Object.hasOwn(measureUnits, measure[name])
      ? []
      : [
          invalid(
            'INVALID',
            [...field, name],
            `"${measure[name].slice(0, 20)}" is not a unit; use one of ${unitNames.join(', ')}.`,
            { allowed: unitNames },
          ),
        ],
  )
  const [own, shown] = [measureUnits[measure.unit]?.of, measureUnits[measure.perUnit]?.of]
  if (amounts.length + units.length === 0 && own === shown && timesMore(measure) > mostTimes) {
    const message = `\`perValue\` \`perUnit\` is more than ${mostTimes} times what is in the pack; show the price of less.`
    return [invalid('OUT_OF_RANGE', [...field, 'perValue'], message)]
  }
  const differ = units.length === 0 && own !== shown
  const message = `\`perUnit\` measures ${shown} and \`unit\` measures ${own}; use two units of the same.`
  return [...amounts, ...units, ...(differ ? [invalid('INVALID', [...field, 'perUnit'], message)] : [])]
}

/** With more the unit price of the dearest variant would be no safe integer. */
const mostTimes = 9_000

const timesMore = ({ value, unit, perValue, perUnit }: UnitMeasureInput): number =>
  (Number(perValue) * Number(measureUnits[perUnit]?.inBase)) /
  (Number(value) * Number(measureUnits[unit]?.inBase))

function isPositive(value: string | number): boolean {
  const decimal = canonicalDecimal(value)
  return decimal !== null && decimal !== '0' && !decimal.startsWith('-')
}

export const storedUnitMeasure = (measure: UnitMeasureInput): StoredUnitMeasure => ({
  value: canonicalDecimal(measure.value) ?? '1',
  unit: measure.unit,
  perValue: canonicalDecimal(measure.perValue) ?? '1',
  perUnit: measure.perUnit,
})

const mostUnits = 1_000_000

export function quantityRuleProblems(field: FieldPath, rule: QuantityRuleInput): Problem[] {
  const { min, max, step } = storedQuantityRule(rule)
  const limits = { min: '1', max: String(mostUnits) }
  const range = Object.entries({ min, max, step }).flatMap(([name, value]) =>
    value === null || (Number.isInteger(value) && value >= 1 && value <= mostUnits)
      ? []
      : [
          invalid(
            'OUT_OF_RANGE',
            [...field, name],
            `\`${name}\` is ${value}; it must be a whole number from 1 to ${mostUnits}.`,
            limits,
          ),
        ],
  )
  if (range.length > 0) return range
  const steps = Object.entries({ min, max }).flatMap(([name, value]) =>
    value === null || value % step === 0
      ? []
      : [
          invalid(
            'INVALID',
            [...field, name],
            `\`${name}\` is ${value}; it must be a multiple of \`step\` (${step}).`,
          ),
        ],
  )
  const message = `\`max\` is ${max}; it must not be below \`min\` (${min}).`
  const crossed =
    max !== null && max < min
      ? [invalid('OUT_OF_RANGE', [...field, 'max'], message, { min: String(min) })]
      : []
  return [...steps, ...crossed]
}

/** The least that can be bought is a step unless something else is given. */
export const storedQuantityRule = ({ min, max, step }: QuantityRuleInput): StoredQuantityRule => ({
  min: min ?? step ?? 1,
  max: max ?? null,
  step: step ?? 1,
})
