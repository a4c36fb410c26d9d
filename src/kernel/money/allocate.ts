import { assert } from '../assert.js'
import { floorRatio } from './rounding.js'

/**
 * Splits an amount in proportion to the ratios, so that the parts add up exactly. What is left after rounding down goes,
 * a minor unit each, to the parts that lost the largest fractions; of equal ones the first. A ratio of 0 gets 0.
 * Ratios are safe integers from 0 on, not all 0; anything else throws.
 */
export function allocate(amountMinor: number, ratios: readonly number[]): number[] {
  assert(Number.isSafeInteger(amountMinor), `${amountMinor} is a safe integer of minor units`)
  for (const ratio of ratios)
    assert(Number.isSafeInteger(ratio) && ratio >= 0, `the ratio ${ratio} is an integer from 0 on`)
  const amount = BigInt(amountMinor)
  const whole = ratios.reduce((total, ratio) => total + BigInt(ratio), 0n)
  assert(whole > 0n, 'some ratio is above 0')

  const parts = ratios.map((ratio) => {
    const exact = amount * BigInt(ratio)
    const floor = floorRatio(exact, whole)
    return { minor: Number(floor), lost: exact - floor * whole }
  })
  const spare = Number(parts.reduce((total, part) => total + part.lost, 0n) / whole)
  const byLoss = [...parts].sort((a, b) => (a.lost === b.lost ? 0 : a.lost > b.lost ? -1 : 1))
  for (const part of byLoss.slice(0, spare)) part.minor += 1
  return parts.map((part) => part.minor)
}

/** Splits an amount into `parts` that differ by at most one minor unit, the larger ones first. */
export function allocateTo(amountMinor: number, parts: number): number[] {
  assert(Number.isSafeInteger(parts) && parts > 0, `${parts} is a positive number of parts`)
  return allocate(amountMinor, Array<number>(parts).fill(1))
}
