import { performance } from 'node:perf_hooks'
import { explainCart, priceCart } from '../../src/domains/cart/index.js'
import { handPriced } from '../ceilings/cart.js'
import { type Burst, burstOf } from '../figures.js'
import { type Contestant, takeTurns } from '../rounds.js'
import { cartOf } from '../shop/cart.js'
import type { Case } from './case.js'

/** What a cart of 100 lines costs, computed in this process. No database has a part in it, so it runs once. */
export const priceCarts: Case = {
  name: 'price-cart',
  async run({ engine, pace }) {
    if (engine.name !== 'sqlite') return null
    const facts = cartOf(100)
    const priced = () => {
      const cart = priceCart(facts)
      if (!cart.ok) throw new Error('The cart of the benchmark cannot be priced.')
      return cart.value
    }
    const { totalMinor } = priced().cost
    if (handPriced(facts) !== totalMinor) throw new Error('The ceiling has another total than the rules.')
    const contestants = [
      working('athanor', () => priced().cost.totalMinor),
      working('athanor, explained', () => explainCart(priced()).length),
      working('by hand', () => handPriced(facts)),
    ]
    return { name: 'price-cart', engine: 'none', unit: 'cart', lines: await takeTurns(contestants, pace) }
  },
}

function working(name: string, work: () => number): Contestant {
  return {
    name,
    burst: async (seconds) => burst(work, seconds),
    cpuSeconds: () => {
      const { user, system } = process.cpuUsage()
      return (user + system) / 1e6
    },
    databaseCpuSeconds: () => 0,
  }
}

function burst(work: () => number, seconds: number): Burst {
  const latenciesMs: number[] = []
  const start = performance.now()
  const end = start + seconds * 1000
  let before = start
  while (before < end) {
    work()
    const now = performance.now()
    latenciesMs.push(now - before)
    before = now
  }
  return burstOf(latenciesMs, (before - start) / 1000)
}
