import { Agent } from 'node:http'
import { describe, expect, test } from 'vitest'
import { pauseAfter } from '../../src/app/cluster/pauses.js'
import { createTestDatabase } from '../support/database.js'
import { outcomeOf, readinessAt } from '../support/gateway-client.js'
import { runGateway } from '../support/gateway-process.js'
import { connect, settingsOfTwo, startTwo } from '../support/two-processes.js'

// Their exit is known when nobody holds their standard output any longer: no process is left.
describe('all processes of a gateway are gone', { timeout: 60_000 }, () => {
  test('when it is told a second time to stop, even one that hangs', async () => {
    const gateway = await startTwo(await createTestDatabase(), { STOP_TIMEOUT_MS: '60000' })
    process.kill((await connect(gateway)).pid, 'SIGSTOP')
    gateway.signal('SIGTERM')
    await expect.poll(() => gateway.output()).toContain('"msg":"stopping"')
    expect(await readinessAt(gateway.adminUrl)).toMatchObject({ status: 503, checks: { accepting: false } })
    expect(await outcomeOf(`${gateway.url}/graphql`, new Agent())).toBe('ECONNREFUSED')
    gateway.signal('SIGTERM')
    expect(await gateway.exit).toBe(1)
  })

  test('when their primary is killed', async () => {
    const gateway = await startTwo(await createTestDatabase())
    gateway.signal('SIGKILL')
    expect(await gateway.exit).toBe(null)
  })

  test('when one ends before it could serve', async () => {
    const inject = 'if (process.argv[1].includes("/cluster/")) process.exit(3)'
    const env = settingsOfTwo(await createTestDatabase())
    const { code, errors } = await runGateway({ env, inject })
    expect(code).toBe(1)
    expect(errors).toContain('A worker process ended before it could serve.')
  })
})

test('what ends again and again pauses ever longer, up to half a minute, until it has lived for one', () => {
  const pauses = [0]
  for (let i = 0; i < 11; i++) pauses.push(pauseAfter(pauses.at(-1) ?? 0, 2_000))
  expect(pauses).toEqual([0, 100, 200, 400, 800, 1600, 3200, 6400, 12_800, 25_600, 30_000, 30_000])
  expect(pauseAfter(30_000, 60_001)).toBe(100)
})
