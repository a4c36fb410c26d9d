import { isDeepStrictEqual } from 'node:util'
import { appendFacts, attempt, takeTurn } from '../../db/index.js'
import type { Problem } from '../../kernel/problem.js'
import { ok, type Result, rejected } from '../../kernel/result.js'
import type { Actor } from '../audit/index.js'
import type { PaymentsDependencies } from './dependencies.js'
import type { PaymentMethodInput, StoredMethod } from './inputs.js'
import { methodAfter, methodProblems } from './rules/method.js'
import { insertMethod, readMethods, updateMethod } from './store/methods.js'

/** Creates or changes a way of paying. What is there already leaves nothing behind. */
export const saveMethod = (
  { db, clock, audit, channels, providers }: PaymentsDependencies,
  actor: Actor,
  input: PaymentMethodInput,
): Promise<Result<StoredMethod, Problem>> =>
  attempt(db, async (tx) => {
    await takeTurn(tx, 'paymentMethod')
    const around = {
      channels: await channels.all(tx),
      providers: providers.map(({ handle }) => handle),
    }
    const known = await readMethods(tx)
    const problems = methodProblems(known, input, around)
    if (problems.length > 0) return rejected(problems)
    const stored = known.find(({ handle }) => handle === input.handle) ?? null
    const after = methodAfter(stored, input, around)
    const before = stored && contentOf(stored)
    if (stored && isDeepStrictEqual(before, after)) return ok(stored)
    const now = clock.now()
    const version = (stored?.version ?? 0) + 1
    const content = { ...after, version, createdAt: stored?.createdAt ?? now, updatedAt: now }
    const id = stored?.id ?? (await insertMethod(tx, content))
    if (stored) await updateMethod(tx, { id, ...content })
    await audit.append(tx, {
      ...{ actor, action: 'paymentMethodSave', entity: 'PaymentMethod', entityId: String(id) },
      ...{ before, after },
    })
    const body = { handle: after.handle }
    await appendFacts(tx, [{ kind: 'paymentMethod.saved', aggregate: `paymentMethod:${id}`, body }], now)
    return ok({ id, ...content })
  })

const contentOf = ({ id: _, version: __, createdAt: ___, updatedAt: ____, ...content }: StoredMethod) =>
  content
