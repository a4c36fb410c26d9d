import { beforeAll, describe, expect, test } from 'vitest'
import { signedWebhook } from '../../src/app/payments/test/signature.js'
import { seed } from '../../src/cli/seed.js'
import type { OpenPayment } from '../../src/domains/payments/index.js'
import { systemClock } from '../../src/kernel/clock.js'
import { newId } from '../../src/kernel/ids.js'
import { type ShopGateway, startTestGateway } from '../support/gateway.js'
import { paymentNow, performNext } from '../support/payments.js'
import { must } from '../support/shop.js'

let gateway: ShopGateway
beforeAll(async () => {
  gateway = await startTestGateway()
  await seed(gateway.services)
})
const driven = () => ({ db: gateway.db, clock: systemClock, payments: gateway.services.payments })
const now = (id: string) => paymentNow(driven(), id)

/** An order's payment by the demo shop's test card, after its provider was asked. */
async function started(data: object = {}, returnUrl: string | null = null): Promise<string> {
  const { db, services } = gateway
  const [channel = { id: 0 }] = await services.channels.all()
  const input: OpenPayment = {
    ...{ orderId: newId(), channelId: channel.id, methodHandle: 'test-card', amountMinor: 1_000 },
    ...{ currency: 'EUR', returnUrl, data },
  }
  const { id } = await must(db.write((tx) => services.payments.open(tx, input)))
  await performNext(driven(), id)
  return id
}

const succeeded = (payment: string) => ({ type: 'payment.captured', payment, amountMinor: 1_000 })

async function send(
  { headers, rawBody }: { headers: object; rawBody: Buffer },
  { provider = 'test', contentType = 'application/json' } = {},
) {
  const request = gateway.http.post(`/webhooks/${provider}`).set(headers as Record<string, string>)
  const { status, body } = await request
    .set('content-type', contentType)
    .serialize((given: Buffer) => given as unknown as string)
    .send(rawBody)
  return { status, code: body.errors?.[0]?.extensions.code }
}

describe('a webhook', () => {
  test('that is signed moves its payment, and does so once', async () => {
    const id = await started({ outcome: 'delayed', afterMs: 3_600_000 })
    expect(await now(id)).toMatchObject({ status: 'PENDING' })
    const webhook = signedWebhook('evt-1', new Date(), succeeded(id))
    expect(await send(webhook)).toEqual({ status: 200 })
    expect(await send(webhook)).toEqual({ status: 200 })
    expect(await now(id)).toMatchObject({ status: 'PAID', capturedMinor: 1_000, version: 3 })
  })

  test('that twenty send at once counts once', async () => {
    const id = await started({ outcome: 'delayed', afterMs: 3_600_000 })
    const webhook = signedWebhook('evt-crowd', new Date(), succeeded(id))
    const answers = await Promise.all(Array.from({ length: 20 }, () => send(webhook)))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    expect(await now(id)).toMatchObject({ status: 'PAID', version: 3 })
  })

  test('that is forged, stale, of nobody or no webhook at all is refused, and nothing is taken', async () => {
    const id = await started({ outcome: 'delayed', afterMs: 3_600_000 })
    const sound = signedWebhook('evt-2', new Date(), succeeded(id))
    const refused = { status: 400, code: 'BAD_USER_INPUT' }
    const forged = { ...sound.headers, 'webhook-signature': 'v1,AAAA' }
    expect(await send({ ...sound, headers: forged })).toEqual(refused)
    expect(await send({ ...sound, headers: { ...sound.headers, 'webhook-id': 'evt-3' } })).toEqual(refused)
    expect(await send({ ...sound, headers: {} })).toEqual(refused)
    expect(await send({ ...sound, rawBody: Buffer.from('{}') })).toEqual(refused)
    const old = new Date(Date.now() - 301_000)
    expect(await send(signedWebhook('evt-4', old, succeeded(id)))).toEqual(refused)
    expect(await send(sound, { provider: 'manual' })).toEqual({ status: 404, code: 'BAD_USER_INPUT' })
    expect(await send(sound, { provider: '__proto__' })).toEqual({ status: 404, code: 'BAD_USER_INPUT' })
    expect(await now(id)).toMatchObject({ status: 'PENDING' })
  })

  test('that is signed and makes no sense is refused too, whatever is in it', async () => {
    for (const [at, content] of [
      null,
      [],
      { type: 'payment.captured' },
      { ...succeeded('x'), amountMinor: 1e300 },
      { ...succeeded(newId()), amountMinor: -1 },
      { type: 'payment.failed', payment: newId(), code: '\0' },
      { type: '__proto__', payment: newId() },
    ].entries())
      expect((await send(signedWebhook(`evt-odd-${at}`, new Date(), content as object))).status).toBe(400)
    const { headers } = signedWebhook('evt-5', new Date(), {})
    for (const rawBody of [Buffer.alloc(0), Buffer.from([0xff, 0xfe, 0x00]), Buffer.alloc(200_000, '[')])
      expect((await send({ headers, rawBody }, { contentType: 'application/octet-stream' })).status).toBe(400)
    const huge = Buffer.alloc(300_000, 'x')
    expect((await send({ headers, rawBody: huge })).status).toBe(413)
  })

  test('that cannot be kept is answered with a fault, so that it is sent again', async () => {
    const id = await started({ outcome: 'delayed', afterMs: 3_600_000 })
    const webhook = signedWebhook('evt-6', new Date(), succeeded(id))
    const { write } = gateway.db
    gateway.db.write = () => Promise.reject(new Error('the disk is away'))
    try {
      expect(await send(webhook)).toEqual({ status: 500, code: 'INTERNAL_SERVER_ERROR' })
    } finally {
      gateway.db.write = write
    }
    expect(await send(webhook)).toEqual({ status: 200 })
    expect(await now(id)).toMatchObject({ status: 'PAID' })
  })
})

