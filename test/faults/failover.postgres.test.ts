import { expect, onTestFinished, test } from 'vitest'
import { figure, timeout, times } from '../support/counts.js'
import { readinessAt } from '../support/gateway-client.js'
import { administer } from '../support/postgres-admin.js'
import { startPair } from '../support/postgres-pair.js'
import { furnishDatabase, spawnShop } from '../support/shop-process.js'
import { expectSound } from '../support/soundness.js'
import { startTcpProxy } from '../support/tcp-proxy.js'
import { startWriters } from '../support/writers.js'

const rounds = times(1, 15)

test('a primary that dies loses nothing acknowledged, and the gateway goes on with its standby', {
  timeout,
}, async () => {
  let acknowledged = 0
  let refused = 0
  for (let round = 0; round < rounds; round++) {
    const pair = await startPair()
    onTestFinished(() => pair.stop())
    await administer(pair.primary.url('postgres'), 'create database shop')
    await furnishDatabase(pair.primary.url('shop'))
    const proxy = await startTcpProxy({ port: pair.primary.port })
    const gateway = await spawnShop(
      pair.primary.url('shop').replace(`:${pair.primary.port}/`, `:${proxy.port}/`),
    )
    const writers = startWriters(() => gateway.url)
    await writers.progress(40)

    pair.primary.signal('SIGKILL')
    await expect.poll(() => readinessAt(gateway.adminUrl), { timeout: 10_000 }).toMatchObject({ status: 503 })
    await pair.promote()
    proxy.aim({ port: pair.standby.port })
    await writers.progress(40)
    await writers.stop()

    await expect.poll(() => readinessAt(gateway.adminUrl)).toMatchObject({ status: 200 })
    expect(new Set(writers.attempts.map(({ outcome }) => outcome))).toEqual(
      new Set(['CREATED', 'UNAVAILABLE']),
    )
    expect(Math.max(...writers.attempts.map(({ tookMs }) => tookMs))).toBeLessThan(5_000)
    gateway.signal('SIGTERM')
    expect(await gateway.exit).toBe(0)
    await expectSound(pair.standby.url('shop'), writers.acknowledged())
    acknowledged += writers.acknowledged().length
    refused += writers.attempts.length - writers.acknowledged().length
    await pair.stop()
  }
  figure(`${rounds} failovers: ${acknowledged} acknowledged, none lost; ${refused} refused meanwhile`)
})
