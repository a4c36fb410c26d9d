import { setTimeout as sleep } from 'node:timers/promises'
import { adminKey } from './gateway.js'
import { vessel } from './shop.js'

/** One try to save a product. */
export interface Attempt {
  readonly reference: string
  /** `CREATED`, the code of the error that was answered, or that of the broken connection. */
  readonly outcome: string
  readonly tookMs: number
}

export interface Writers {
  readonly attempts: readonly Attempt[]
  /** The references of the products whose saving was acknowledged. */
  acknowledged(): string[]
  /** Waits until so many more are acknowledged. */
  progress(count: number): Promise<void>
  /** Ends when every request has its answer. */
  stop(): Promise<void>
}

const mutation = `mutation ($items: [ProductUpsertItem!]!) {
  productsUpsert(input: { items: $items }) {
    ... on ProductsUpsertPayload { results { outcome errors { message } } }
    ... on Rejection { errors { message } }
  }
}`

interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly body: Body
}

interface Body {
  readonly data?: { readonly [field: string]: unknown } | null
  readonly errors?: readonly { readonly message: string; readonly extensions: { readonly code: string } }[]
}

/** Asks the admin API with the tests' key. */
export async function askAdmin(url: string, query: string, variables: object = {}): Promise<Answer> {
  const answer = await fetch(`${url}/admin/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${adminKey}` },
    body: JSON.stringify({ query, variables }),
    signal: AbortSignal.timeout(15_000),
  })
  return { status: answer.status, headers: answer.headers, body: (await answer.json()) as Body }
}

/** Saves one new product; `padding` makes it as large as one likes. */
export function upsert(url: string, reference: string, padding = ''): Promise<Answer> {
  const translations = [{ locale: 'en', name: reference, description: padding }]
  return askAdmin(url, mutation, { items: [{ ...vessel(reference), translations }] })
}

export async function save(url: string, reference: string, padding?: string): Promise<Attempt> {
  const since = performance.now()
  const outcome = await upsert(url, reference, padding).then(outcomeOf, brokenBy)
  return { reference, outcome, tookMs: performance.now() - since }
}

function outcomeOf({ body }: Answer): string {
  const { results: [result] = [] } = (body.data?.productsUpsert ?? {}) as { results?: { outcome: string }[] }
  if (result?.outcome === 'REJECTED') throw new Error(JSON.stringify(body))
  return result?.outcome ?? String(body.errors?.[0]?.extensions.code)
}

/** What became of a request that has no answer. */
function brokenBy(error: Error): string {
  const { code } = (error.cause ?? {}) as { code?: string }
  return code ?? error.name
}

let series = 0

/** Clients that save new products one after the other, whatever becomes of it, and remember that. */
export function startWriters(urlOf: () => string, many = 4): Writers {
  const attempts: Attempt[] = []
  const name = `w${++series}`
  let going = true

  async function write(client: number): Promise<void> {
    for (let i = 0; going; i++) {
      const attempt = await save(urlOf(), `${name}-${client}-${i}`)
      attempts.push(attempt)
      if (attempt.outcome !== 'CREATED') await sleep(20)
    }
  }

  const clients = Promise.all(Array.from({ length: many }, (_, client) => write(client)))
  const acknowledged = () =>
    attempts.filter(({ outcome }) => outcome === 'CREATED').map(({ reference }) => reference)
  return {
    attempts,
    acknowledged,
    async progress(count) {
      const goal = acknowledged().length + count
      for (const until = performance.now() + 60_000; acknowledged().length < goal; await sleep(10))
        if (performance.now() > until) throw new Error(`No progress: ${JSON.stringify(attempts.slice(-5))}`)
    },
    async stop() {
      going = false
      await clients
    },
  }
}
