import { attempt, type Tx } from '../../db/index.js'
import { globalId } from '../../kernel/ids.js'
import { notFound, type Problem } from '../../kernel/problem.js'
import { type Result, rejected } from '../../kernel/result.js'
import { textProblems } from '../../kernel/text.js'
import type { Actor } from '../audit/index.js'
import type { OrderDependencies } from './dependencies.js'
import { lockOrder, type OrderHead } from './store/orders.js'
import type { OrderWorkedOn } from './types.js'

const mostCharacters = 500

interface Call {
  /** The mutation, to which an idempotency key belongs. */
  readonly operation: string
  readonly orderId: string
  readonly input: { readonly reason?: string | null | undefined; readonly idempotencyKey: string } & object
}

/** Has staff change an order: once for each key, all or nothing, with nobody else at it until the job ends. */
export const changedByStaff = (
  { db, idempotency }: OrderDependencies,
  actor: Actor,
  { operation, orderId, input }: Call,
  job: (tx: Tx, order: OrderHead) => Promise<Result<OrderWorkedOn, Problem>>,
): Promise<Result<OrderWorkedOn, Problem>> =>
  attempt(db, async (tx) => {
    const order = await lockOrder(tx, orderId)
    if (!order) return rejected([unknownOrder(orderId)])
    const { idempotencyKey: key, ...asked } = input
    return idempotency.once(tx, { actor, operation, key, input: asked }, async () => {
      const problems = input.reason == null ? [] : reasonProblems(input.reason)
      return problems.length > 0 ? rejected(problems) : job(tx, order)
    })
  })

const reasonProblems = (reason: string): Problem[] =>
  textProblems(['reason'], reason, { most: mostCharacters })

export const unknownOrder = (id: string): Problem =>
  notFound(['orderId'], globalId('Order', id), 'There is no such order.')

/** What of an order the audit keeps: nothing that is personal. */
export const auditable = ({ status, paymentStatus, cancelReason, version }: OrderHead) => ({
  ...{ status, paymentStatus, cancelReason, version },
})

export const audited = (
  tx: Tx,
  { audit }: OrderDependencies,
  actor: Actor,
  action: string,
  before: OrderHead,
  after: object,
): Promise<void> =>
  audit.append(tx, {
    ...{ actor, action, entity: 'Order', entityId: before.id },
    ...{ before: auditable(before), after },
  })
