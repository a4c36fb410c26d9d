import { beforeAll, describe, expect, test } from 'vitest'
import { adminKey, type ShopGateway, startTestGateway } from '../support/gateway.js'

const apiKeyCreate = /* GraphQL */ `
  mutation ($input: ApiKeyCreateInput!) {
    apiKeyCreate(input: $input) {
      ... on ApiKeyCreatePayload {
        key
        apiKey { id name prefix permissions expiresAt revokedAt createdAt }
      }
      ... on Rejection { errors { __typename code message field ... on InvalidInput { allowed } } }
    }
  }
`
const apiKeyRevoke = /* GraphQL */ `
  mutation ($id: ID!) {
    apiKeyRevoke(input: { id: $id }) {
      ... on ApiKeyRevokePayload { apiKey { id revokedAt } }
      ... on Rejection { errors { code message field ... on NotFound { reference } } }
    }
  }
`
const shopSave = 'mutation { shopSave(input: { name: "Shop" }) { __typename } }'
const apiKeys = '{ apiKeys { nodes { id name prefix permissions } totalCount pageInfo { hasNextPage } } }'
const auditEntries = '{ auditEntries { nodes { action } } }'

let gateway: ShopGateway
beforeAll(async () => {
  gateway = await startTestGateway()
})

const bearer = (key: string) => ({ authorization: `Bearer ${key}` })
const code = (body: { errors?: { extensions: { code: string } }[] }) => body.errors?.[0]?.extensions.code

async function create(input: object, headers?: Record<string, string>) {
  const { body } = await gateway.admin(apiKeyCreate, { input }, headers)
  return body.data.apiKeyCreate
}

describe('an admin field', () => {
  const operations = [
    shopSave,
    apiKeys,
    auditEntries,
    'mutation { channelSave(input: { slug: "eu" }) { __typename } }',
    'mutation { apiKeyCreate(input: { name: "x", permissions: [AUDIT_READ] }) { __typename } }',
    'mutation { apiKeyRevoke(input: { id: "key_bootstrap" }) { __typename } }',
  ]

  test.each(operations)('needs a key: %s', async (operation) => {
    const { body } = await gateway.http.post('/admin/graphql').send({ query: operation })
    expect(code(body)).toBe('UNAUTHENTICATED')
    expect(body.data ?? null).toBeNull()
  })

  test.each(operations)('needs its own permission: %s', async (operation) => {
    const { key } = await create({ name: 'Prices', permissions: ['PRICES_WRITE'] })
    const { body } = await gateway.admin(operation, {}, bearer(key))
    expect(code(body)).toBe('FORBIDDEN')
    expect(body.data ?? null).toBeNull()
  })

  test.each(operations)('is no field of the public endpoint: %s', async (operation) => {
    const { body } = await gateway.request(operation, {}, bearer(adminKey))
    expect(code(body)).toBe('GRAPHQL_VALIDATION_FAILED')
  })

  test.each(['', 'x', 'ath_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA', `${adminKey}x`, 'bootstrap'])(
    'does not open to the key %j',
    async (key) => {
      const { status, body } = await gateway.admin(shopSave, {}, bearer(key))
      expect(code(body)).toBe('UNAUTHENTICATED')
      expect(status).toBe(401)
    },
  )

  test('opens to a key with its permission, and only that field', async () => {
    const { key } = await create({ name: 'Auditor', permissions: ['AUDIT_READ'] })
    expect((await gateway.admin(auditEntries, {}, bearer(key))).body.errors).toBeUndefined()
    expect(code((await gateway.admin(apiKeys, {}, bearer(key))).body)).toBe('FORBIDDEN')
  })
})

