import { readFileSync } from 'node:fs'
import { Agent } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import fc from 'fast-check'
import { buildSchema } from 'graphql'
import { adminKey } from '../support/gateway.js'
import type { GatewayProcess } from '../support/gateway-process.js'
import { lookAround } from './known.js'
import { type Operation, operations, type Schemas } from './operations.js'
import { comparable, faultIn, faultInBytes } from './oracle.js'
import { type RawRequest, rawRequests } from './raw-requests.js'
import { type Answer, post, sendBytes } from './send.js'

/** A document is interpreted at first and compiled when it comes back a third time. */
const sends = 4
/** A change may still be on its way to the listings, so a difference has to stay. */
const looks = 3

export interface Fuzzed {
  readonly runs: number
  readonly requests: number
}

/** Asks a gateway with the demo shop whatever comes, for so long. Throws with the seed and the case at the first fault. */
export async function fuzz(gateway: GatewayProcess, seed: number, forMs: number): Promise<Fuzzed> {
  const schemas: Schemas = {
    '/graphql': buildSchema(readFileSync('schema.graphql', 'utf8')),
    '/admin/graphql': buildSchema(readFileSync('schema.admin.graphql', 'utf8')),
  }
  const known = await lookAround(gateway.url)
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  let runs = 0
  let requests = 0
  let ended: string | null = null
  void gateway.exit.then((code) => {
    ended = `the gateway has ended with ${code}: ${gateway.output().slice(-2_000)}`
  })

  async function ask({ endpoint, body, headers }: Operation): Promise<Answer> {
    requests++
    const authorization = endpoint === '/graphql' ? {} : { authorization: `Bearer ${adminKey}` }
    const answer = await post(
      gateway.url + endpoint,
      JSON.stringify(body),
      { ...authorization, ...headers },
      agent,
    )
    const fault = faultIn(answer)
    if (fault) throw new Error(`${fault}\n${answer.text.slice(0, 2_000)}`)
    return answer
  }

  async function checkOperation(operation: Operation): Promise<void> {
    for (let look = 1; ; look++) {
      const answers: string[] = []
      // Another text is another document, which is interpreted at first.
      const query = `${operation.body.query} # ${look}`
      const anew = look === 1 ? operation : { ...operation, body: { ...operation.body, query } }
      for (let send = 0; send < sends; send++) answers.push(comparable(await ask(anew)))
      const other = answers.find((answer) => answer !== answers[0])
      if (!operation.isQuery || other === undefined) return
      if (look === looks) throw new Error(`The same question has two answers:\n${answers[0]}\n${other}`)
      await sleep(500)
    }
  }

  async function checkBytes({ bytes }: RawRequest): Promise<void> {
    requests++
    const text = await sendBytes(gateway.url, bytes)
    const fault = faultInBytes(text)
    if (fault) throw new Error(`${fault}\n${text.slice(0, 2_000)}`)
  }

  const cases = fc.oneof(
    { weight: 4, arbitrary: operations(schemas, known) },
    { weight: 1, arbitrary: rawRequests },
  )
  const property = fc.asyncProperty(cases, async (one: Operation | RawRequest) => {
    runs++
    await ('bytes' in one ? checkBytes(one) : checkOperation(one))
    if (ended) throw new Error(ended)
  })
  try {
    await fc.assert(property, {
      seed,
      numRuns: Number.MAX_SAFE_INTEGER,
      interruptAfterTimeLimit: forMs,
      markInterruptAsFailure: false,
      asyncReporter: async (run) => report(run, gateway),
    })
  } finally {
    agent.destroy()
  }
  return { runs, requests }
}

const mostShown = 4_000

/** Throws what has gone wrong, with the smallest case of it and what the gateway has logged. */
function report(run: fc.RunDetails<[Operation | RawRequest]>, gateway: GatewayProcess): void {
  if (!run.failed) return
  const logged = gateway
    .output()
    .split('\n')
    .filter((line) => /"level":"(error|fatal)"/.test(line))
    .at(-1)
  const [one] = run.counterexample ?? []
  throw new Error(
    [
      `Seed ${run.seed}, case ${run.numRuns}: ${String((run.errorInstance as Error | null)?.message)}`,
      JSON.stringify(one)?.slice(0, mostShown),
      `Logged: ${logged?.slice(0, mostShown)}`,
    ].join('\n\n'),
  )
}
