import { type Tx, together } from '../../db/index.js'
import { invalid, type Problem } from '../../kernel/problem.js'
import { ok, rejected } from '../../kernel/result.js'
import type { Actor } from '../audit/index.js'
import type { Move } from './book.js'
import { type Change, changeStock, type Place, refusal, type StockChange } from './change-stock.js'
import type { StockDependencies } from './dependencies.js'
import { namedLocations, namedVariants } from './named.js'
import { adjustProblems, bookedProblems, quantityProblems } from './rules/inputs.js'
import type { StockAdjustInput, StockReceiveInput, StockTransferInput, VariantName } from './types.js'

/**
 * Changes what lies at one location by a delta, or to a count. A count, or a loss, may leave less than is reserved: it is
 * taken, what is reserved stays reserved, nothing is available, and the shortage is told.
 */
export const adjustStock = (dependencies: StockDependencies, actor: Actor, input: StockAdjustInput) =>
  changeStock(dependencies, actor, 'stockAdjust', input, async (tx, change) => {
    const { delta, quantity, expectedQuantity, location } = input
    const named = await placesOf(tx, dependencies, input, [{ field: 'location', reference: location }])
    const problems = [...bookedProblems(input), ...adjustProblems(input), ...named.problems]
    const [place] = named.places
    if (problems.length > 0 || !place) return rejected(problems)
    await change.take([place])
    const { onHand } = change.level(place.variant.id, place.locationId)
    const isCount = quantity != null
    const move: Move = {
      ...moveAt(place),
      kind: isCount ? 'COUNT' : 'ADJUST',
      quantity: isCount ? quantity - onHand : (delta ?? 0),
      ...(isCount && { expected: expectedQuantity ?? onHand }),
      mayBeShort: true,
    }
    return booked(change, [move], [place], [isCount ? 'quantity' : 'delta'])
  })

/** Puts units that have come onto the shelf; so many fewer are expected from then on. */
export const receiveStock = (dependencies: StockDependencies, actor: Actor, input: StockReceiveInput) =>
  changeStock(dependencies, actor, 'stockReceive', input, async (tx, change) => {
    const { quantity, location } = input
    const named = await placesOf(tx, dependencies, input, [{ field: 'location', reference: location }])
    const problems = [
      ...bookedProblems(input),
      ...quantityProblems(['quantity'], quantity, 1),
      ...named.problems,
    ]
    const [place] = named.places
    if (problems.length > 0 || !place) return rejected(problems)
    await change.take([place])
    const move: Move = { ...moveAt(place), kind: 'RECEIVE', quantity, received: quantity, mayBeShort: true }
    return booked(change, [move], [place], ['quantity'])
  })

/** Moves units that are not reserved from one location to another. What is kept back from selling may move. */
export const transferStock = (dependencies: StockDependencies, actor: Actor, input: StockTransferInput) =>
  changeStock(dependencies, actor, 'stockTransfer', input, async (tx, change) => {
    const { quantity, from, to } = input
    const named = await placesOf(tx, dependencies, input, [
      { field: 'from', reference: from },
      { field: 'to', reference: to },
    ])
    const problems = [
      ...bookedProblems(input),
      ...quantityProblems(['quantity'], quantity, 1),
      ...(from === to ? [invalid('INVALID', ['to'], '`to` is where the units are; name another.')] : []),
      ...named.problems,
    ]
    const [source, target] = named.places
    if (problems.length > 0 || !source || !target) return rejected(problems)
    await change.take([source, target])
    const moves: Move[] = [
      {
        ...{ ...moveAt(source), kind: 'TRANSFER', mayBeShort: true },
        ...{ quantity: -quantity, needsUnreserved: quantity },
      },
      { ...moveAt(target), kind: 'TRANSFER', quantity, mayBeShort: true },
    ]
    return booked(change, moves, [source, target], ['quantity'])
  })

const moveAt = ({ variant, locationId }: Place) => ({ variantId: variant.id, locationId })

async function booked(
  change: Change,
  moves: readonly Move[],
  places: readonly Place[],
  field: readonly string[],
): Promise<{ ok: true; value: StockChange } | { ok: false; errors: readonly Problem[] }> {
  const result = await change.book(moves, (move, level) => refusal(field, move, level))
  return result.ok ? ok({ levels: places.map(moveAt) }) : result
}

async function placesOf(
  tx: Tx,
  dependencies: StockDependencies,
  name: VariantName,
  locations: readonly { readonly field: string; readonly reference: string }[],
) {
  const references = locations.map(({ field, reference }) => ({ at: [field], reference }))
  const [variants, found] = await together(
    namedVariants(tx, dependencies, [{ at: [], name }]),
    namedLocations(tx, references),
  )
  const [variant] = variants.found
  const places = found.found.flatMap((locationId): Place[] =>
    variant && locationId !== null ? [{ variant, locationId }] : [],
  )
  return { places, problems: [...variants.problems, ...found.problems] }
}
