import { beforeAll, describe, expect, test } from 'vitest'
import { startBareGateway, type TestGateway } from '../support/gateway.js'
import { labSchema } from './lab-schema.js'

let gateway: TestGateway

beforeAll(async () => {
  gateway = await startBareGateway(labSchema())
})

const echo = 'query ($text: String) { echo(text: $text) }'

describe('text that cannot be stored is refused before anything runs', () => {
  const bad = { NUL: 'a\u0000b', 'half of a pair': 'a\ud83d', 'a pair in the wrong order': '\udca7\ud83d' }

  test.each(Object.entries(bad))('%s in a variable', async (_, text) => {
    const answer = await gateway.request(echo, { text })
    expect(answer.status).toBe(400)
    expect(answer.body.errors[0]).toMatchObject({
      message: '`text` has a NUL character or half of a surrogate pair. Send valid Unicode without them.',
      extensions: { code: 'BAD_USER_INPUT', field: ['text'] },
    })
    expect(answer.body.data).toBeUndefined()
  })

  test('deep in an input, with the path to it', async () => {
    const query = 'query ($in: Patch!) { patch(input: $in) }'
    const answer = await gateway.request(query, { in: { id: 'x', more: [{ id: 'y' }, { id: 'z\u0000' }] } })
    expect(answer.body.errors[0].extensions.field).toEqual(['in', 'more', '1', 'id'])
  })

  test('in a name', async () => {
    const answer = await gateway.request('query ($j: JSON) { exact(json: $j) }', { j: { 'a\u0000': 1 } })
    expect(answer.status).toBe(400)
  })

  test.each(['"a\\u0000b"', '"\\ud83d"', '"""\\ud83d\u0000"""'])('%s in the document', async (literal) => {
    const answer = await gateway.request(`{ echo(text: ${literal}) }`)
    expect(answer.status).toBe(400)
  })

  test('but every other text passes', async () => {
    const text = '💧 ü \n \t \u0001 \uffff "quoted"'
    expect(JSON.parse((await gateway.request(echo, { text })).body.data.echo)).toEqual({ text })
  })

  test('input that nests without end', async () => {
    const nested = `${'['.repeat(30_000)}${']'.repeat(30_000)}`
    const body = `{"query":"query ($j: JSON) { exact(json: $j) }","variables":{"j":${nested}}}`
    const answer = await gateway.http.post('/graphql').set('content-type', 'application/json').send(body)
    expect(answer.status).toBe(400)
    expect(answer.body.errors[0].extensions.code).toBe('BAD_USER_INPUT')
  })
})
