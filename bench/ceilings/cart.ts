import type { CartFacts } from '../../src/domains/cart/index.js'

/**
 * The total of the benchmark's cart by the least arithmetic that gets there: list prices, an amount and a percentage off,
 * each spread over the lines, shipping, and the tax that is in every line. It knows what the cart is like, and explains,
 * checks and orders nothing.
 */
export function handPriced({ lines }: CartFacts): number {
  const left = lines.map(({ quantity, offers }) => quantity * (offers[0]?.amountMinor ?? 0))
  spread(left, 1234)
  spread(left, Math.round(sum(left) / 10))
  let tax = 0
  for (const [i, minor] of left.entries()) {
    const rate = lines[i]?.taxCategory === 'reduced' ? 7 : 19
    tax += Math.round((minor * rate) / (100 + rate))
  }
  tax += Math.round((590 * 19) / 119)
  return tax < 0 ? 0 : sum(left) + 590
}

/** Takes an amount off in proportion, what is left after rounding down from the first lines. */
function spread(left: number[], amount: number): void {
  const whole = sum(left)
  let spare = amount
  for (const [i, minor] of left.entries()) {
    const part = Math.floor((minor * amount) / whole)
    left[i] = minor - part
    spare -= part
  }
  for (let i = 0; i < spare; i++) left[i] = (left[i] ?? 0) - 1
}

const sum = (amounts: readonly number[]) => amounts.reduce((all, each) => all + each, 0)
