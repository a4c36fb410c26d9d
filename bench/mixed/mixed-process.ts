import { Agent, request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { burstOf } from '../figures.js'
import { carryOut } from '../processes/child.js'
import { randomOf } from '../shop/random.js'
import { createKnowledge } from './knowledge.js'
import type { MixedBurst, MixedOrder } from './mixed.js'
import { createReads, type Data, type Shown, shownIn } from './reads.js'
import { createWrites, versionIn } from './writes.js'

const readers = 16

// Readers and writers are one process, so that one clock tells what was acknowledged before something was asked for.
// What it knows outlives a burst: an answer of the next one may be older than this one.
const knowledge = createKnowledge()
let nextWrite: ReturnType<typeof createWrites> | undefined
let position: string | undefined

carryOut<MixedOrder, MixedBurst>(async (order) => {
  const { readUrl, writeUrl, writeHeaders, products, cursors, writesPerSecond, seconds, carries } = order
  const nextRead = createReads(randomOf(7), products, cursors)
  nextWrite ??= createWrites(randomOf(8), products)
  const next = nextWrite
  const agent = new Agent({ keepAlive: true, maxSockets: readers + 1 })
  const startedMs = performance.now()
  const isOver = () => performance.now() > startedMs + seconds * 1_000
  const latenciesMs: number[] = []
  const seen = { writes: 0, stale: 0, oldestMs: 0 }

  async function writer(): Promise<void> {
    for (let dueMs = startedMs; !isOver(); dueMs += 1_000 / writesPerSecond) {
      await sleep(Math.max(dueMs - performance.now(), 0))
      const { thing, version, body } = next()
      const { text, headers } = await post(agent, writeUrl, writeHeaders, body)
      if (!isSaved(text)) throw new Error(`A write of the mixed load is answered ${text}`)
      knowledge.acknowledge(thing, version)
      position = String(headers['athanor-seq'])
      seen.writes++
    }
  }

  async function reader(): Promise<void> {
    while (!isOver()) {
      const body = nextRead()
      const askedAtMs = performance.now()
      const headers = carries && position !== undefined ? { 'athanor-seq': position } : {}
      const { text } = await post(agent, readUrl, headers, body)
      latenciesMs.push(performance.now() - askedAtMs)
      const { data, errors } = JSON.parse(text) as { data: Data; errors?: unknown }
      if (errors) throw new Error(`A read of the mixed load is answered ${text}`)
      const ageMs = Math.max(0, ...shownIn(data).map((shown) => ageOf(shown, askedAtMs)))
      if (ageMs > 0) seen.stale++
      seen.oldestMs = Math.max(seen.oldestMs, ageMs)
    }
  }

  await Promise.all([writer(), ...Array.from({ length: readers }, reader)])
  agent.destroy()
  return { ...burstOf(latenciesMs, (performance.now() - startedMs) / 1_000), ...seen }
})

const isSaved = (text: string): boolean => !/"errors":\[\{|Rejection|REJECTED/.test(text)

function ageOf({ slug, name, variants }: Shown, askedAtMs: number): number {
  const ages = variants.nodes.map(({ sku, price }) => knowledge.ageMs(sku, price.amountMinor, askedAtMs))
  return Math.max(knowledge.ageMs(slug, versionIn(name), askedAtMs), ...ages)
}

type Headers = Readonly<Record<string, string>>
interface Answer {
  readonly text: string
  readonly headers: NodeJS.Dict<string | string[]>
}

function post(agent: Agent, url: string, headers: Headers, body: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const described = { 'content-type': 'application/json', ...headers }
    const sending = request(url, { method: 'POST', agent, headers: described }, (answer) => {
      let text = ''
      answer.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
      answer.on('end', () => resolve({ text, headers: answer.headers })).on('error', reject)
    })
    sending.on('error', reject).end(body)
  })
}
