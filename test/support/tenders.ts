import { giftCard, ledgerPosting, storeCredit, tenderUse } from '../../src/db/tables/tenders.js'
import type { GiftCardIssueInput } from '../../src/domains/tenders/index.js'
import { assert } from '../../src/kernel/assert.js'
import { newCustomer } from './carts.js'
import { must, type TestShop } from './shop.js'

let made = 0
export const newKey = (): string => `test-key-${++made}-of-tenders`

/** A new card, with its code. */
export async function newCard(
  { tenders, actor }: Pick<TestShop, 'tenders' | 'actor'>,
  amountMinor: number,
  given: Partial<GiftCardIssueInput> = {},
) {
  const input = { amount: { amountMinor, currency: 'EUR' }, idempotencyKey: newKey(), ...given }
  const { card, code } = await must(tenders.issue(actor, input))
  assert(code, 'it is the first call')
  return { id: card.id, code }
}

/** A new customer with so much credit. */
export async function newCredit(shop: TestShop, amountMinor: number) {
  const customerId = await newCustomer(shop, `credit-${++made}@example.com`)
  const delta = { amountMinor, currency: 'EUR' }
  const input = { customerId, delta, reason: 'a present', idempotencyKey: newKey() }
  await must(shop.tenders.adjustCredit(shop.actor, input))
  const [credit] = await shop.tenders.credits([customerId])
  assert(credit, 'it was made')
  return { customerId, id: credit.id }
}

type Sums = Map<string, number>
const add = (sums: Sums, key: string, amount: number) => sums.set(key, (sums.get(key) ?? 0) + amount)

/** Whatever in the books of gift cards and store credit does not add up. */
export async function tenderFaults({ db }: Pick<TestShop, 'db'>): Promise<string[]> {
  const postings = (await db.read.select().from(ledgerPosting)).sort((a, b) => a.id - b.id)
  const accounts: Sums = new Map()
  const currencies: Sums = new Map()
  const uses: Sums = new Map()
  const faults: string[] = []
  for (const posting of postings) {
    const { id, kind, accountId, counterAccount, currency, amountMinor, reference } = posting
    const entries = [
      { account: accountId, amountMinor },
      { account: `${counterAccount} ${currency}`, amountMinor: -amountMinor },
    ]
    if (entries.reduce((sum, entry) => sum + entry.amountMinor, 0) !== 0) faults.push(`${id} is not zero`)
    for (const entry of entries) {
      add(accounts, entry.account, entry.amountMinor)
      add(currencies, currency, entry.amountMinor)
    }
    if (accounts.get(accountId) !== posting.balanceAfterMinor) faults.push(`${id} left another balance`)
    if (kind === 'TAKE') add(uses, `taken ${reference} ${accountId}`, -amountMinor)
    if (kind === 'GIVE_BACK' || kind === 'REFUND')
      add(uses, `returned ${reference} ${accountId}`, amountMinor)
  }
  for (const [currency, sum] of currencies) if (sum !== 0) faults.push(`${currency} comes to ${sum}`)
  const balances = [
    ...(await db.read.select().from(giftCard)),
    ...(await db.read.select().from(storeCredit)),
  ].map(({ id, balanceMinor }) => ({ id, balanceMinor }))
  for (const { id, balanceMinor } of balances) {
    if (balanceMinor < 0) faults.push(`${id} is below zero`)
    if (balanceMinor !== (accounts.get(id) ?? 0)) faults.push(`${id} is not its postings`)
  }
  for (const { reference, accountId, takenMinor, returnedMinor } of await db.read.select().from(tenderUse)) {
    const key = `${reference} ${accountId}`
    if (takenMinor !== (uses.get(`taken ${key}`) ?? 0)) faults.push(`${key} has taken another amount`)
    if (returnedMinor !== (uses.get(`returned ${key}`) ?? 0)) faults.push(`${key} gave back another amount`)
  }
  return faults
}
