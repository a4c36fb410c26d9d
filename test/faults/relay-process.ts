import { openDatabase } from '../../src/db/index.js'
import { systemClock } from '../../src/kernel/clock.js'
import { startWorkers } from '../../src/workers/start.js'
import { createSteadyClock } from '../../src/workers/steady-clock.js'
import { echo } from '../workers/support/facts.js'
import { memoryLog } from '../workers/support/log.js'

// Works until it is killed.
const db = await openDatabase({ url: process.env.DATABASE_URL ?? '', maxHoldMs: 5_000, pool: 5 })
const pace = { leaseTtlMs: 150, pollMs: 5, tickMs: 1_000 }
startWorkers({
  db,
  clock: createSteadyClock({ db, clock: systemClock, log: memoryLog() }),
  log: memoryLog(),
  reactions: [echo()],
  schedule: [],
  pace,
})
