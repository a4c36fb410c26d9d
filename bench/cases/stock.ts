import type { Burst } from '../figures.js'
import { startChild } from '../processes/child.js'
import { cpuSecondsOf } from '../processes/usage.js'
import { takeTurns } from '../rounds.js'
import type { StockOrder } from '../stock/stock-process.js'
import type { WorkKind } from '../stock/work.js'
import type { Case } from './case.js'

const clients = 64
const contestants = ['athanor', 'by hand'] as const

/** Durable changes of stock by 64 clients at once, against the same rows written by hand. */
const stockCase = (name: string, kind: WorkKind, unit: string): Case => ({
  name,
  async run({ engine, pace, smoke }) {
    // Its way through the code is that of a basket.
    if (smoke && kind === 'hot') return null
    const started = []
    for (const who of contestants) started.push({ who, child: startWorker(await engine.shop()) })
    try {
      const lines = await takeTurns(
        started.map(({ who, child }) => ({
          name: who,
          burst: (seconds: number) => child.ask({ who, kind, clients, seconds }),
          cpuSeconds: () => cpuSecondsOf(child.pid),
          databaseCpuSeconds: () => engine.cpuSeconds(),
        })),
        pace,
      )
      return { name, engine: engine.name, unit, lines }
    } finally {
      for (const { child } of started) await child.stop()
    }
  },
})

const startWorker = (databaseUrl: string) =>
  startChild<StockOrder, Burst>(new URL('../stock/stock-process.ts', import.meta.url), {
    DATABASE_URL: databaseUrl,
  })

/** `stockAdjust` without its HTTP: a level, its ledger, audit, version, fact and key. */
export const stockAdjust = stockCase('stock-adjust', 'adjust', 'change')
/** Three variants at once, which nobody else wants just then. */
export const stockReserve = stockCase('stock-reserve', 'reserve', 'basket')
/** One variant that everybody wants. */
export const stockHot = stockCase('stock-hot', 'hot', 'unit')
