import { attempt } from '../../db/index.js'
import { notFound, type Problem } from '../../kernel/problem.js'
import { ok, type Result, rejected } from '../../kernel/result.js'
import type { Actor } from '../audit/index.js'
import type { MerchandisingDependencies } from './dependencies.js'
import type { ProductArchiveInput } from './types.js'
import { upsertProducts } from './upsert-products.js'

/** Takes a product off every shelf and keeps it: orders and reports still refer to it, and it may come back. Answers its id. */
export const archiveProduct = (
  dependencies: MerchandisingDependencies,
  actor: Actor,
  input: ProductArchiveInput,
) =>
  attempt(dependencies.db, async (tx): Promise<Result<number, Problem>> => {
    const { externalReference, expectedVersion = null } = input
    const known = await dependencies.catalog.productIds(tx, [externalReference])
    if (!known.has(externalReference)) {
      const message = `There is no product with the reference "${externalReference}".`
      return rejected([notFound(['externalReference'], externalReference, message)])
    }
    const item = { externalReference, expectedVersion, status: 'ARCHIVED' as const }
    const author = { actor, action: 'productArchive' as const }
    const [result] = await upsertProducts(dependencies, author, { items: [item] })
    return result?.productId ? ok(result.productId) : rejected(result?.problems ?? [])
  })
