import { createServices } from '../../src/app/build-services.js'
import { migrate, openDatabase } from '../../src/db/index.js'
import { systemClock } from '../../src/kernel/clock.js'
import { createTestDatabase } from './database.js'
import { adminKey } from './gateway.js'
import { type GatewayProcess, spawnGateway } from './gateway-process.js'
import { furnish } from './shop.js'

/** The URL of a database with a small shop in it, without products, that nobody has open. */
export async function furnishedDatabase(): Promise<string> {
  const url = await createTestDatabase()
  await furnishDatabase(url)
  return url
}

export async function furnishDatabase(url: string): Promise<void> {
  await migrate(url)
  const db = await openDatabase({ url, maxHoldMs: 5_000 })
  await furnish(createServices({ db, clock: systemClock }))
  await db.close()
}

/** Nobody is sent away since the machine is busy with others. */
const unhurried = { MAX_EVENT_LOOP_DELAY_MS: '0' }

/** A gateway of its own on this database, which knows the tests' admin key. */
export const spawnShop = (url: string, env: Record<string, string> = {}): Promise<GatewayProcess> =>
  spawnGateway({ env: { DATABASE_URL: url, ATHANOR_ADMIN_KEY: adminKey, ...unhurried, ...env } })
