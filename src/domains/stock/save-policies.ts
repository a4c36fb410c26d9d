import { attempt } from '../../db/index.js'
import type { Problem } from '../../kernel/problem.js'
import { ok, rejected } from '../../kernel/result.js'
import { duplicateProblems } from '../../kernel/text.js'
import type { Actor } from '../audit/index.js'
import { tellChange } from './book.js'
import { asBefore, Change } from './change-stock.js'
import type { StockDependencies } from './dependencies.js'
import { namedVariants } from './named.js'
import { policyProblems } from './rules/inputs.js'
import { mostItems, tooMany } from './set-stock.js'
import { readEndedPreorders, takeTracked, writePolicies } from './store/items.js'
import type { StockPolicyItem, StockPolicySaveInput, VariantStock } from './types.js'

/** Says how variants are counted: all of them or none. Answers their ids in the order of the items. */
export const savePolicies = (dependencies: StockDependencies, actor: Actor, input: StockPolicySaveInput) =>
  attempt(
    dependencies.db,
    async (tx) => {
      const { items } = input
      if (items.length > mostItems) return rejected([tooMany(items.length)])
      const now = dependencies.clock.now()
      const { found, problems } = await namedVariants(
        tx,
        dependencies,
        items.map((name, index) => ({ at: ['items', String(index)], name })),
      )
      const variants = found.flatMap((variant) => variant ?? [])
      const twice = duplicateProblems(['items'], found, (variant) => (variant ? String(variant.id) : null))
      const sorted = [...variants].sort((a, b) => a.id - b.id)
      const before = await takeTracked(tx, sorted, now)
      const wanted = new Map(found.flatMap((variant, i) => (variant ? [[variant.id, i] as const] : [])))
      const after = before.map((stock) => withPolicy(stock, items[wanted.get(stock.variantId) ?? 0] ?? {}))
      const all: Problem[] = [...problems, ...twice]
      for (const stock of after) {
        const index = wanted.get(stock.variantId) ?? 0
        all.push(...policyProblems(['items', String(index)], items[index] ?? {}, stock, now))
      }
      if (all.length > 0) return rejected(all)
      const isNew = (stock: VariantStock) => stock.version === 0
      const changed = after.filter((stock, i) => isNew(stock) || differs(stock, before[i]))
      await writePolicies(tx, changed, now)
      const original = before.map(asBefore)
      const told = await tellChange(tx, original, changed, now)
      const change = new Change(tx, dependencies, actor, 'stockPoliciesSave', { actor: actor.name, now })
      await change.audit(told, original)
      return ok(variants.map((variant) => variant.id))
    },
    { maxHoldMs: 1_000 },
  )

const withPolicy = (stock: VariantStock, item: StockPolicyItem): VariantStock => {
  const policy = item.policy ?? stock.policy
  const promises = policy === 'BACKORDER' || policy === 'PREORDER'
  const of = <T>(given: T | undefined, known: T): T => (given === undefined ? known : given)
  return {
    ...stock,
    policy,
    promiseLimit: promises ? of(item.promiseLimit, stock.promiseLimit) : null,
    preorderUntil: policy === 'PREORDER' ? of(item.preorderUntil, stock.preorderUntil) : null,
    lowStockThreshold: of(item.lowStockThreshold, stock.lowStockThreshold),
    reserveInCartMinutes: of(item.reserveInCartMinutes, stock.reserveInCartMinutes),
  }
}

const differs = (a: VariantStock, b: VariantStock | undefined): boolean =>
  a.policy !== b?.policy ||
  a.promiseLimit !== b.promiseLimit ||
  a.preorderUntil?.getTime() !== b.preorderUntil?.getTime() ||
  a.lowStockThreshold !== b.lowStockThreshold ||
  a.reserveInCartMinutes !== b.reserveInCartMinutes

const endedAtOnce = 100

/** Ends preorders whose time is over: from then on only what is there can be bought. */
export async function endPreorders(
  dependencies: StockDependencies,
  actor: Actor,
  at: Date,
  isStopped: () => boolean,
): Promise<void> {
  for (;;) {
    const due = await readEndedPreorders(dependencies.db.read, at, endedAtOnce)
    if (due.length === 0) return
    const items = due.map((variantId) => ({ variantId, policy: 'DENY' as const }))
    const ended = await savePolicies(dependencies, actor, { items })
    // They would be found again and again.
    if (!ended.ok) throw new Error(`The preorders of variants ${due.join(', ')} cannot be ended.`)
    if (due.length < endedAtOnce || isStopped()) return
  }
}
