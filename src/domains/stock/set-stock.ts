import type { Tx } from '../../db/index.js'
import { invalid, type Problem } from '../../kernel/problem.js'
import { ok, rejected } from '../../kernel/result.js'
import type { Actor } from '../audit/index.js'
import { type Move, tellChange } from './book.js'
import { type Change, changeStock, type Place, refusal } from './change-stock.js'
import type { StockDependencies } from './dependencies.js'
import { namedLocations, namedVariants } from './named.js'
import { bookedProblems, setItemProblems } from './rules/inputs.js'
import { writePlans } from './store/levels.js'
import type { StockLevel, StockSetInput, StockSetItem, VariantStock } from './types.js'

export const mostItems = 500

/** An item with what it names. */
interface PlacedItem extends Place {
  readonly item: StockSetItem
  readonly index: number
}

/**
 * Sets what lies, is kept back and is expected at many places: all items are saved, or none with every reason. An item
 * that says what is so already changes nothing. A count may leave less than is reserved, as in `adjustStock`.
 */
export const setStock = (dependencies: StockDependencies, actor: Actor, input: StockSetInput) =>
  changeStock(dependencies, actor, 'stockSet', input, async (tx, change) => {
    if (input.items.length > mostItems) return rejected([tooMany(input.items.length)])
    const { placed, problems } = await placedItems(tx, dependencies, input.items)
    const all = [...bookedProblems(input), ...problems]
    if (all.length > 0) return rejected(all)
    await change.take(placed)
    const planned = await plan(tx, change, placed)
    const counted = await count(change, placed)
    if (!counted.ok) return counted
    const told = new Set(counted.value.map((stock) => stock.variantId))
    const others = change.taken.filter(
      ({ variantId: id }) => !told.has(id) && (planned.has(id) || change.variantsWithMore.has(id)),
    )
    await change.audit(await tellChange(tx, change.original, others, change.booking.now))
    return ok({ levels: placed.map(({ variant, locationId }) => ({ variantId: variant.id, locationId })) })
  })

export const tooMany = (count: number): Problem =>
  invalid('LIMIT_EXCEEDED', ['items'], `${count} items; at most ${mostItems} are allowed.`, {
    max: String(mostItems),
  })

async function placedItems(tx: Tx, dependencies: StockDependencies, items: readonly StockSetItem[]) {
  const at = (index: number) => ['items', String(index)]
  const variants = await namedVariants(
    tx,
    dependencies,
    items.map((name, index) => ({ at: at(index), name })),
  )
  const locations = await namedLocations(
    tx,
    items.map((item, index) => ({ at: [...at(index), 'location'], reference: item.location })),
  )
  const problems: Problem[] = [...variants.problems, ...locations.problems]
  const seen = new Set<string>()
  const placed = items.flatMap((item, index): PlacedItem[] => {
    problems.push(...setItemProblems(at(index), item))
    const [variant, locationId] = [variants.found[index], locations.found[index]]
    if (!variant || locationId == null) return []
    const place = `${variant.id} ${locationId}`
    if (seen.has(place))
      problems.push(invalid('DUPLICATE', at(index), 'This variant stands at this location twice in `items`.'))
    seen.add(place)
    return [{ item, index, variant, locationId }]
  })
  return { placed, problems }
}

/** Writes what is kept back and expected where it differs, and answers of which variants. */
async function plan(tx: Tx, change: Change, placed: readonly PlacedItem[]): Promise<ReadonlySet<number>> {
  const plans = placed.flatMap(({ item, variant, locationId }) => {
    const level = change.level(variant.id, locationId)
    const planned = plannedLevel(level, item)
    return isPlannedAlike(level, planned) ? [] : [planned]
  })
  if (plans.length > 0) await writePlans(tx, plans, change.booking.now)
  const byPlace = new Map(plans.map((one) => [`${one.variantId} ${one.locationId}`, one]))
  change.replace(
    change.taken.map((stock) => ({
      ...stock,
      levels: stock.levels.map((level) => ({
        ...level,
        ...byPlace.get(`${level.variantId} ${level.locationId}`),
      })),
    })),
  )
  return new Set(plans.map((one) => one.variantId))
}

const plannedLevel = (level: StockLevel, { safetyStock, incoming, incomingAt }: StockSetItem) => ({
  variantId: level.variantId,
  locationId: level.locationId,
  safetyStock: safetyStock ?? level.safetyStock,
  incoming: incoming ?? level.incoming,
  incomingAt: incomingAt === undefined ? level.incomingAt : incomingAt,
})

const isPlannedAlike = (level: StockLevel, planned: ReturnType<typeof plannedLevel>): boolean =>
  level.safetyStock === planned.safetyStock &&
  level.incoming === planned.incoming &&
  level.incomingAt?.getTime() === planned.incomingAt?.getTime()

async function count(change: Change, placed: readonly PlacedItem[]) {
  const counts = placed.flatMap(({ item, index, variant, locationId }) => {
    const { onHand } = change.level(variant.id, locationId)
    const { quantity, expectedQuantity } = item
    if (quantity == null || (quantity === onHand && expectedQuantity == null)) return []
    const move: Move = {
      ...{ kind: 'COUNT', variantId: variant.id, locationId, mayBeShort: true },
      ...{ quantity: quantity - onHand, expected: expectedQuantity ?? onHand },
    }
    return [{ move, index }]
  })
  if (counts.length === 0) return ok<readonly VariantStock[]>([])
  const indexOf = new Map(counts.map(({ move, index }) => [move, index]))
  return change.book(
    counts.map(({ move }) => move),
    (move, level) => refusal(['items', String(indexOf.get(move)), 'quantity'], move, level),
  )
}
