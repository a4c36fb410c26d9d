import type { Tx } from '../../db/index.js'
import { changeCard, spendCard } from './store/gift-cards.js'
import { insertPosting, type NewPosting } from './store/postings.js'
import { changeCredit } from './store/store-credit.js'
import type { PostingKind, TenderKind } from './types.js'

/** Where an amount comes from, or goes to. */
const counterAccounts: Readonly<Record<PostingKind, NewPosting['counterAccount']>> = {
  ISSUE: 'ISSUED',
  TAKE: 'SPENT',
  GIVE_BACK: 'SPENT',
  REFUND: 'SPENT',
  ADJUST: 'ADJUSTED',
}

export interface Account {
  readonly kind: TenderKind
  readonly id: string
}

/** An amount that comes onto an account from its counter-account, or goes there when below zero. */
export interface Movement {
  readonly kind: PostingKind
  readonly amountMinor: number
  readonly now: Date
  readonly reference?: string | null
  readonly refundReference?: string | null
  readonly reason?: string | null
  readonly actor?: string | null
}

/**
 * Changes a balance and writes its posting, in this job. Answers whether it did: never below zero, and what is taken for
 * an order comes only from what may still be spent.
 */
export async function move(tx: Tx, account: Account, movement: Movement): Promise<boolean> {
  const { kind, amountMinor, now } = movement
  const left = await changeBalance(tx, account, movement)
  if (!left) return false
  await insertPosting(tx, {
    ...{ kind, accountKind: account.kind, accountId: account.id, counterAccount: counterAccounts[kind] },
    ...{ currency: left.currency, amountMinor, balanceAfterMinor: left.balanceMinor, at: now },
    ...{ reference: movement.reference ?? null, refundReference: movement.refundReference ?? null },
    ...{ reason: movement.reason ?? null, actor: movement.actor ?? null },
  })
  return true
}

const changeBalance = (tx: Tx, { kind, id }: Account, { kind: what, amountMinor, now }: Movement) => {
  if (kind === 'STORE_CREDIT') return changeCredit(tx, id, amountMinor, now)
  return what === 'TAKE' ? spendCard(tx, id, 0 - amountMinor, now) : changeCard(tx, id, amountMinor)
}
