import { type AuditResult, auditServer } from 'graphql-http'
import { beforeAll, describe, expect, test } from 'vitest'
import { adminKey, type ShopGateway, startTestGateway } from '../support/gateway.js'

let gateway: ShopGateway
beforeAll(async () => {
  gateway = await startTestGateway()
})

/** As a client of the API: a GET needs a header that a form of a foreign page cannot send. */
const fetchFn: typeof fetch = (address, { headers, ...init } = {}) =>
  fetch(address, {
    ...init,
    headers: {
      ...Object.fromEntries(new Headers(headers)),
      'apollo-require-preflight': '1',
      authorization: `Bearer ${adminKey}`,
    },
  })

const withStatus = (results: readonly AuditResult[], wanted: AuditResult['status']) =>
  results.filter(({ status }) => status === wanted).map(({ id, name }) => `${id} ${name}`)

/** The specification would have 200 for these where a client asks for plain JSON; a refusal with 400 is as allowed. */
const refusedWith400 = [
  '572B SHOULD use 200 status code on document parsing failure when accepting application/json',
  'FDE2 SHOULD use 200 status code on document validation failure when accepting application/json',
  '7B9B SHOULD use a status code of 200 on variable coercion failure when accepting application/json',
]

describe.each(['/graphql', '/admin/graphql'])('%s speaks GraphQL over HTTP', (path) => {
  test('by all audits of the specification', async () => {
    const results = await auditServer({ url: `${gateway.url}${path}`, fetchFn })
    expect(results.length).toBeGreaterThan(60)
    expect(withStatus(results, 'error')).toEqual([])
    expect(withStatus(results, 'warn')).toEqual(refusedWith400)
  })
})
