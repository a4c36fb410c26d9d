// Buyers in a process of their own, which may be killed at any time. Each reserves a unit, thinks about it and buys it or
// gives it back; a line says what was answered.
import { setTimeout as sleep } from 'node:timers/promises'
import { createServices } from '../../src/app/build-services.js'
import { openDatabase } from '../../src/db/index.js'
import { systemClock } from '../../src/kernel/clock.js'

const [variantId = '0', ...buyers] = process.argv.slice(2)
const atOnce = 10
const longestThoughtMs = 200

const db = await openDatabase({ url: process.env.DATABASE_URL ?? '', maxHoldMs: 5_000, pool: 5 })
const { stock } = createServices({ db, clock: systemClock })
const actor = { name: 'system:buyers', requestId: null }

async function buy(buyer: string): Promise<void> {
  const reserved = await stock.reserve(actor, {
    channelId: 1,
    lines: [{ variantId: Number(variantId), quantity: 1 }],
    expiresAt: new Date(Date.now() + 3_600_000),
    reference: `cart:${buyer}`,
  })
  if (!reserved.ok) return say(buyer, 'refused')
  await sleep(Math.random() * longestThoughtMs)
  const { id } = reserved.value
  const step = Math.random() < 0.6 ? 'commit' : 'release'
  const ended = await stock[step](actor, id)
  if (!ended.ok) throw new Error(JSON.stringify(ended.errors))
  say(buyer, step, id)
}

const say = (...words: string[]) => void process.stdout.write(`${words.join(' ')}\n`)

async function queue(): Promise<void> {
  for (let buyer = buyers.shift(); buyer; buyer = buyers.shift()) await buy(buyer)
}
await Promise.all(Array.from({ length: atOnce }, queue))
await db.close()
