import { expect, test } from 'vitest'
import { openRaw } from '../../support/raw-database.js'
import { must, openTestShop } from '../../support/shop.js'
import { statementsOf } from '../../support/statements.js'
import { newCard, newCredit, newKey } from '../../support/tenders.js'

test('no statement about gift cards and store credit walks a table that grows with them', async () => {
  const shop = await openTestShop()
  const { tenders, db, actor } = shop
  const seen = await statementsOf(async () => {
    const { id, code } = await newCard(shop, 1_000, { externalReference: 'one' })
    const { customerId, id: creditId } = await newCredit(shop, 500)
    await tenders.giftCardByCode(code)
    await tenders.giftCardsNamed(code, [id])
    await tenders.forCart({ giftCardIds: [id], customerId, currency: 'EUR' })
    const taking = [
      { kind: 'GIFT_CARD' as const, id, amountMinor: 10 },
      { kind: 'STORE_CREDIT' as const, id: creditId, amountMinor: 10 },
    ]
    await db.write((tx) => must(tenders.take(tx, { reference: 'order:1', tenders: taking })))
    const part = {
      kind: 'GIFT_CARD' as const,
      id,
      amountMinor: 1,
      reference: 'order:1',
      refundReference: newKey(),
    }
    await db.write((tx) => must(tenders.refund(tx, part)))
    await db.write((tx) => tenders.giveBack(tx, 'order:1'))
    await tenders.taken(db.read, 'order:1')
    await must(tenders.update(actor, { giftCardId: id, expectedVersion: 1, note: 'x' }))
    await tenders.cards(code.slice(-4), {})
    await tenders.countCards(code.slice(-4))
    await tenders.entries(id, { first: 1 })
    await tenders.countEntries(id)
  })
  const raw = await openRaw(db.url)
  const walked: string[] = []
  const own = /\b(gift_card|store_credit|ledger_posting|tender_use)\b/
  const texts = new Set(seen.filter((one) => own.test(one) && !/^\s*insert\b/i.test(one)))
  for (const text of texts) {
    const plan = await raw.all(`explain query plan ${text}`, Array(text.split('?').length - 1).fill(null))
    for (const { detail } of plan)
      if (/^SCAN (?!json_each|CONSTANT)/.test(String(detail))) walked.push(`${detail} in ${text}`)
  }
  expect(texts.size).toBeGreaterThan(15)
  expect(walked).toEqual([])
})
