import { beforeAll, expect, test } from 'vitest'
import { stockAlert } from '../../src/db/tables/alerts.js'
import { must } from '../support/shop.js'
import { type ShopApi, startTestShop } from '../support/shop-api.js'
import { lay, place, soldVariant } from '../support/stocked.js'

let shop: ShopApi
let variantId: string
beforeAll(async () => {
  shop = await startTestShop()
  variantId = `var_${await soldVariant(shop, 'retort')}`
  await soldVariant(shop, 'alembic')
  await must(shop.stock.saveLocation(shop.actor, place('vienna')))
  await lay(shop, 'retort', 'vienna', 0)
})

const document = `mutation ($input: StockAlertCreateInput!) @inContext(channel: "us") {
  stockAlertCreate(input: $input) {
    __typename ... on AcceptedPayload { accepted } ... on Rejection { errors { __typename code field message } } } }`
const create = async (input: object) => (await shop.ask(document, { input })).stockAlertCreate

test('anybody may ask, and is answered the same the first and any other time', async () => {
  const input = { variantId, email: 'ada@example.com' }
  const answers = [await create(input), await create(input)]
  expect(answers).toEqual(Array(2).fill({ __typename: 'AcceptedPayload', accepted: true }))
  expect(await shop.db.read.select().from(stockAlert)).toMatchObject([{ channelId: 2, locale: 'en' }])
})

test('what cannot be is refused in types', async () => {
  expect(await create({ variantId: 'prd_1', email: 'ada' })).toMatchObject({
    errors: [
      { __typename: 'InvalidInput', code: 'INVALID_FORMAT', field: ['input', 'email'] },
      { __typename: 'NotFound', code: 'NOT_FOUND', field: ['input', 'variantId'] },
    ],
  })
  expect(await create({ variantId: 'var_2', email: 'ada@example.com' })).toMatchObject({
    errors: [{ __typename: 'OtherError', code: 'AVAILABLE_NOW', field: ['input', 'variantId'] }],
  })
})

test('one request makes a few alerts at most', async () => {
  const field = (i: number) =>
    `a${i}: stockAlertCreate(input: { variantId: "${variantId}", email: "${i}@example.com" }) { __typename }`
  const many = (count: number) =>
    `mutation { ${Array.from({ length: count }, (_, i) => field(i)).join(' ')} }`
  await shop.ask(many(4))
  const [error] = await shop.errorsOf(many(6))
  expect(error.extensions.code).toBe('COST_EXCEEDED')
})