test('whoever sends too many webhooks is told to wait, before they are read', async () => {
  const limited = await startTestGateway({ rateLimits: { perMinute: 3 } })
  const statuses: number[] = []
  for (let i = 0; i < 4; i++) statuses.push((await limited.http.post('/webhooks/test').send('{}')).status)
  expect(statuses).toEqual([400, 400, 400, 429])
})

describe('the test provider', () => {
  test('does what the client says', async () => {
    expect(await now(await started())).toMatchObject({ status: 'PAID' })
    expect(await now(await started({ outcome: 'decline' }))).toMatchObject({
      ...{ status: 'FAILED', failure: { code: 'card_declined', isRetryable: true } },
    })
    const delayed = await started({ outcome: 'delayed', afterMs: 20 })
    expect(await now(delayed)).toMatchObject({ status: 'PENDING' })
    await expect.poll(async () => (await now(delayed)).status).toBe('PAID')
    await expect(started({ outcome: 'miracle' })).rejects.toThrow('INVALID')
    await expect(started({ outcome: 'redirect' })).rejects.toThrow('REQUIRED')
  })

  test.each([
    ['succeed', 'PAID', null],
    ['fail', 'FAILED', 'authentication_failed'],
    ['abort', 'FAILED', 'aborted'],
  ])('sends the shopper to a page; there they %s, and come back', async (choice, status, code) => {
    const id = await started({ outcome: 'redirect' }, 'https://shop.example/paid?x=1')
    const { action } = await now(id)
    const url = new URL(action?.kind === 'REDIRECT' ? action.url : '')
    expect(url.origin).toBe(gateway.url)
    const page = await gateway.http.get(url.pathname + url.search)
    expect(page.status).toBe(200)
    expect(page.text).toContain('€10.00')
    expect(page.headers['content-security-policy']).toContain("form-action 'self' https://shop.example;")
    const path = new RegExp(`action="(/test-payments/${choice}[^"]+)"`).exec(page.text)?.[1] ?? ''
    const chosen = await gateway.http.post(path).type('form').send('')
    expect(chosen.status).toBe(303)
    expect(chosen.headers.location).toBe(`https://shop.example/paid?x=1&payment=${id}&result=${choice}`)
    expect(await now(id)).toMatchObject({ status, failure: code === null ? null : { code } })
  })

  test('knows no page that it has not given out', async () => {
    for (const path of ['/test-payments', '/test-payments?checkout=e30.AAAA', '/test-payments?checkout[]=x'])
      expect((await gateway.http.get(path)).status).toBe(404)
    expect((await gateway.http.post('/test-payments/succeed?checkout=x').type('form').send('')).status).toBe(
      404,
    )
  })
})
