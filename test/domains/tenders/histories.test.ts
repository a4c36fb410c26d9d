import { asc } from 'drizzle-orm'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { attempt, type Tx } from '../../../src/db/index.js'
import { ledgerPosting } from '../../../src/db/tables/tenders.js'
import type { TenderAmount } from '../../../src/domains/tenders/index.js'
import type { Problem } from '../../../src/kernel/problem.js'
import { ok, type Result } from '../../../src/kernel/result.js'
import { timeout, times } from '../../support/counts.js'
import { openTestShop, type TestShop } from '../../support/shop.js'
import { newCard, newCredit, newKey, tenderFaults } from '../../support/tenders.js'

let shop: TestShop
beforeAll(async () => {
  shop = await openTestShop()
})

/** Two cards and a store credit. */
const nth = fc.nat({ max: 2 })
const amount = fc.integer({ min: 1, max: 250 })
const order = fc.nat({ max: 1 })
/** Also twice at the same time, and in a job that comes to nothing. */
const how = fc.constantFrom('once', 'once', 'twice', 'crash')
const is = <Name extends string>(name: Name) => fc.constant(name)
const step = fc.oneof(
  fc.record({ do: is('take'), how, order, amounts: fc.tuple(amount, amount, amount), of: nth }),
  fc.record({ do: is('giveBack'), how, order }),
  fc.record({ do: is('refund'), how, order, of: nth, amount, again: fc.boolean() }),
  fc.record({ do: is('adjust'), of: nth, delta: fc.integer({ min: -500, max: 500 }) }),
  fc.record({ do: is('update'), of: fc.nat({ max: 1 }), to: fc.constantFrom('disabled', 'ended', 'usable') }),
)
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

interface History {
  readonly accounts: readonly Pick<TenderAmount, 'kind' | 'id'>[]
  readonly customerId: string
  readonly orders: readonly string[]
  lastRefund: string
}

let histories = 0
async function newHistory(): Promise<History> {
  const cards = [await newCard(shop, 1_000), await newCard(shop, 300)]
  const { customerId, id } = await newCredit(shop, 500)
  histories++
  return {
    accounts: [
      ...cards.map((card) => ({ kind: 'GIFT_CARD' as const, id: card.id })),
      { kind: 'STORE_CREDIT', id },
    ],
    customerId,
    orders: [0, 1].map((i) => `order:${histories}-${i}`),
    lastRefund: newKey(),
  }
}

type Job = (tx: Tx) => Promise<Result<null, Problem>>

async function run(job: Job, way: 'once' | 'twice' | 'crash'): Promise<void> {
  const crash = async (tx: Tx) => {
    await job(tx)
    throw new Error('crash')
  }
  if (way === 'crash') await expect(shop.db.write(crash)).rejects.toThrow('crash')
  else await Promise.all(Array.from({ length: way === 'twice' ? 2 : 1 }, () => attempt(shop.db, job)))
}

/** Lets it happen, or be refused. */
async function happen(given: Step, history: History): Promise<void> {
  const { tenders, actor } = shop
  const account = 'of' in given ? history.accounts[given.of] : undefined
  const reference = 'order' in given ? (history.orders[given.order] ?? '') : ''
  if (given.do === 'giveBack')
    return run(async (tx) => ok(await tenders.giveBack(tx, reference).then(() => null)), given.how)
  if (!account) throw new Error('The step is of an account')
  if (given.do === 'take') {
    const asked = history.accounts.map((one, i) => ({ ...one, amountMinor: given.amounts[i] ?? 1 }))
    return run((tx) => tenders.take(tx, { reference, tenders: asked.slice(given.of) }), given.how)
  }
  if (given.do === 'refund') {
    if (!given.again) history.lastRefund = newKey()
    const part = { ...account, reference, amountMinor: given.amount, refundReference: history.lastRefund }
    return run((tx) => tenders.refund(tx, part), given.how)
  }
  if (given.do === 'update') {
    const [card] = await tenders.giftCards([account.id])
    const endsAt = given.to === 'ended' ? shop.clock.now() : null
    const change = { giftCardId: account.id, expectedVersion: card?.version ?? 0 }
    await tenders.update(actor, { ...change, endsAt, disabled: given.to === 'disabled' })
    return
  }
  const rest = { delta: { amountMinor: given.delta, currency: 'EUR' }, reason: 'x', idempotencyKey: newKey() }
  const adjust = () =>
    account.kind === 'GIFT_CARD'
      ? tenders.adjust(actor, { ...rest, giftCardId: account.id })
      : tenders.adjustCredit(actor, { ...rest, customerId: history.customerId })
  await Promise.all([adjust(), adjust()])
}

const postings = () => shop.db.read.select().from(ledgerPosting).orderBy(asc(ledgerPosting.id))

test('whatever happens to gift cards and store credit, the books balance and are only added to', {
  timeout,
}, async () => {
  const steps = fc.array(step, { minLength: 10, maxLength: 24 })
  await fc.assert(
    fc.asyncProperty(steps, async (history) => {
      const about = await newHistory()
      let before = await postings()
      for (const given of history) {
        await happen(given, about)
        const after = await postings()
        expect(after.slice(0, before.length)).toEqual(before)
        if ('how' in given && given.how === 'crash') expect(after).toHaveLength(before.length)
        // What happens once, however often it is tried at the same time: a posting for each account at most.
        const added = after.slice(before.length)
        expect(new Set(added.map(({ accountId }) => accountId)).size).toBe(added.length)
        expect(await tenderFaults(shop)).toEqual([])
        before = after
      }
    }),
    { numRuns: times(8, 400) },
  )
})
