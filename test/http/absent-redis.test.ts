import { expect, test } from 'vitest'
import { metricsAt } from '../support/athanor.js'
import { createTestDatabase } from '../support/database.js'
import { readinessAt } from '../support/gateway-client.js'
import { spawnGateway } from '../support/gateway-process.js'
import { startRedis } from '../support/redis.js'

test.each(['1', '2'])(
  'a gateway of %s processes starts without its Redis, and uses it once it is there',
  async (WORKERS) => {
    const redis = await startRedis()
    await redis.kill()
    const env = { DATABASE_URL: await createTestDatabase(), REDIS_URL: redis.url, WORKERS }
    const gateway = await spawnGateway({ env })
    expect(await readinessAt(gateway.adminUrl)).toMatchObject({
      status: 200,
      ready: true,
      degraded: ['redis'],
      checks: { redis: false },
    })
    await expect.poll(() => gateway.output()).toContain('"msg":"Redis is not there; going on without it"')
    expect(
      (
        await fetch(`${gateway.url}/graphql?query={__typename}`, {
          headers: { 'apollo-require-preflight': '1' },
        })
      ).status,
    ).toBe(200)
    const metrics = await metricsAt(gateway.adminUrl)
    expect(metrics.get('athanor_ready{check="redis"}')).toBe(0)
    expect(metrics.get('athanor_redis_failures_total')).toBeGreaterThanOrEqual(0)
    await redis.restart()
    await expect
      .poll(() => readinessAt(gateway.adminUrl), { timeout: 10_000 })
      .toMatchObject({ status: 200, ready: true, checks: { redis: true } })
    gateway.signal('SIGTERM')
    expect(await gateway.exit).toBe(0)
  },
  60_000,
)
