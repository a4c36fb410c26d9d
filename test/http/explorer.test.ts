import { readdirSync } from 'node:fs'
import fastify, { type FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildExplorer } from '../../scripts/build.mjs'
import { explorer } from '../../src/http/explorer.js'

let app: FastifyInstance
const get = (url: string) => app.inject({ method: 'GET', url })

beforeAll(async () => {
  await buildExplorer()
  app = fastify()
  await app.register(explorer)
}, 60_000)
afterAll(() => app.close())

describe('the explorer', () => {
  test('is where / leads', async () => {
    const answer = await get('/')
    expect(answer.statusCode).toBe(302)
    expect(answer.headers.location).toBe('/explorer')
  })

  test.each(['/explorer', '/explorer/admin'])('has a page at %s', async (url) => {
    const answer = await get(url)
    expect(answer.statusCode).toBe(200)
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8')
    expect(answer.body).toContain('<div id="explorer">')
  })

  test('lets nothing be loaded from elsewhere, and nobody frame it', async () => {
    for (const url of ['/', '/explorer', '/explorer/assets/explorer.js', '/explorer/missing']) {
      const policy = String((await get(url)).headers['content-security-policy'])
      expect(policy).toContain("default-src 'none'")
      expect(policy).toContain("script-src 'self';")
      expect(policy).toContain("frame-ancestors 'none'")
      expect(policy).not.toMatch(/https?:|\*|'unsafe-eval'/)
    }
  })

  test('serves all that the page is made of, from this server alone', async () => {
    const page = (await get('/explorer')).body
    const linked = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, url]) => url as string)
    expect(linked).toEqual(
      expect.arrayContaining(['/explorer/assets/explorer.js', '/explorer/assets/explorer.css']),
    )
    expect(linked.filter((url) => !url.startsWith('/') && url !== 'data:,')).toEqual([])
    for (const url of linked.filter((link) => link.startsWith('/explorer/')))
      expect((await get(url)).statusCode, url).toBe(200)

    const assets = readdirSync(new URL('../../dist/explorer/assets/', import.meta.url))
    let speaksOverSockets = false
    expect(assets).toEqual(
      expect.arrayContaining(['editor.worker.js', 'graphql.worker.js', 'json.worker.js']),
    )
    for (const asset of assets) {
      const answer = await get(`/explorer/assets/${asset}`)
      expect(answer.statusCode, asset).toBe(200)
      if (answer.body.includes('graphql-transport-ws')) speaksOverSockets = true
      if (asset.endsWith('.css'))
        expect(answer.body, asset).not.toMatch(/(?:url\(|@import)\s*["']?(?:https?:)?\/\//)
      if (asset.endsWith('.js'))
        expect(answer.body, asset).not.toMatch(
          /(?:import|from|importScripts|Worker|fetch)\s*\(?\s*["'`](?:https?:)?\/\//,
        )
    }
    expect(speaksOverSockets).toBe(true)
  })

  test.each(['/explorer/assets/missing.js', '/explorer/../package.json', '/explorer/%2e%2e/.server'])(
    'does not find %s',
    async (url) => {
      expect((await get(url)).statusCode).toBe(404)
    },
  )
})
