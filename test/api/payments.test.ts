import { beforeAll, expect, test } from 'vitest'
import { seed } from '../../src/cli/seed.js'
import { manualProvider } from '../../src/domains/payments/index.js'
import { systemClock } from '../../src/kernel/clock.js'
import { globalId, newId } from '../../src/kernel/ids.js'
import { type ShopGateway, startTestGateway } from '../support/gateway.js'
import { performNext, scriptedProvider } from '../support/payments.js'
import { must } from '../support/shop.js'

const provider = Object.assign(scriptedProvider('test'), { clientConfig: { publishableKey: 'pk_1' } })
let gateway: ShopGateway
beforeAll(async () => {
  gateway = await startTestGateway({ providers: [manualProvider, provider] })
  await seed(gateway.services)
})

const ask = async (query: string, input?: object) => {
  const { body } = await gateway.admin(query, { input })
  if (body.errors) throw new Error(JSON.stringify(body.errors, null, 2))
  return body.data
}
const rejection = '... on Rejection { errors { code field } }'
const save = `mutation ($input: PaymentMethodSaveInput!) { paymentMethodSave(input: $input) {
  ... on PaymentMethodSavePayload { paymentMethod { id handle provider isAvailable capture names { value } channels
    currencies countries minAmounts { amountMinor currency } maxAmounts { formatted } isEnabled position version } } ${rejection} } }`

test('the demo shop can be paid by test card, by invoice and at the door', async () => {
  expect(await ask('{ paymentMethods { handle provider isAvailable channels } }')).toEqual({
    paymentMethods: [
      { handle: 'test-card', provider: 'test', isAvailable: true, channels: ['eu', 'us'] },
      { handle: 'invoice', provider: 'manual', isAvailable: true, channels: ['eu'] },
      { handle: 'cash-on-delivery', provider: 'manual', isAvailable: true, channels: ['eu'] },
    ],
  })
})

test('staff save a way to pay, and are told every reason why one cannot be saved', async () => {
  const input = {
    ...{ handle: 'card', provider: 'test', channels: ['us'], names: [{ locale: 'en', value: 'Card' }] },
    ...{ capture: 'MANUAL', currencies: ['USD'], countries: ['US', 'CA'], position: 9, isEnabled: false },
    minAmounts: [{ amountMinor: 100, currency: 'USD' }],
    maxAmounts: [{ amountMinor: 10_000, currency: 'USD' }],
  }
  const { paymentMethod } = (await ask(save, input)).paymentMethodSave
  expect(paymentMethod).toMatchObject({
    ...{ ...input, names: [{ value: 'Card' }], maxAmounts: [{ formatted: '$100.00' }] },
    ...{ countries: ['CA', 'US'], isAvailable: true, version: 1, id: expect.stringMatching(/^pmt_/) },
  })
  expect((await ask(save, input)).paymentMethodSave.paymentMethod).toEqual(paymentMethod)
  const changed = (await ask(save, { handle: 'card', countries: [], expectedVersion: 1 })).paymentMethodSave
  expect(changed.paymentMethod).toMatchObject({ countries: [], currencies: ['USD'], version: 2 })
  expect((await ask(save, { handle: 'new', provider: 'paypal' })).paymentMethodSave.errors).toEqual([
    { code: 'REQUIRED', field: ['input', 'names'] },
    { code: 'REQUIRED', field: ['input', 'channels'] },
    { code: 'NOT_FOUND', field: ['input', 'provider'] },
  ])
  const wrong = {
    ...{ handle: 'card', expectedVersion: 1, provider: 'manual', channels: ['mars'], names: [] },
    ...{ countries: ['DE', 'DE'], currencies: [], capture: null },
    minAmounts: [{ amountMinor: -1, currency: 'USD' }],
    maxAmounts: [{ amountMinor: 1, currency: 'EUR' }],
  }
  expect((await ask(save, wrong)).paymentMethodSave.errors).toEqual([
    { code: 'VERSION_CONFLICT', field: ['input', 'expectedVersion'] },
    { code: 'INVALID', field: ['input', 'provider'] },
    { code: 'REQUIRED', field: ['input', 'capture'] },
    { code: 'REQUIRED', field: ['input', 'names'] },
    { code: 'NOT_FOUND', field: ['input', 'channels', '0'] },
    { code: 'DUPLICATE', field: ['input', 'countries', '1'] },
    { code: 'OUT_OF_RANGE', field: ['input', 'minAmounts', '0', 'amountMinor'] },
  ])
  const crossed = { handle: 'card', maxAmounts: [{ amountMinor: 99, currency: 'USD' }] }
  expect((await ask(save, crossed)).paymentMethodSave.errors).toEqual([
    { code: 'OUT_OF_RANGE', field: ['input', 'maxAmounts'] },
  ])
  const { items } = await gateway.services.audit.page({ entity: 'PaymentMethod' }, {})
  expect(items.filter(({ action }) => action === 'paymentMethodSave').length).toBeGreaterThanOrEqual(2)
})

