import { attempt } from '../../db/index.js'
import { newId } from '../../kernel/ids.js'
import type { Problem } from '../../kernel/problem.js'
import { ok, type Result, rejected } from '../../kernel/result.js'
import { textProblems } from '../../kernel/text.js'
import type { Actor } from '../audit/index.js'
import { unknownOrder } from './by-staff.js'
import type { OrderDependencies } from './dependencies.js'
import { findOrder } from './store/orders.js'
import { insertNote } from './store/refunds.js'
import type { OrderNoteAddInput, OrderWorkedOn } from './types.js'

const mostCharacters = 5_000

/** Writes something down about an order. Nobody but staff sees it, and it is forgotten with its customer. */
export const addNote = (
  { db, clock, idempotency }: OrderDependencies,
  actor: Actor,
  { idempotencyKey, ...input }: OrderNoteAddInput,
): Promise<Result<OrderWorkedOn, Problem>> =>
  attempt(db, async (tx) => {
    const { orderId, text } = input
    const call = { actor, operation: 'orderNoteAdd', key: idempotencyKey ?? null, input }
    return idempotency.once(tx, call, async () => {
      const problems = textProblems(['text'], text, { most: mostCharacters, multiline: true })
      if (problems.length > 0) return rejected(problems)
      if (!(await findOrder(tx, orderId))) return rejected([unknownOrder(orderId)])
      await insertNote(tx, { id: newId(), orderId, text: text.trim(), actor: actor.name, at: clock.now() })
      return ok({ orderId, paymentIds: [] })
    })
  })
