import type { Ordered, Ordering } from '../checkout/orders-process.js'
import type { Shopping } from '../checkout/shoppers-process.js'
import type { Burst } from '../figures.js'
import { keepingNoAnswers, startAthanor } from '../processes/athanor.js'
import { startChild } from '../processes/child.js'
import { cpuSecondsOf } from '../processes/usage.js'
import { takeTurns } from '../rounds.js'
import type { Case } from './case.js'

const shoppers = 32

/** From a product to an order in seven requests, by 32 shoppers at once: all that a shop does for an order. */
export const checkout: Case = {
  name: 'checkout',
  async run({ engine, pace }) {
    const databaseUrl = await engine.shop()
    const child = startChild<Shopping, Burst>(new URL('../checkout/shoppers-process.ts', import.meta.url), {
      DATABASE_URL: databaseUrl,
    })
    const server = await startAthanor(databaseUrl, keepingNoAnswers)
    try {
      const url = `${server.url}/graphql`
      await child.ask({ url, shoppers: 0, seconds: 0 })
      const contestant = {
        name: 'athanor',
        burst: (seconds: number) => child.ask({ url, shoppers, seconds }),
        cpuSeconds: () => cpuSecondsOf(server.pid),
        databaseCpuSeconds: () => engine.cpuSeconds(),
      }
      return {
        name: 'checkout',
        engine: engine.name,
        unit: 'order',
        lines: await takeTurns([contestant], pace),
      }
    } finally {
      await server.stop()
      await child.stop()
    }
  },
}

const orderCase = (name: string, kind: Ordering['kind'], buyers: number): Case => ({
  name,
  async run({ engine, pace, smoke }) {
    // Its way through the code is that of an order of `checkout`.
    if (smoke) return null
    const child = startChild<Ordering, Ordered>(new URL('../checkout/orders-process.ts', import.meta.url), {
      DATABASE_URL: await engine.shop(),
    })
    let preparingCpuSeconds = 0
    try {
      const contestant = {
        name: 'athanor',
        async burst(seconds: number) {
          const orders = Math.max(buyers, Math.ceil(seconds * 250))
          const { preparingCpuSeconds: before, ...ordered } = await child.ask({ kind, buyers, orders })
          preparingCpuSeconds += before
          return ordered
        },
        cpuSeconds: () => cpuSecondsOf(child.pid) - preparingCpuSeconds,
        databaseCpuSeconds: () => 0,
      }
      return { name, engine: engine.name, unit: 'order', lines: await takeTurns([contestant], pace) }
    } finally {
      await child.stop()
    }
  },
})

/** `orderPlace` without its HTTP, of carts that are there, by 64 buyers at once. */
export const orderPlace = orderCase('order-place', 'place', 64)
/** The same of one variant that 100 buyers want. */
export const orderHot = orderCase('order-hot', 'hot', 100)
