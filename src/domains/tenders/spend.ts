import type { ReadHandle, Tx } from '../../db/index.js'
import { assert } from '../../kernel/assert.js'
import { hasEnded } from '../../kernel/period.js'
import { invalid, type Problem } from '../../kernel/problem.js'
import { ok, type Result, rejected } from '../../kernel/result.js'
import { move } from './ledger.js'
import { readCards } from './store/gift-cards.js'
import { isRefunded } from './store/postings.js'
import { growUse, lockUse, lockUses, noteTaken, type Use } from './store/uses.js'
import type { TenderAmount } from './types.js'

const isAmount = (amountMinor: number): boolean => Number.isSafeInteger(amountMinor) && amountMinor > 0

/** Takes from every tender, or answers which have not so much: the caller's job keeps nothing then. */
export async function take(
  tx: Tx,
  reference: string,
  tenders: readonly TenderAmount[],
  now: Date,
): Promise<Result<null, Problem>> {
  const problems: Problem[] = []
  // In the order of their accounts, so that jobs never wait for each other in a ring.
  const inOrder = tenders
    .map((tender, i) => ({ tender, i }))
    .sort((a, b) => (a.tender.id < b.tender.id ? -1 : 1))
  for (const { tender, i } of inOrder) {
    const { amountMinor } = tender
    assert(isAmount(amountMinor), 'what is taken is a whole number of minor units above 0')
    if (!(await noteTaken(tx, reference, tender))) continue
    if (!(await move(tx, tender, { kind: 'TAKE', amountMinor: -amountMinor, reference, now })))
      problems.push(await refusal(tx, tender, i, now))
  }
  return problems.length === 0 ? ok(null) : rejected(problems)
}

async function refusal(on: ReadHandle, { kind, id }: TenderAmount, i: number, now: Date): Promise<Problem> {
  const field = ['tenders', String(i)]
  const [card] = kind === 'GIFT_CARD' ? await readCards(on, [id]) : []
  if (card && (card.disabledAt || hasEnded(card, now)))
    return invalid('CODE_EXPIRED', field, `The time of the gift card …${card.lastCharacters} is over.`)
  const what = card ? `the gift card …${card.lastCharacters}` : 'the store credit'
  return invalid(
    'GIFT_CARD_EMPTY',
    field,
    `Less is left on ${what} than it was to pay. Look at the cart again.`,
  )
}

/** Gives back all that a reference has taken and that has not gone back yet. */
export async function giveBack(tx: Tx, reference: string, now: Date): Promise<void> {
  for (const use of await lockUses(tx, reference)) {
    const amountMinor = use.takenMinor - use.returnedMinor
    if (amountMinor > 0) await putBack(tx, use, { kind: 'GIVE_BACK', amountMinor, now })
  }
}

export interface TenderRefund extends TenderAmount {
  readonly reference: string
  /** Such as a refund's id: for the same one the amount goes back once. */
  readonly refundReference: string
}

/** Gives back a part of what was taken, and never more than that. */
export async function refund(
  tx: Tx,
  { reference, refundReference, id, amountMinor }: TenderRefund,
  now: Date,
): Promise<Result<null, Problem>> {
  assert(isAmount(amountMinor), 'what is given back is a whole number of minor units above 0')
  const use = await lockUse(tx, { reference, id })
  if (use && (await isRefunded(tx, { reference, accountId: id, refundReference }))) return ok(null)
  const mostMinor = use ? use.takenMinor - use.returnedMinor : 0
  if (!use || amountMinor > mostMinor) {
    const message = `${amountMinor} minor units are more than the ${mostMinor} that have not gone back yet.`
    return rejected([invalid('OUT_OF_RANGE', ['amount'], message, { min: '1', max: String(mostMinor) })])
  }
  await putBack(tx, use, { kind: 'REFUND', amountMinor, refundReference, now })
  return ok(null)
}

interface Return {
  readonly kind: 'GIVE_BACK' | 'REFUND'
  readonly amountMinor: number
  readonly refundReference?: string
  readonly now: Date
}

async function putBack(tx: Tx, use: Use, returned: Return): Promise<void> {
  const { reference } = use
  await growUse(tx, use, { returnedMinor: returned.amountMinor })
  assert(await move(tx, use, { ...returned, reference }), 'what comes onto an account never fails')
}
