import { and, asc, eq, lt, sql } from 'drizzle-orm'
import { affectedRows, query, type Slots, type Tx } from '../../db/index.js'
import { idempotentCall } from '../../db/tables/idempotency.js'

interface CallKey {
  readonly caller: string
  readonly operation: string
  readonly key: string
}

interface BegunCall extends CallKey {
  readonly inputHash: string
  readonly at: Date
}
const newCall = query((on: Tx, p: Slots<BegunCall>) =>
  on
    .insert(idempotentCall)
    .values({ caller: p.caller, operation: p.operation, key: p.key, inputHash: p.inputHash, at: p.at })
    .onConflictDoNothing(),
)
/** False when there is one with this key already; waits for the end of one that is under way. */
export const beginCall = async (tx: Tx, call: BegunCall): Promise<boolean> =>
  affectedRows(await newCall(tx, call)) === 1

const ofKey = ({ caller, operation, key }: Slots<CallKey>) =>
  and(eq(idempotentCall.caller, caller), eq(idempotentCall.operation, operation), eq(idempotentCall.key, key))

const endedCall = query((on: Tx, p: Slots<CallKey & { outcome: unknown }>) =>
  on
    .update(idempotentCall)
    .set({ outcome: sql`${sql.param(p.outcome, idempotentCall.outcome)}` })
    .where(ofKey(p)),
)
export async function endCall(tx: Tx, call: CallKey, outcome: unknown): Promise<void> {
  await endedCall(tx, { ...call, outcome })
}

const calls = query((on, p: Slots<CallKey>) =>
  on
    .select({ inputHash: idempotentCall.inputHash, outcome: idempotentCall.outcome })
    .from(idempotentCall)
    .where(ofKey(p)),
)
export const findCall = async (tx: Tx, call: CallKey) => (await calls(tx, call))[0] ?? null

const deletedAtOnce = 500

/** Whether there may be more. */
export async function deleteCallsBefore(tx: Tx, before: Date): Promise<boolean> {
  const [last] = await tx
    .select({ at: idempotentCall.at })
    .from(idempotentCall)
    .where(lt(idempotentCall.at, before))
    .orderBy(asc(idempotentCall.at))
    .offset(deletedAtOnce)
    .limit(1)
  await tx.delete(idempotentCall).where(lt(idempotentCall.at, last?.at ?? before))
  return last !== undefined
}
