import { type FieldPath, invalid, type Problem } from '../../../kernel/problem.js'
import { wholeProblems } from '../../../kernel/save-problems.js'
import { isTimeZone } from '../../../kernel/time-zone.js'
import type { DeliveryTimes, DeliveryTimesInput } from '../types.js'

const mostDays = 365
const clockTime = /^([01]\d|2[0-3]):[0-5]\d$/

const ranges = [
  ['minHandlingDays', 'maxHandlingDays'],
  ['minTransitDays', 'maxTransitDays'],
] as const

/** Why something cannot be said to be delivered so. */
export function timesProblems(field: FieldPath, times: DeliveryTimesInput): Problem[] {
  const { timeZone, cutOff } = times
  const noZone = `"${timeZone.slice(0, 50)}" is not a time zone: use an IANA name such as "Europe/Vienna".`
  return [
    ...(isTimeZone(timeZone) ? [] : [invalid('INVALID', [...field, 'timeZone'], noZone)]),
    ...(cutOff == null || clockTime.test(cutOff)
      ? []
      : [invalid('INVALID_FORMAT', [...field, 'cutOff'], '`cutOff` is a time of the day such as "14:30".')]),
    ...ranges.flatMap(([least, greatest]) => {
      const [min, max] = [times[least], times[greatest]]
      const message = `\`${greatest}\` must not be below \`${least}\`.`
      return [
        ...wholeProblems([...field, least], min, 0, mostDays),
        ...wholeProblems([...field, greatest], max, 0, mostDays),
        ...(max < min ? [invalid('OUT_OF_RANGE', [...field, greatest], message, { min: String(min) })] : []),
      ]
    }),
  ]
}

/** The same as it is kept. */
export function timesOf({ cutOff, inBusinessDays, ...times }: DeliveryTimesInput): DeliveryTimes {
  return {
    timeZone: times.timeZone,
    cutOff: cutOff ?? null,
    inBusinessDays: inBusinessDays ?? true,
    minHandlingDays: times.minHandlingDays,
    maxHandlingDays: times.maxHandlingDays,
    minTransitDays: times.minTransitDays,
    maxTransitDays: times.maxTransitDays,
  }
}
