import { expect, test } from 'vitest'
import { createServices } from '../../src/app/build-services.js'
import { seed as seedShop } from '../../src/cli/seed.js'
import { openDatabase } from '../../src/db/index.js'
import { systemClock } from '../../src/kernel/clock.js'
import { fuzz } from '../fuzz/fuzz.js'
import { fuzzing } from '../support/counts.js'
import { createTestDatabase } from '../support/database.js'
import { spawnShop } from '../support/shop-process.js'

const { seed, minutes } = fuzzing

test(`whatever is asked, the gateway answers well (npm run fuzz -- --seed ${seed})`, {
  timeout: minutes * 60_000 + 120_000,
}, async () => {
  const url = await createTestDatabase()
  const db = await openDatabase({ url, maxHoldMs: 5_000 })
  await seedShop(createServices({ db, clock: systemClock }))
  await db.close()
  const gateway = await spawnShop(url)
  const { runs, requests } = await fuzz(gateway, seed, minutes * 60_000)
  process.stdout.write(
    `  fuzzed with seed ${seed} for ${minutes} minutes: ${runs} cases, ${requests} requests\n`,
  )
  expect(runs).toBeGreaterThan(100)
  gateway.signal('SIGTERM')
  expect(await gateway.exit).toBe(0)
  expect(gateway.output()).not.toMatch(/"level":"(error|fatal)"/)
})
