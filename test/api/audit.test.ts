import { beforeAll, describe, expect, test } from 'vitest'
import { type ShopGateway, startTestGateway } from '../support/gateway.js'

let gateway: ShopGateway
beforeAll(async () => {
  gateway = await startTestGateway()
})

interface Entry {
  readonly action: string
  readonly actor: string
  readonly entity: string
  readonly entityId: string
}

async function entries(argumentList = ''): Promise<Entry[]> {
  const query = `{ auditEntries${argumentList} { nodes { at actor action entity entityId before after requestId } } }`
  const { body } = await gateway.admin(query)
  if (body.errors) throw new Error(JSON.stringify(body.errors))
  return body.data.auditEntries.nodes
}
const channel = 'slug: "eu", name: "Europe", currencies: ["EUR"], locales: ["de"], countries: ["DE"]'
const channelSave = (input: string) =>
  gateway.admin(
    `mutation { channelSave(input: { ${input} }) { ... on ChannelSavePayload { channel { id } } } }`,
  )

test('every admin mutation leaves one entry, a refused one none', async () => {
  const mutations = [
    ['channelSave', channel],
    ['shopSave', 'name: "Alembic"'],
    ['apiKeyCreate', 'name: "Feed", permissions: [AUDIT_READ]'],
  ] as const
  for (const [action, input] of mutations) {
    const before = await entries()
    await gateway.admin(`mutation { ${action}(input: { ${input} }) { __typename } }`)
    const after = await entries()
    expect(after.slice(1)).toEqual(before)
    expect(after[0]).toMatchObject({ action, actor: 'key:bootstrap' })
  }
  const before = await entries()
  await channelSave('slug: "new"')
  await gateway.admin('mutation { shopSave(input: { name: "" }) { __typename } }')
  await gateway.admin('mutation { apiKeyRevoke(input: { id: "key_bootstrap" }) { __typename } }')
  expect(await entries()).toEqual(before)
})

describe('an entry', () => {
  test('names what was changed by the id that the API gives it, and the request that did it', async () => {
    const { body, headers } = await channelSave(channel.replace('Europe', 'Old World'))
    const { id } = body.data.channelSave.channel
    const [entry] = await entries(`(entity: "Channel", entityId: "${id}")`)
    expect(entry).toMatchObject({
      at: expect.stringMatching(/^\d{4}-.*Z$/),
      actor: 'key:bootstrap',
      action: 'channelSave',
      entity: 'Channel',
      entityId: id,
      before: { name: 'Europe', version: 1 },
      after: { name: 'Old World', version: 2 },
      requestId: headers['x-request-id'] ?? expect.any(String),
    })
  })

  test('is found by its type, its thing and its actor', async () => {
    expect(new Set((await entries('(entity: "Channel")')).map(({ entity }) => entity))).toEqual(
      new Set(['Channel']),
    )
    expect(await entries('(entityId: "shop")')).toMatchObject([{ action: 'shopSave', entity: 'Shop' }])
    expect(await entries('(entityId: "key_bootstrap")')).toMatchObject([{ action: 'bootstrapKeySet' }])
    expect(await entries('(actor: "system:bootstrap")')).toMatchObject([{ entityId: 'key_bootstrap' }])
    expect(await entries('(entityId: "chn_999")')).toEqual([])
  })
})

test('the list is walked by cursors, newest first', async () => {
  const page = async (after: string | null) => {
    const query =
      'query ($after: String) { auditEntries(first: 1, after: $after) { nodes { action } pageInfo { endCursor hasNextPage } } }'
    return (await gateway.admin(query, { after })).body.data.auditEntries
  }
  const walked: string[] = []
  let cursor: string | null = null
  do {
    const { nodes, pageInfo } = await page(cursor)
    walked.push(nodes[0].action)
    cursor = pageInfo.hasNextPage ? pageInfo.endCursor : null
  } while (cursor)
  expect(walked).toEqual((await entries()).map(({ action }) => action))
})

test.each([
  '(first: -1)',
  '(first: 101)',
  '(first: 1, last: 1)',
  '(after: "nonsense")',
  '(entity: "Brand", entityId: "chn_1")',
  '(entity: "")',
])('auditEntries%s is a request error', async (argumentList) => {
  const { status, body } = await gateway.admin(`{ auditEntries${argumentList} { nodes { action } } }`)
  expect(body.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }])
  expect(status).toBeLessThan(500)
})
