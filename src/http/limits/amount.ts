import type { Variables } from '../context.js'

/** A number, or how it follows from the variables of a request. Most are plain numbers, worked out once. */
export type Amount = number | ((variables: Variables) => number)

export const amountOf = (amount: Amount, variables: Variables): number =>
  typeof amount === 'number' ? amount : amount(variables)

export function derived(
  compute: (...numbers: readonly number[]) => number,
  amounts: readonly Amount[],
): Amount {
  if (amounts.every((amount) => typeof amount === 'number')) return compute(...amounts)
  return (variables) => compute(...amounts.map((amount) => amountOf(amount, variables)))
}

/** Adds up what does not vary beforehand. */
export function sum(amounts: readonly Amount[]): Amount {
  const fixed = total(...amounts.filter((amount) => typeof amount === 'number'))
  const varying = amounts.filter((amount) => typeof amount !== 'number')
  return derived(total, [fixed, ...varying])
}

const total = (...numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0)
