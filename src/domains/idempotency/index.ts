import type { Database, Tx } from '../../db/index.js'
import type { Clock } from '../../kernel/clock.js'
import { invalid, type Problem } from '../../kernel/problem.js'
import { type Result, rejected } from '../../kernel/result.js'
import type { Actor } from '../audit/index.js'
import { hashOf, keyProblems } from './rules.js'
import { beginCall, deleteCallsBefore, endCall, findCall } from './store.js'

export interface IdempotentCall {
  readonly actor: Actor
  /** The mutation, such as `stockAdjust`: a key is one caller's for one mutation. */
  readonly operation: string
  /** 16 to 64 characters; null does the job whatever was done before. */
  readonly key: string | null
  /** All that was asked for: the same key with another input is refused. */
  readonly input: object
}

export interface Idempotency {
  /**
   * Does the job once for each key and presents its outcome again to whoever repeats the call: what the job answers is
   * kept as JSON, in the transaction of what it changes. Of callers at once one does it and the others wait for the end
   * of that. A rejection keeps nothing (it must undo the transaction), so that the key may be tried again.
   */
  once<T>(tx: Tx, call: IdempotentCall, job: () => Promise<Result<T, Problem>>): Promise<Result<T, Problem>>
  /** Forgets calls older than that. */
  forget(before: Date): Promise<void>
}

export function createIdempotency({
  db,
  clock,
}: {
  readonly db: Database
  readonly clock: Clock
}): Idempotency {
  return {
    async once<T>(
      tx: Tx,
      { actor, operation, key, input }: IdempotentCall,
      job: () => Promise<Result<T, Problem>>,
    ) {
      if (key === null) return job()
      const problems = keyProblems(key)
      if (problems.length > 0) return rejected(problems)
      const call = { caller: actor.keyId ?? actor.name, operation, key }
      const inputHash = hashOf(input)
      if (!(await beginCall(tx, { ...call, inputHash, at: clock.now() }))) {
        const known = await findCall(tx, call)
        if (known?.inputHash === inputHash) return { ok: true, value: known.outcome as T }
        return rejected([
          invalid(
            'IDEMPOTENCY_KEY_REUSED',
            ['idempotencyKey'],
            `The key "${key}" came with another input before. Give every change a key of its own.`,
          ),
        ])
      }
      const result = await job()
      if (result.ok) await endCall(tx, call, result.value)
      return result
    },
    async forget(before) {
      while (await db.write((tx) => deleteCallsBefore(tx, before)));
    },
  }
}
