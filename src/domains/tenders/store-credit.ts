import { appendFacts, attempt, type Tx } from '../../db/index.js'
import { assert } from '../../kernel/assert.js'
import { globalId } from '../../kernel/ids.js'
import { notFound, type Problem } from '../../kernel/problem.js'
import { ok, type Result, rejected } from '../../kernel/result.js'
import type { Actor } from '../audit/index.js'
import type { TenderDependencies } from './dependencies.js'
import { move } from './ledger.js'
import { adjustmentProblems, leftProblems } from './rules/inputs.js'
import { creditFor } from './store/store-credit.js'
import type { StoreCreditAdjustInput } from './types.js'

/** Gives a customer money to spend in the shop, or takes some of it away. */
export const adjustStoreCredit = (
  dependencies: TenderDependencies,
  actor: Actor,
  input: StoreCreditAdjustInput,
) =>
  attempt(dependencies.db, (tx) => {
    const call = { actor, operation: 'storeCreditAdjust', key: input.idempotencyKey, input }
    return dependencies.idempotency.once(tx, call, () => adjust(tx, dependencies, actor, input))
  })

async function adjust(
  tx: Tx,
  { clock, customers, audit }: TenderDependencies,
  actor: Actor,
  { customerId, delta, reason }: StoreCreditAdjustInput,
): Promise<Result<null, Problem>> {
  const { amountMinor, currency } = delta
  const problems = adjustmentProblems({ delta, reason })
  if (!(await customers.find({ id: customerId }, tx))) problems.push(unknownCustomer(customerId))
  if (problems.length > 0) return rejected(problems)
  const now = clock.now()
  const credit = await creditFor(tx, customerId, currency, now)
  const tooMuch = leftProblems(credit.balanceMinor, amountMinor)
  if (tooMuch.length > 0) return rejected(tooMuch)
  const movement = { kind: 'ADJUST', amountMinor, reason: reason.trim(), actor: actor.name, now } as const
  assert(
    await move(tx, { kind: 'STORE_CREDIT', id: credit.id }, movement),
    'it is locked, so there is enough',
  )
  const balance = (balanceMinor: number) => ({ storeCredit: { balanceMinor, currency } })
  await audit.append(tx, {
    ...{ actor, action: 'storeCreditAdjust', entity: 'Customer', entityId: customerId },
    before: balance(credit.balanceMinor),
    after: balance(credit.balanceMinor + amountMinor),
  })
  const body = { customerId }
  await appendFacts(tx, [{ kind: 'storeCredit.saved', aggregate: `customer:${customerId}`, body }], now)
  return ok(null)
}

const unknownCustomer = (id: string): Problem =>
  notFound(['customerId'], globalId('Customer', id), 'There is no such customer.')
