import { attempt, type Tx } from '../../db/index.js'
import { invalid, notFound, type Problem } from '../../kernel/problem.js'
import { ok, type Result, rejected } from '../../kernel/result.js'
import { duplicateProblems } from '../../kernel/text.js'
import type { Actor } from '../audit/index.js'
import type { MerchandisingDependencies } from './dependencies.js'
import { reprice } from './reprice.js'
import type { PricesSaveInput } from './types.js'

const mostItems = 500
/** All of them are saved in one job. */
const maxHoldMs = 2_000

/** Replaces the prices of variants, named by SKU: all of them or none. Answers the ids of the variants in their order. */
export const savePrices = (
  dependencies: MerchandisingDependencies,
  actor: Actor,
  { items }: PricesSaveInput,
) =>
  attempt(
    dependencies.db,
    async (tx): Promise<Result<readonly number[], Problem>> => {
      const checked = await checkedItems(tx, dependencies, items)
      if (checked.problems.length > 0) return rejected(checked.problems)
      const { catalog, listings, audit } = dependencies
      await catalog.lockProductIds(tx, [...new Set(checked.sets.map((set) => set.productId))])
      const changes = await reprice(tx, dependencies, checked.sets)
      for (const { variantId, before, after } of [...changes.values()].flat()) {
        const entityId = String(variantId)
        await audit.append(tx, {
          actor,
          action: 'pricesSave',
          entity: 'ProductVariant',
          entityId,
          before,
          after,
        })
      }
      await listings.refresh(tx, [...changes.keys()])
      return ok(checked.sets.map((set) => set.variantId))
    },
    { maxHoldMs },
  )

async function checkedItems(
  tx: Tx,
  { channels, catalog, pricing }: MerchandisingDependencies,
  items: PricesSaveInput['items'],
) {
  const holders = await catalog.variantsBySku(
    items.map((item) => item.sku),
    tx,
  )
  const all = await channels.all(tx)
  const problems: Problem[] = duplicateProblems(['items'], items, (item) => item.sku)
  if (items.length > mostItems)
    problems.push(
      invalid('LIMIT_EXCEEDED', ['items'], `${items.length} items; at most ${mostItems} are allowed.`),
    )
  const sets = items.flatMap(({ sku, prices }, i) => {
    const holder = holders.get(sku)
    if (!holder)
      problems.push(notFound(['items', String(i), 'sku'], sku, `There is no variant with the SKU "${sku}".`))
    const set = pricing.check(['items', String(i), 'prices'], prices, all)
    problems.push(...set.problems)
    return holder ? [{ variantId: holder.id, productId: holder.productId, prices: set.prices }] : []
  })
  return { sets, problems }
}