describe('apiKeyCreate', () => {
  test('answers the key once, and nothing shows it again', async () => {
    const { key, apiKey } = await create({ name: 'Feed', permissions: ['CATALOG_WRITE', 'CATALOG_READ'] })
    expect(key).toMatch(/^ath_[\w-]{43}$/)
    expect(apiKey).toEqual({
      id: expect.stringMatching(/^key_[0-9a-f-]{36}$/),
      name: 'Feed',
      prefix: key.slice(0, 8),
      permissions: ['CATALOG_READ', 'CATALOG_WRITE'],
      expiresAt: null,
      revokedAt: null,
      createdAt: expect.any(String),
    })
    const shown = await Promise.all([
      gateway.admin(apiKeys),
      gateway.admin('{ auditEntries { nodes { actor action entity entityId before after requestId } } }'),
    ])
    const text = JSON.stringify([...shown.map(({ body }) => body), gateway.logged])
    expect(text).toContain(apiKey.prefix)
    expect(text).not.toContain(key.slice(8))
    expect(text).not.toContain(adminKey)
    expect(text).not.toMatch(/hash|[0-9a-f]{64}/i)
  })

  test('grants nothing that the asking key does not have', async () => {
    const { key } = await create({ name: 'Keys', permissions: ['KEYS_WRITE', 'AUDIT_READ'] })
    const refused = await create({ name: 'More', permissions: ['AUDIT_READ', 'PRICES_WRITE'] }, bearer(key))
    expect(refused).toMatchObject({
      errors: [
        { code: 'INVALID', field: ['input', 'permissions', '1'], allowed: ['KEYS_WRITE', 'AUDIT_READ'] },
      ],
    })
    const granted = await create({ name: 'Same', permissions: ['AUDIT_READ'] }, bearer(key))
    expect(granted.apiKey.permissions).toEqual(['AUDIT_READ'])
  })

  test('tells every reason of a refusal', async () => {
    const input = { name: '', permissions: [], expiresAt: '2020-01-01T00:00:00Z' }
    expect(await create(input)).toMatchObject({
      errors: [
        { field: ['input', 'name'] },
        { field: ['input', 'permissions'] },
        { field: ['input', 'expiresAt'], code: 'OUT_OF_RANGE' },
      ],
    })
  })

  test('makes a key that ends by itself', async () => {
    const expiresAt = new Date(Date.now() + 300)
    const { key } = await create({
      name: 'Short',
      permissions: ['AUDIT_READ'],
      expiresAt: expiresAt.toISOString(),
    })
    expect((await gateway.admin(auditEntries, {}, bearer(key))).body.errors).toBeUndefined()
    await new Promise((resolve) => setTimeout(resolve, expiresAt.getTime() - Date.now() + 5))
    expect(code((await gateway.admin(auditEntries, {}, bearer(key))).body)).toBe('UNAUTHENTICATED')
  })
})

describe('apiKeyRevoke', () => {
  const revoke = async (id: string) => (await gateway.admin(apiKeyRevoke, { id })).body.data.apiKeyRevoke

  test('ends a key at once, on both endpoints', async () => {
    const { key, apiKey } = await create({ name: 'Leaked', permissions: ['AUDIT_READ'] })
    expect((await gateway.admin(auditEntries, {}, bearer(key))).body.errors).toBeUndefined()
    expect(await revoke(apiKey.id)).toEqual({ apiKey: { id: apiKey.id, revokedAt: expect.any(String) } })
    expect(code((await gateway.admin(auditEntries, {}, bearer(key))).body)).toBe('UNAUTHENTICATED')
    expect(code((await gateway.request('{ shop { name } }', {}, bearer(key))).body)).toBe('UNAUTHENTICATED')
  })

  test.each(['', 'bootstrap', 'chn_1', 'key_', 'key_nobody', 'key_01a1f89c-d14b-7342-9482-54029ec085cf'])(
    'finds no key %j',
    async (id) => {
      expect(await revoke(id)).toMatchObject({
        errors: [{ code: 'NOT_FOUND', field: ['input', 'id'], reference: id }],
      })
    },
  )

  test('leaves the key of the configuration alone', async () => {
    expect(await revoke('key_bootstrap')).toMatchObject({
      errors: [{ field: ['input', 'id'], message: expect.stringContaining('ATHANOR_ADMIN_KEY') }],
    })
    expect((await gateway.admin(apiKeys)).body.errors).toBeUndefined()
  })
})

test('apiKeys lists the keys in pages, the one of the configuration first', async () => {
  await create({ name: 'Newest', permissions: ['AUDIT_READ'] })
  const page =
    '{ apiKeys(first: 2) { edges { cursor node { name prefix } } totalCount pageInfo { hasNextPage endCursor } } }'
  const { body } = await gateway.admin(page)
  const { edges, pageInfo, totalCount } = body.data.apiKeys
  expect(edges.map((edge: { node: { name: string } }) => edge.node.name)).toEqual([
    'ATHANOR_ADMIN_KEY',
    'Newest',
  ])
  expect(pageInfo).toEqual({ hasNextPage: true, endCursor: edges[1].cursor })
  expect(totalCount).toBeGreaterThan(2)
})
