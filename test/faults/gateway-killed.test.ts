import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { createServices } from '../../src/app/build-services.js'
import { createReactions } from '../../src/app/reactions.js'
import { openDatabase } from '../../src/db/index.js'
import { systemClock } from '../../src/kernel/clock.js'
import { outboxLag } from '../../src/workers/lag.js'
import { figure, timeout, times } from '../support/counts.js'
import { furnishedDatabase, spawnShop } from '../support/shop-process.js'
import { expectSound } from '../support/soundness.js'
import { askAdmin, startWriters } from '../support/writers.js'

const kills = times(4, 50)
const locales = ['"en", "de", "ru"', '"en", "de", "ru", "fr"']

/** Has all listings made anew, which takes the reactions a while. */
const speakOtherwise = (url: string, round: number) =>
  askAdmin(
    url,
    `mutation { channelSave(input: { slug: "eu", locales: [${locales[round % 2]}] }) { __typename } }`,
  )

async function caughtUp(url: string): Promise<void> {
  const db = await openDatabase({ url })
  const names = createReactions(createServices({ db, clock: systemClock })).map(({ name }) => name)
  const lag = () => outboxLag(db.read, names, new Date())
  await expect.poll(lag, { timeout: 60_000, interval: 100 }).toEqual([])
  await db.close()
}

test(`a gateway killed ${kills} times at work has kept all that it acknowledged, and nothing by halves`, {
  timeout,
}, async () => {
  const url = await furnishedDatabase()
  let gateway = await spawnShop(url)
  const writers = startWriters(() => gateway.url)
  for (let round = 0; round < kills; round++) {
    await writers.progress(20)
    const speaking = speakOtherwise(gateway.url, round).catch(() => {})
    await sleep(Math.random() * 200)
    gateway.signal('SIGKILL')
    expect(await gateway.exit).toBe(null)
    await speaking
    gateway = await spawnShop(url)
  }
  await writers.progress(20)
  await writers.stop()
  await caughtUp(url)
  gateway.signal('SIGTERM')
  expect(await gateway.exit).toBe(0)
  const acknowledged = writers.acknowledged()
  const kept = await expectSound(url, acknowledged)
  figure(`killed ${kills} times: ${acknowledged.length} acknowledged, ${kept} kept, none lost or half done`)
})
