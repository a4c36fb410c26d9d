import { beforeAll, describe, expect, test } from 'vitest'
import { adminKey, startBareGateway, startTestGateway, type TestGateway } from '../../support/gateway.js'
import { schemaOf } from '../../support/gateway-schema.js'

const costLimit = 50
const sdl =
  'type Query { list(first: Int): [Item!]! } type Item { name: String } type Mutation { save: [Item!]! }'
const query = 'query ($n: Int) { list(first: $n) { name } }'
const dear = { n: costLimit }
const largest = { n: costLimit - 1 }

let runs = 0
const items = () => {
  runs++
  return [{ name: 'one' }]
}
let gateway: TestGateway
beforeAll(async () => {
  const schema = schemaOf(sdl, { Query: { list: items }, Mutation: { save: items } })
  gateway = await startBareGateway(schema, { costLimit })
})

describe('an answer tells its cost and the limit', () => {
  test('each time anew, also once the operation is compiled', async () => {
    for (const n of [1, 2, 3, 4, 5]) {
      const { body } = await gateway.request(query, { n })
      expect(body.extensions).toEqual({ cost: { requested: 1 + n, limit: costLimit } })
      expect(body.data).toEqual({ list: [{ name: 'one' }] })
    }
  })

  test('with errors too', async () => {
    const { status, body } = await gateway.request(query, { n: 'x' })
    expect(status).toBe(400)
    expect(body.errors[0].extensions.code).toBe('BAD_USER_INPUT')
    expect(body.extensions.cost.requested).toBe(1 + 20)
  })
})

describe('an operation that costs too much', () => {
  test('is refused before anything of it runs, though the same document is fine', async () => {
    for (let time = 0; time < 4; time++) {
      expect((await gateway.request(query, largest)).status).toBe(200)
      runs = 0
      const { status, body } = await gateway.request(query, dear)
      expect(status).toBe(400)
      expect(body).toEqual({
        errors: [
          {
            message:
              'This operation costs 51; at most 50 are allowed. Its dearest field is `list`, with 51. Ask for fewer rows there with a smaller `first`, or split the operation.',
            extensions: { code: 'COST_EXCEEDED', requested: 51, limit: 50, field: 'list' },
          },
        ],
      })
      expect(runs).toBe(0)
    }
  })

  test('is logged under its code', async () => {
    const { headers } = await gateway.request(query, dear)
    await expect
      .poll(() => gateway.logged.find((line) => line.requestId === headers['x-request-id']))
      .toMatchObject({ outcome: 'COST_EXCEEDED', statusCode: 400 })
  })
})

test('staff may ask for ten times as much of the admin API, and for no more of the other', async () => {
  const shop = await startTestGateway({ costLimit })
  const products = '{ products(first: 60) { nodes { id } } }'
  const authorization = `Bearer ${adminKey}`
  const asStaff = await shop.admin(products)
  expect(asStaff.body.extensions.cost).toEqual({ requested: 62, limit: 10 * costLimit })
  for (const refused of [
    await shop.http.post('/admin/graphql').send({ query: products }),
    await shop.request(products),
    await shop.request(products, {}, { authorization }),
  ])
    expect(refused.body.errors[0].extensions).toMatchObject({ code: 'COST_EXCEEDED', limit: costLimit })
})
