import type { Engine } from '../engines/engine.js'
import type { Burst } from '../figures.js'
import { startChild } from '../processes/child.js'
import { cpuSecondsOf } from '../processes/usage.js'
import { takeTurns } from '../rounds.js'
import type { WriteOrder, WriterName } from '../writes/write-process.js'
import type { Case } from './case.js'

const clients = 64
const writers = {
  sqlite: ['athanor', 'one per commit', '64 per commit'],
  postgres: ['athanor', 'one per commit'],
} as const satisfies Record<Engine['name'], readonly WriterName[]>

/** Durable writes of 64 clients, an insert and an update each, through the database layer against the bare drivers. */
export const smallWrites: Case = {
  name: 'small-writes',
  async run({ engine, pace }) {
    const started = []
    for (const name of writers[engine.name]) started.push(startWriter(name, await engine.empty()))
    try {
      const contestants = started.map(({ name, child }) => ({
        name,
        burst: (seconds: number) => child.ask({ name, clients, seconds }),
        cpuSeconds: () => cpuSecondsOf(child.pid),
        databaseCpuSeconds: () => engine.cpuSeconds(),
      }))
      const lines = await takeTurns(contestants, pace)
      return { name: 'small-writes', engine: engine.name, unit: 'write', lines }
    } finally {
      for (const { child } of started) await child.stop()
    }
  },
}

function startWriter(name: WriterName, databaseUrl: string) {
  const module = new URL('../writes/write-process.ts', import.meta.url)
  return { name, child: startChild<WriteOrder, Burst>(module, { DATABASE_URL: databaseUrl }) }
}