test('a cart is offered what fits its channel, currency, country and amount, in its language', async () => {
  const shelf =
    '{ products(first: 20) { nodes { variants { nodes { id availableForSale price { amountMinor } } } } } }'
  const { body } = await gateway.request(shelf, {}, { 'athanor-channel': 'eu' })
  interface Shown {
    readonly variants: {
      readonly nodes: {
        readonly id: string
        readonly availableForSale: boolean
        readonly price: { readonly amountMinor: number }
      }[]
    }
  }
  const shown = (body.data.products.nodes as Shown[]).flatMap(({ variants }) => variants.nodes)
  const forSale = shown.filter(({ availableForSale }) => availableForSale)
  const { id: variantId } = forSale.find(({ price }) => price.amountMinor < 20_000) ?? {}
  const { id: dear } = forSale.find(({ price }) => price.amountMinor > 50_000) ?? {}
  const methods = 'paymentMethods { handle name provider instructions clientConfig }'
  const create = `mutation ($lines: [CartLineInput!]) { cartCreate(input: { lines: $lines }) {
    ... on CartCreatePayload { token cart { id cost { due { amountMinor } } ${methods} } } ${rejection} } }`
  const created = async (lines: object[], headers: Record<string, string>) => {
    const answer = await gateway.request(create, { lines }, headers)
    return answer.body.data.cartCreate
  }
  const german = await created([{ variantId, quantity: 1 }], {
    'athanor-channel': 'eu',
    'athanor-country': 'DE',
  })
  expect(german.cart.paymentMethods).toMatchObject([
    {
      handle: 'test-card',
      name: 'Test card',
      provider: 'test',
      instructions: null,
      clientConfig: { publishableKey: 'pk_1' },
    },
    { handle: 'invoice', provider: 'manual', clientConfig: null },
    { handle: 'cash-on-delivery', instructions: 'Have the sum at hand when the parcel comes.' },
  ])
  const french = await created([{ variantId, quantity: 1 }], {
    'athanor-channel': 'eu',
    'athanor-country': 'FR',
  })
  expect(french.cart.paymentMethods).toHaveLength(2)
  const rich = await created([{ variantId: dear, quantity: 1 }], { 'athanor-channel': 'eu' })
  expect(rich.cart.paymentMethods).toMatchObject([{ handle: 'test-card' }])
  const empty = await created([], { 'athanor-channel': 'eu' })
  expect(empty.cart.paymentMethods).toEqual([])
})

test('staff see what has become of a payment', async () => {
  const { db, services } = gateway
  const [channel = { id: 0 }] = await services.channels.all()
  const action = { kind: 'CLIENT', provider: 'test', data: { clientSecret: 's' } } as const
  provider.answer = () => ({ kind: 'DONE', told: { action } })
  const { id } = await must(
    db.write((tx) =>
      services.payments.open(tx, {
        ...{ orderId: newId(), channelId: channel.id, methodHandle: 'test-card', amountMinor: 1_000 },
        ...{ currency: 'EUR', returnUrl: null, data: null },
      }),
    ),
  )
  await performNext({ db, clock: systemClock, payments: services.payments }, id)
  const seen = `query { payment(id: "${globalId('Payment', id)}") { id method provider status amount { formatted } captured { amountMinor }
    failure { code } action { __typename ... on ClientAction { provider data } ... on RedirectAction { url method fields { key } } } } }`
  expect((await ask(seen)).payment).toEqual({
    ...{ id: globalId('Payment', id), method: 'test-card', provider: 'test', status: 'ACTION_REQUIRED' },
    ...{ amount: { formatted: '€10.00' }, captured: { amountMinor: 0 }, failure: null },
    action: { __typename: 'ClientAction', provider: 'test', data: { clientSecret: 's' } },
  })
  expect((await ask('{ payment(id: "pay_nobody") { id } }')).payment).toBeNull()
})
