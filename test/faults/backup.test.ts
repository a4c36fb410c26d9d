import { expect, test } from 'vitest'
import { athanorProcess, testFolder } from '../cli/athanor.js'
import { figure, timeout, times } from '../support/counts.js'
import { createTestDatabase } from '../support/database.js'
import { furnishedDatabase, spawnShop } from '../support/shop-process.js'
import { expectSound } from '../support/soundness.js'
import { startWriters } from '../support/writers.js'

const rounds = times(1, 10)
const file = testFolder()

test('a backup taken while a gateway writes restores all that was acknowledged before, and is sound', {
  timeout,
}, async () => {
  const url = await furnishedDatabase()
  const gateway = await spawnShop(url)
  const writers = startWriters(() => gateway.url)
  let restored = 0
  for (let round = 0; round < rounds; round++) {
    await writers.progress(30)
    const before = writers.acknowledged()
    const backup = file(`${round}.db`)
    expect(await athanorProcess(['backup', backup], { url })).toMatchObject({ code: 0 })
    const during = writers.acknowledged().length - before.length
    expect(during).toBeGreaterThan(0)

    const fresh = await createTestDatabase()
    expect(await athanorProcess(['restore', backup], { url: fresh })).toMatchObject({ code: 0 })
    const kept = await expectSound(fresh, before)
    expect(kept).toBeLessThan(writers.attempts.length)
    restored += kept

    const other = await spawnShop(fresh)
    const goingOn = startWriters(() => other.url)
    await goingOn.progress(10)
    await goingOn.stop()
    other.signal('SIGTERM')
    expect(await other.exit).toBe(0)
    await expectSound(fresh, [...before, ...goingOn.acknowledged()])
  }
  await writers.stop()
  figure(`${rounds} backups while writing: ${restored} products restored, none missing`)
})
