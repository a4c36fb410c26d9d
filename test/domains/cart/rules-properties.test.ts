import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type CartFacts, explainCart, type PricedCart, priceCart } from '../../../src/domains/cart/index.js'
import { times } from '../../support/counts.js'
import { anyCart } from './random-facts.js'

const runs = { numRuns: times(60, 2_000) }

const sum = (amounts: readonly number[]) => amounts.reduce((all, each) => all + each, 0)
/** Those of the lines, and of shipping where it has a price. */
const costsOf = ({ lines, shipping }: PricedCart) => [...lines, ...(shipping ? [shipping] : [])]

const holds = (check: (cart: PricedCart, facts: CartFacts) => void) =>
  fc.assert(
    fc.property(anyCart, (facts) => {
      const priced = priceCart(facts)
      if (!priced.ok) throw new Error(JSON.stringify(priced.errors))
      check(priced.value, facts)
    }),
    runs,
  )

describe('whatever is in a cart', () => {
  test('every line and the shipping add up: net and tax to total, subtotal less discount to what is charged', () => {
    holds((cart) => {
      for (const { cost, taxIncluded, taxRate } of costsOf(cart)) {
        expect(cost.netMinor + cost.taxMinor).toBe(cost.totalMinor)
        expect(cost.subtotalMinor - cost.discountMinor).toBe(taxIncluded ? cost.totalMinor : cost.netMinor)
        expect(Math.min(...Object.values(cost))).toBeGreaterThanOrEqual(0)
        if (taxRate === null) expect(cost.taxMinor).toBe(0)
      }
    })
  })

  test('the sums of the cart are those of its parts', () => {
    holds((cart, facts) => {
      const { cost, lines, shipping, taxes } = cart
      const parts = costsOf(cart).map((part) => part.cost)
      expect(cost.subtotalMinor).toBe(sum(lines.map((line) => line.cost.subtotalMinor)))
      expect(cost.discountMinor).toBe(sum(parts.map((part) => part.discountMinor)))
      expect(cost.shippingMinor).toBe(shipping?.cost.subtotalMinor ?? null)
      expect(cost.taxMinor).toBe(sum(parts.map((part) => part.taxMinor)))
      expect(cost.taxMinor).toBe(sum(taxes.map((line) => line.taxMinor)))
      expect(cost.totalMinor).toBe(sum(parts.map((part) => part.totalMinor)) + cost.roundingMinor)
      expect(cost.totalMinor).toBe(
        cost.subtotalMinor -
          cost.discountMinor +
          (cost.shippingMinor ?? 0) +
          cost.addedTaxMinor +
          cost.roundingMinor,
      )
      expect(Math.abs(cost.roundingMinor) * 2).toBeLessThanOrEqual(facts.roundTotalToMinor)
      expect(cost.totalMinor % facts.roundTotalToMinor).toBe(0)
    })
  })

  test('the tax of each rate is what the rate says, within what rounding can move', () => {
    holds((cart, facts) => {
      for (const { rate, isIncluded, taxableMinor, taxMinor } of cart.taxes) {
        const taxed = costsOf(cart).filter((part) => part.taxRate === rate)
        expect(taxableMinor).toBe(sum(taxed.map((part) => part.cost.netMinor)))
        const whole = isIncluded ? 1_000_000 + rate.rateMillionths : 1_000_000
        const base = isIncluded ? taxableMinor + taxMinor : taxableMinor
        const exact = (base * rate.rateMillionths) / whole
        const units = sum(cart.lines.filter((line) => line.taxRate === rate).map((line) => line.quantity)) + 1
        const roundings = { UNIT: units, LINE: taxed.length, TOTAL: 1 }[facts.tax.policy.rounding]
        expect(Math.abs(taxMinor - exact)).toBeLessThanOrEqual(roundings / 2 + 1e-6 * exact)
      }
    })
  })

  test('discounts are the sum of their parts, and never more than there is', () => {
    holds((cart) => {
      for (const { amountMinor, allocations, obstacle } of cart.discounts) {
        expect(amountMinor).toBe(sum(allocations.map((part) => part.amountMinor)))
        if (obstacle !== null) expect(amountMinor).toBe(0)
      }
      const allocations = cart.discounts.flatMap((outcome) => outcome.allocations)
      const off = (key: string | null) =>
        sum(allocations.filter(({ lineKey }) => lineKey === key).map((part) => part.amountMinor))
      for (const line of cart.lines) expect(line.cost.discountMinor).toBe(off(line.key))
      expect(cart.shipping?.cost.discountMinor ?? 0).toBe(off(null))
      expect(cart.cost.discountMinor).toBeLessThanOrEqual(
        cart.cost.subtotalMinor + (cart.cost.shippingMinor ?? 0),
      )
    })
  })

  test('at most one code takes something off', () => {
    holds((cart) => {
      const taking = cart.discounts.filter(
        ({ discount, amountMinor }) => discount.source === 'CODE' && amountMinor > 0,
      )
      expect(taking.length).toBeLessThanOrEqual(1)
    })
  })

  test('tenders pay no more than the total, none more than it holds, and leave what is due', () => {
    holds(({ cost, tenders }) => {
      for (const { amountMinor, tender } of tenders)
        expect(amountMinor).toBeLessThanOrEqual(tender.balanceMinor)
      expect(sum(tenders.map(({ amountMinor }) => amountMinor))).toBe(cost.tenderedMinor)
      expect(cost.tenderedMinor + cost.dueMinor).toBe(cost.totalMinor)
      expect(cost.dueMinor).toBeGreaterThanOrEqual(0)
    })
  })

  test('the steps of its explanation add up to what is due, and without the tenders to the total', () => {
    holds((cart) => {
      const steps = explainCart(cart)
      expect(sum(steps.map(({ amountMinor }) => amountMinor))).toBe(cart.cost.dueMinor)
      const priced = steps.filter(({ kind }) => kind !== 'TENDER')
      expect(sum(priced.map(({ amountMinor }) => amountMinor))).toBe(cart.cost.totalMinor)
    })
  })

  test('the order of its lines changes nothing but their order', () => {
    fc.assert(
      fc.property(
        anyCart.chain((facts) =>
          fc.tuple(
            fc.constant(facts),
            fc.shuffledSubarray([...facts.lines], { minLength: facts.lines.length }),
          ),
        ),
        ([facts, lines]) => {
          const one = priceCart(facts)
          const other = priceCart({ ...facts, lines })
          if (!one.ok || !other.ok) throw new Error('Both have a price.')
          const byKey = (cart: PricedCart) => ({
            ...cart,
            lines: cart.lines.toSorted((a, b) => (a.key < b.key ? -1 : 1)),
          })
          expect(byKey(other.value)).toEqual(byKey(one.value))
          expect(other.value.lines.map(({ key }) => key)).toEqual(lines.map(({ key }) => key))
        },
      ),
      runs,
    )
  })
})
