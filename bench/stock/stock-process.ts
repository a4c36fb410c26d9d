import { type Burst, burstOf } from '../figures.js'
import { carryOut } from '../processes/child.js'
import { athanorWork, openServices, stockUp } from './athanor.js'
import { onePerCommitByHand } from './postgres.js'
import { groupedByHand } from './sqlite.js'
import type { Work, WorkKind } from './work.js'

export interface StockOrder {
  readonly who: 'athanor' | 'by hand'
  readonly kind: WorkKind
  readonly clients: number
  readonly seconds: number
}

const url = process.env.DATABASE_URL ?? ''
const byHand = url.startsWith('file:') ? groupedByHand : onePerCommitByHand

async function open({ who, kind }: StockOrder): Promise<Work> {
  const { services, close } = await openServices(url)
  const stocked = await stockUp(services)
  if (who === 'athanor') return athanorWork(services, stocked, kind)
  await close()
  return byHand(url, stocked, kind)
}

let opened: Promise<Work> | undefined
let made = 0

/** So many clients, each of which waits for its work to be done before it asks for the next. */
carryOut<StockOrder, Burst>(async (order) => {
  opened ??= open(order)
  const work = await opened
  const latenciesMs: number[] = []
  const started = performance.now()
  const until = started + order.seconds * 1_000
  async function client(): Promise<void> {
    while (performance.now() < until) {
      const from = performance.now()
      await work(made++)
      latenciesMs.push(performance.now() - from)
    }
  }
  await Promise.all(Array.from({ length: order.clients }, client))
  return burstOf(latenciesMs, (performance.now() - started) / 1_000)
})
