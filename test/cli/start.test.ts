import { type ChildProcess, spawn } from 'node:child_process'
import { afterAll, describe, expect, test } from 'vitest'
import { testFolder } from './athanor.js'

const inFolder = testFolder()
const running = new Set<ChildProcess>()
afterAll(() => {
  for (const child of running) child.kill('SIGKILL')
})

const adminKey = 'the-admin-key-of-the-tests-has-32-characters'

interface Started {
  readonly url: string
  /** All that it has printed. */
  output(): string
  stop(): Promise<number | null>
}

/** `npm start`, less npm. */
async function start(database: string): Promise<Started> {
  const child = spawn(process.execPath, ['scripts/start.mjs'], {
    env: {
      PATH: process.env.PATH,
      DATABASE_URL: `file:${database}`,
      PORT: '0',
      ADMIN_PORT: '0',
      ATHANOR_ADMIN_KEY: adminKey,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  running.add(child)
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
  let output = ''
  const url = await new Promise<string>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text
        const found = /GraphQL +(http:\S+)\/graphql/.exec(output)
        if (found?.[1]) resolve(found[1])
      })
    void ended.then((code) => reject(new Error(`It ended with ${code}:\n${output}`)))
  })
  return {
    url,
    output: () => output,
    async stop() {
      child.kill('SIGTERM')
      const code = await ended
      running.delete(child)
      return code
    },
  }
}

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

    const first = await start(database)
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

    const second = await start(database)
    expect(second.output()).not.toContain('Building')
    expect(await ask(second.url, '{ shop { name } products { totalCount } }')).toEqual({
      ...(demo as object),
      shop: { name: 'Renamed' },
    })
    expect(await second.stop()).toBe(0)
  })
})
