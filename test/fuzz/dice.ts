import fc from 'fast-check'

/** Decisions that a seed repeats. */
export interface Dice {
  /** From 0 to `count - 1`. */
  below(count: number): number
  /** True in so many of a hundred cases. */
  chance(percent: number): boolean
  /** The same, but never when something sound is to be built. */
  odd(percent: number): boolean
  pick<T>(from: readonly T[]): T
  /** Any text: also with NUL, halves of surrogate pairs and controls. */
  text(mostLength?: number): string
}

const units: fc.Arbitrary<string> = fc.oneof(
  { weight: 8, arbitrary: fc.string({ unit: 'grapheme' }) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '\0',
      '\ud800',
      'a\udfffb',
      '\u2028',
      '\u202e',
      '\ufeff',
      '\r\n',
      "'",
      '"',
      '%',
      '\\',
    ),
  },
)

/** So many of a hundred are built without anything that is wrong on purpose. */
const sound = 65

/** Builds something by throwing dice. */
export const thrown = <T>(build: (dice: Dice) => T): fc.Arbitrary<T> =>
  fc.gen().map((draw) => {
    const below = (count: number) => draw(fc.nat, { max: count - 1 })
    const chance = (percent: number) => below(100) < percent
    const isSound = chance(sound)
    return build({
      below,
      chance,
      odd: (percent) => !isSound && chance(percent),
      pick: (from) => from[below(from.length)] as (typeof from)[number],
      text: (mostLength = 40) => draw(() => units).slice(0, mostLength),
    })
  })
