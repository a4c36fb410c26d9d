import { beforeAll, describe, expect, test } from 'vitest'
import { metricsAt } from '../support/athanor.js'
import { createEmptyDatabase } from '../support/database.js'
import { readinessAt } from '../support/gateway-client.js'
import { type GatewayProcess, spawnGateway } from '../support/gateway-process.js'

const adminKey = 'the-admin-key-of-the-tests-has-32-characters'

async function ask({ url }: GatewayProcess, query: string): Promise<unknown> {
  const answer = await fetch(`${url}/admin/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${adminKey}` },
    body: JSON.stringify({ query }),
  })
  return answer.json()
}

const metricOf = async ({ adminUrl }: GatewayProcess, name: string) => (await metricsAt(adminUrl)).get(name)

// As two machines behind a load balancer do.
describe('two gateways on one database', { timeout: 60_000 }, () => {
  let gateways: readonly [GatewayProcess, GatewayProcess]
  beforeAll(async () => {
    const env = { DATABASE_URL: await createEmptyDatabase(), ATHANOR_ADMIN_KEY: adminKey }
    gateways = await Promise.all([spawnGateway({ env }), spawnGateway({ env })])
  }, 60_000)

  const leaders = async () => {
    const leads = await Promise.all(gateways.map((gateway) => metricOf(gateway, 'athanor_leader')))
    return gateways.filter((_, i) => leads[i] === 1)
  }

  test('prepare it together, and both are ready', async () => {
    for (const gateway of gateways)
      expect(await readinessAt(gateway.adminUrl)).toMatchObject({ status: 200, ready: true })
  })

  test('each show what the other has saved', async () => {
    const [first, second] = gateways
    for (const [writer, reader, name] of [
      [first, second, 'One'],
      [second, first, 'Two'],
    ] as const) {
      const saved = await ask(writer, `mutation { shopSave(input: { name: "${name}" }) { __typename } }`)
      expect(saved).toMatchObject({ data: { shopSave: { __typename: 'ShopSavePayload' } } })
      expect(await ask(reader, '{ shop { name } }')).toMatchObject({ data: { shop: { name } } })
    }
  })

  test('are led by one, and by the other once that is gone', async () => {
    await expect.poll(async () => (await leaders()).length, { timeout: 10_000 }).toBe(1)
    const [leader] = await leaders()
    const other = gateways.find((gateway) => gateway !== leader) as GatewayProcess
    leader?.signal('SIGTERM')
    expect(await leader?.exit).toBe(0)
    await expect.poll(() => metricOf(other, 'athanor_leader'), { timeout: 20_000 }).toBe(1)
    expect(await ask(other, '{ shop { name } }')).toMatchObject({ data: { shop: { name: 'Two' } } })
  })
})
