import type { SignInOrder } from '../accounts/sign-in-process.js'
import type { Burst } from '../figures.js'
import { startChild } from '../processes/child.js'
import { cpuSecondsOf } from '../processes/usage.js'
import { takeTurns } from '../rounds.js'
import type { Case } from './case.js'

/** More than are checked at a time, and no more than may wait. */
const clients = 16

/** Signing in by password without its HTTP, as fast as checks at a time allow: nearly all of it is argon2id. */
export const signIn: Case = {
  name: 'sign-in',
  async run({ engine, pace }) {
    const module = new URL('../accounts/sign-in-process.ts', import.meta.url)
    const child = startChild<SignInOrder, Burst>(module, { DATABASE_URL: await engine.shop() })
    try {
      const athanor = {
        name: 'athanor',
        burst: (seconds: number) => child.ask({ clients, seconds }),
        cpuSeconds: () => cpuSecondsOf(child.pid),
        databaseCpuSeconds: () => engine.cpuSeconds(),
      }
      return {
        ...{ name: 'sign-in', engine: engine.name, unit: 'sign-in' },
        lines: await takeTurns([athanor], pace),
      }
    } finally {
      await child.stop()
    }
  },
}
