import { beforeAll, expect, test } from 'vitest'
import { startBareGateway, type TestGateway } from '../support/gateway.js'
import { schemaOf } from '../support/gateway-schema.js'

let gateway: TestGateway
beforeAll(async () => {
  const types = 'type Query { fine: Boolean } type Subscription { ticks: Tick } type Tick { at: Int }'
  gateway = await startBareGateway(schemaOf(types, {}))
})

test.each([
  'subscription ($no: Boolean!) { ticks @skip(if: $no) { at } }',
  'subscription ($no: Boolean!) { ticks @include(if: $no) { at } }',
  'subscription ($no: Boolean!) { ... @skip(if: $no) { ticks { at } } }',
  'subscription ($no: Boolean!) { ...Root @include(if: $no) } fragment Root on Subscription { ticks { at } }',
  'subscription ($no: Boolean!) { ...Root } fragment Root on Subscription { ...Root ticks @skip(if: $no) { at } }',
  'subscription { ticks @skip(if: true) { at } }',
])('%s is the mistake of who sends it', async (query) => {
  const { status, body } = await gateway.request(query)
  expect(status).toBe(400)
  expect(body.errors).toMatchObject([
    {
      message: expect.stringMatching(
        /^The root of a subscription takes no `@(skip|include)`. Subscribe, or do not.$/,
      ),
      extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
    },
  ])
})

test('a condition within what is subscribed to is one of its own', async () => {
  const { body } = await gateway.request('subscription ($no: Boolean!) { ticks { at @skip(if: $no) } }')
  expect(body.errors?.[0].message).not.toMatch(/takes no/)
})
