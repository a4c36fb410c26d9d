import { expect, test } from 'vitest'
import { startTestAthanor } from '../support/athanor.js'
import { freePort } from '../support/free-port.js'
import { readinessAt } from '../support/gateway-client.js'

test('a gateway is ready only when it listens, after it was prepared', async () => {
  const adminPort = await freePort()
  const adminUrl = `http://127.0.0.1:${adminPort}`
  let before: unknown
  await startTestAthanor({
    settings: { ADMIN_PORT: String(adminPort) },
    prepare: async () => {
      before = await readinessAt(adminUrl)
    },
  })
  const checks = { migrated: true, database: true, listening: true, accepting: true }
  expect(before).toEqual({ status: 503, ready: false, checks: { ...checks, listening: false } })
  expect(await readinessAt(adminUrl)).toEqual({ status: 200, ready: true, checks })
})
