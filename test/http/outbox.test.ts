import { expect, test } from 'vitest'
import { startTestGateway } from '../support/gateway.js'

const letter = {
  to: 'anna@example.com',
  subject: 'Hello <b>you</b>',
  text: 'Your token: atm_x & "y"',
  html: '<p>unused',
}

test('the outbox shows letters as text, to nobody else and in no frame', async () => {
  const gateway = await startTestGateway()
  await gateway.services.mail.keeper.send(letter)
  const { status, text, headers } = await gateway.http.get('/outbox')
  expect(status).toBe(200)
  expect(text).toContain('Hello &lt;b&gt;you&lt;/b&gt;')
  expect(text).toContain('atm_x &amp; &quot;y&quot;')
  expect(headers['content-security-policy']).toMatch(/default-src 'none'.*frame-ancestors 'none'/)
  expect(headers['cache-control']).toBe('no-store')
  expect(headers['access-control-allow-origin']).toBeUndefined()
  const { body } = await gateway.http.get('/outbox.json')
  const { html: _, ...shown } = letter
  expect(body).toEqual([{ ...shown, at: expect.any(String) }])
})

test('production has no outbox', async () => {
  const gateway = await startTestGateway({ production: true })
  for (const path of ['/outbox', '/outbox.json']) expect((await gateway.http.get(path)).status).toBe(404)
})
