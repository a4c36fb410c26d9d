import type { ReadHandle } from '../../db/index.js'
import { invalid, type Problem } from '../../kernel/problem.js'
import type { ProductInput, ProductPlan } from '../catalog/index.js'
import type { PriceState } from '../pricing/index.js'
import type { MerchandisingDependencies } from './dependencies.js'

/** An item of a request and what is wrong with it before the catalog is asked. */
export interface Item {
  readonly input: ProductInput
  readonly problems: readonly Problem[]
}
/** What saving an item would do. */
export interface Candidate {
  readonly plan: ProductPlan
  /** By variant in the input's order; undefined leaves a variant's prices as they are. */
  readonly prices: readonly (readonly PriceState[] | undefined)[]
}

/** Items in their order. One that names the same product as an earlier one has that against it. */
export function itemsOf(inputs: readonly ProductInput[]): Item[] {
  const seen = new Set<string>()
  return inputs.map((input) => {
    const { externalReference } = input
    const isRepeated = seen.has(externalReference)
    seen.add(externalReference)
    const message = `"${externalReference}" stands earlier in this request already; send each product once.`
    return { input, problems: isRepeated ? [invalid('DUPLICATE', ['externalReference'], message)] : [] }
  })
}

export async function candidatesOf(
  on: ReadHandle,
  { channels, catalog, pricing }: MerchandisingDependencies,
  items: readonly Item[],
): Promise<Candidate[]> {
  const all = await channels.all(on)
  const checked = items.map(({ input, problems }) => {
    const sets = (input.variants ?? []).map(({ prices }, i) =>
      prices === undefined ? undefined : pricing.check(['variants', String(i), 'prices'], prices ?? [], all),
    )
    return { input, sets, problems: [...problems, ...sets.flatMap((set) => set?.problems ?? [])] }
  })
  const plans = await catalog.planProducts(
    on,
    checked,
    new Map(all.map((channel) => [channel.slug, channel.id])),
  )
  return plans.map((plan, i) => ({ plan, prices: (checked[i]?.sets ?? []).map((set) => set?.prices) }))
}
