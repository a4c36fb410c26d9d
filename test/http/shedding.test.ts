import { setImmediate as turn } from 'node:timers/promises'
import { buildSchema } from 'graphql'
import { beforeAll, expect, test } from 'vitest'
import { startBareGateway, type TestGateway } from '../support/gateway.js'

let gateway: TestGateway
beforeAll(async () => {
  gateway = await startBareGateway(buildSchema('type Query { free: Boolean }'), { maxEventLoopDelayMs: 200 })
})

function block(ms: number): void {
  for (const endMs = performance.now() + ms; performance.now() < endMs; );
}

/** Blocks the loop for so long in each of its turns, until the job is done. */
async function blocking<Answer>(ms: number, job: Promise<Answer>): Promise<Answer> {
  let isDone = false
  const noteEnd = () => {
    isDone = true
  }
  job.then(noteEnd, noteEnd)
  while (!isDone) {
    block(ms)
    await turn()
  }
  return job
}

const ask = () => gateway.request('{ free }')

async function untilStatus(status: number) {
  for (;;) {
    const answer = await ask()
    if (answer.status === status) return answer
  }
}

test('a gateway whose event loop is too slow refuses requests, and serves again when it is fast', async () => {
  expect((await ask()).status).toBe(200)
  const refused = await blocking(300, untilStatus(503))
  expect(refused.headers['retry-after']).toBe('1')
  expect(refused.headers['cache-control']).toBe('no-store')
  expect(refused.body).toEqual({
    errors: [
      {
        message: 'The gateway has more to do than it can. Try again in a moment.',
        extensions: { code: 'OVERLOADED', retryAfterMs: 1_000 },
      },
    ],
  })
  expect((await untilStatus(200)).body).toMatchObject({ data: { free: null } })
  const messages = gateway.logged.map(({ msg }) => msg)
  expect(messages).toContain('overloaded, refusing requests')
  const served = gateway.logged.filter(({ msg }) => msg === 'request')
  expect(new Set(served.map(({ statusCode }) => statusCode))).toEqual(new Set([200]))
})

test('a gateway that is busy, but not too much, serves all', async () => {
  const startMs = performance.now()
  const job = async () => {
    const statuses = new Set<number>()
    while (performance.now() - startMs < 1_500) statuses.add((await ask()).status)
    return statuses
  }
  expect(await blocking(5, job())).toEqual(new Set([200]))
})
