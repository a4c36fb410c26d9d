import { describe, expect, test } from 'vitest'
import { adminKey, npmStart } from '../support/npm-start.js'
import { testFolder } from './athanor.js'

const inFolder = testFolder()

async function ask(url: string, query: string): Promise<unknown> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${adminKey}` }
  const answer = await fetch(`${url}/admin/graphql`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ query }),
  })
  const { data, errors } = (await answer.json()) as { data: unknown; errors?: unknown }
  expect(errors).toBeUndefined()
  return data
}

describe('npm start', () => {
  test('builds, seeds the demo shop, serves it with the explorer, and finds its data again', {
    timeout: 120_000,
  }, async () => {
    const database = inFolder('shop.db')

    const first = await npmStart(database)
    const demo = await ask(first.url, '{ shop { name } products { totalCount } }')
    expect(demo).toEqual({
      shop: { name: 'Athanor Alchemical Supplies' },
      products: { totalCount: expect.any(Number) },
    })
    expect(demo).not.toMatchObject({ products: { totalCount: 0 } })
    for (const page of ['/explorer', '/explorer/assets/explorer.js', '/schema.graphql'])
      expect((await fetch(first.url + page)).status, page).toBe(200)
    await ask(first.url, 'mutation { shopSave(input: { name: "Renamed" }) { __typename } }')
    expect(await first.stop()).toBe(0)
    expect(first.output()).not.toContain('Warning')

    const second = await npmStart(database)
    expect(second.output()).not.toContain('Building')
    expect(await ask(second.url, '{ shop { name } products { totalCount } }')).toEqual({
      ...(demo as object),
      shop: { name: 'Renamed' },
    })
    expect(await second.stop()).toBe(0)
  })
})
