import { beforeAll, expect, test } from 'vitest'
import { startBareGateway, type TestGateway } from '../support/gateway.js'
import { schemaOf } from '../support/gateway-schema.js'

let gateway: TestGateway
beforeAll(async () => {
  gateway = await startBareGateway(schemaOf('type Query { fine: Boolean }', {}))
})

test.each(['mutation', 'subscription'])(
  'a %s where there are none is the mistake of who sends it',
  async (kind) => {
    const { status, body } = await gateway.request(`${kind} { anything }`)
    expect(status).toBe(400)
    expect(body.errors).toMatchObject([
      { message: `This endpoint has no ${kind}s.`, extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } },
    ])
  },
)
